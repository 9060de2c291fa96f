/**
 * The drawing of a health graph: one path for each status, not one element for
 * each day. Days are strokes one unit apart; the state is told by the shape of
 * the stroke as well as by its colour, so it survives print, colour blindness
 * and forced colours.
 */
import { dayStatuses, type DayFlag, type DayStatus } from '#schema/status.ts';

/** Where marks sit: of incidents below the bars, of what may still change or has between them. */
const markDepth = 42;
const flagDepths = { restated: -8, provisional: 37 } as const;

type Stroke = readonly [from: number, to: number];

/** Top and bottom of each stroke of a day, a full bar being 32 units high; a stroke without length is a dot. */
const shapes: Readonly<Record<DayStatus, readonly Stroke[]>> = {
  none: [[32, 32]],
  operational: [[0, 32]],
  // Whole lines too, told apart by the width, dashes and ends the stylesheet gives them.
  unknown: [[0, 32]],
  maintenance: [
    [0, 5],
    [14, 18],
    [27, 32],
  ],
  degraded: [
    [0, 0],
    [10, 32],
  ],
  partial_outage: [[18, 32]],
  // Square-ended and wide; round ends make the others a little longer than drawn.
  major_outage: [[-3, 35]],
};

export interface GraphPath {
  readonly status: DayStatus;
  readonly d: string;
}

function step(by: number): string {
  return by < 0 ? `${by}` : ` ${by}`;
}

/** Path data for strokes at the given days: an absolute start, then relative moves. */
function drawStrokes(days: readonly number[], strokes: readonly Stroke[]): string {
  let d = '';
  let pen = { x: 0, y: 0 };
  for (const x of days) {
    for (const [from, to] of strokes) {
      d += d === '' ? `M${x} ${from}` : `m${x - pen.x}${step(from - pen.y)}`;
      d += `v${to - from}`;
      pen = { x, y: to };
    }
  }
  return d;
}

function daysWith<T>(days: readonly T[], wanted: (day: T) => boolean): number[] {
  return days.flatMap((day, index) => (wanted(day) ? [index] : []));
}

/** One path for each status that occurs, best first. */
export function graphPaths(days: readonly { readonly status: DayStatus }[]): GraphPath[] {
  return dayStatuses.flatMap((status) => {
    const indexes = daysWith(days, (day) => day.status === status);
    return indexes.length === 0 ? [] : [{ status, d: drawStrokes(indexes, shapes[status]) }];
  });
}

/** Path data of the dots under the days that incidents touch; empty where none does. */
export function incidentMarks(days: readonly { readonly incidents: readonly string[] }[]): string {
  const indexes = daysWith(days, (day) => day.incidents.length > 0);
  return drawStrokes(indexes, [[markDepth, markDepth]]);
}

/** Path data of a dash over or under each day with a flag; empty where none has it. */
export function flagMarks(
  days: readonly { readonly flags: readonly DayFlag[] }[],
  flag: keyof typeof flagDepths,
): string {
  return daysWith(days, ({ flags }) => flags.includes(flag))
    .map((day) => `M${day - 0.3} ${flagDepths[flag]}h.6`)
    .join('');
}

/** Path data of one line under a run of days, for the part an incident touches; empty outside the graph. */
export function touchedDays(
  days: readonly { readonly date: string }[],
  first: string,
  last: string,
): string {
  const indexes = daysWith(days, ({ date }) => date >= first && date <= last);
  const start = indexes[0];
  return start === undefined ? '' : `M${start} ${markDepth}h${indexes.length - 1}`;
}
