/** A day by its quarter-hours and its outages, from its minutes. */
import type { DayDetail } from '#schema/snapshot.ts';
import type { DayStatus } from '#schema/status.ts';

/** A run of minutes that were alike. */
export interface Spell {
  readonly status: DayStatus;
  /** Instants; the last minute ends at `until`. */
  readonly from: string;
  readonly until: string;
  readonly minutes: number;
}

export interface QuarterHour {
  /** Of its worst minute; unknown where any minute is and none was bad. */
  readonly status: DayStatus;
  readonly start: string;
  readonly end: string;
  readonly valid: number;
  readonly bad: number;
  readonly noise: number;
  /** Its minutes, in runs of one state. */
  readonly spells: readonly Spell[];
}

const minuteMs = 60_000;
const quarterMinutes = 15;

const states: Readonly<Record<string, DayStatus>> = {
  U: 'operational',
  I: 'operational',
  D: 'degraded',
  P: 'partial_outage',
  M: 'major_outage',
  X: 'maintenance',
};

/** The order in which one minute decides for a quarter-hour: 14 of 15 known are less than 95 %. */
const deciding: readonly DayStatus[] = [
  'major_outage',
  'partial_outage',
  'degraded',
  'unknown',
  'operational',
  'maintenance',
];

function stateOf(letter: string): DayStatus {
  return states[letter] ?? 'unknown';
}

function worstOf(minutes: readonly DayStatus[]): DayStatus {
  return deciding.find((status) => minutes.includes(status)) ?? 'unknown';
}

/** Runs of equal states, the first minute of which is at `startMs`. */
function spellsOf(minutes: readonly DayStatus[], startMs: number): Spell[] {
  const at = (index: number) => new Date(startMs + index * minuteMs).toISOString();
  const spells: Spell[] = [];
  let begin = 0;
  for (let end = 1; end <= minutes.length; end += 1) {
    const status = minutes[begin] ?? 'unknown';
    if (minutes[end] === status) continue;
    spells.push({ status, from: at(begin), until: at(end), minutes: end - begin });
    begin = end;
  }
  return spells;
}

/** The quarter-hours of a day, as far as it has come. */
export function quarterHours({ start, minutes, quarters }: DayDetail): QuarterHour[] {
  const first = Date.parse(start);
  return quarters.map((quarter) => {
    const from = Date.parse(quarter.start);
    const at = Math.round((from - first) / minuteMs);
    const states = Array.from(minutes.slice(at, at + quarterMinutes), stateOf);
    return {
      ...quarter,
      status: worstOf(states),
      end: new Date(from + states.length * minuteMs).toISOString(),
      spells: spellsOf(states, from),
    };
  });
}

/** Outages of a day: runs of minutes of partial or major outage, each named by its worst. */
export function outagesOf({ start, minutes }: DayDetail): Spell[] {
  const states = Array.from(minutes, stateOf);
  const isOut = (status: DayStatus) => status === 'partial_outage' || status === 'major_outage';
  const runs = spellsOf(
    states.map((status) => (isOut(status) ? 'major_outage' : 'operational')),
    Date.parse(start),
  );
  return runs
    .filter(({ status }) => isOut(status))
    .map((run) => {
      const at = Math.round((Date.parse(run.from) - Date.parse(start)) / minuteMs);
      return { ...run, status: worstOf(states.slice(at, at + run.minutes)) };
    });
}
