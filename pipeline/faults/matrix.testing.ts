/** Many fault points, some at a time, and what went wrong at any of them. */
import type { Outcome } from './log-faults.testing.ts';
import type { Ended, FaultPoint } from './traced-run.testing.ts';

const atOnce = 3;

/** Beside another drain that is first a drain has less to commit, and may end before its fault. */
type Reached = 'always' | 'unless another is first';

/** What a process said must be for people. */
function complaintOf(
  { code, signal, err }: Ended,
  { fault, nth }: FaultPoint,
  reached: Reached,
): string | null {
  if (fault === 'SIGKILL') {
    const spared = reached !== 'always' && nth > 1 && code === 0;
    return signal === 'SIGKILL' || spared ? null : `was not killed (${code})`;
  }
  const words = fault === 'ENOSPC' ? 'the disk is full' : 'cannot be written: EIO';
  const told = err.startsWith('error: ') && err.includes(words) && !/\n\s+at /.test(err);
  return code === 1 && told ? null : `ended with ${code}: ${err}`;
}

/** Runs every point; a line for each that did not end as it should. */
export async function complaints(
  points: readonly FaultPoint[],
  outcome: (point: FaultPoint) => Promise<Outcome>,
  reached: Reached = 'always',
): Promise<string[]> {
  const lines: string[] = [];
  const left = points.values();
  const work = async () => {
    for (const point of left) {
      const { ended, fault } = await outcome(point);
      const complaint = complaintOf(ended, point, reached) ?? fault;
      if (complaint !== null)
        lines.push(`${point.fault} at ${point.call} ${point.nth}: ${complaint}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return lines;
}

/** Every `step`-th of a list, from the first. */
export function every<Item>(step: number, items: readonly Item[]): Item[] {
  return items.filter((_, at) => at % step === 0);
}

/** A full disk and a broken one in turn. */
export function failing(points: readonly Omit<FaultPoint, 'fault'>[]): FaultPoint[] {
  return points.map((point, at) => ({ ...point, fault: at % 2 === 0 ? 'ENOSPC' : 'EIO' }));
}

/** A process that is killed before the call. */
export function killing(points: readonly Omit<FaultPoint, 'fault'>[]): FaultPoint[] {
  return points.map((point) => ({ ...point, fault: 'SIGKILL' }));
}
