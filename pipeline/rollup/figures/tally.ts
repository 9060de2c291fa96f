/** Sums of a minute series over a stretch of minutes. */
import { minuteClasses } from '#schema/status.ts';
import type { MinuteCounts } from '#schema/snapshot.ts';
import { MAINT, type MinuteSeries } from '../minutes/minute-class.ts';

export interface Tally {
  readonly minutes: MinuteCounts;
  readonly valid: number;
  readonly bad: number;
  readonly noise: number;
  readonly timed: number;
  /** Over the threshold: surely, and possibly. */
  readonly slow: number;
  readonly slowHigh: number;
  /** Minutes with results of which nobody said how they were sampled. */
  readonly unsampled: number;
  readonly accepted: number;
  readonly noiseRecords: number;
  /** In announced maintenance. */
  readonly excludedRecords: number;
  /** Of a probe whose monitor failed. */
  readonly monitorRecords: number;
  /** Of the PARTIAL and MAJOR minutes: brief failures that another probe contradicts. */
  readonly brief: number;
  readonly vanished: number;
}

const zeroCounts: MinuteCounts = {
  UP: 0,
  DEGRADED: 0,
  PARTIAL: 0,
  MAJOR: 0,
  MAINT: 0,
  IDLE: 0,
  UNKNOWN: 0,
};

const zeroSums = {
  valid: 0,
  bad: 0,
  noise: 0,
  timed: 0,
  slow: 0,
  slowHigh: 0,
  unsampled: 0,
  accepted: 0,
  noiseRecords: 0,
  excludedRecords: 0,
  monitorRecords: 0,
  brief: 0,
  vanished: 0,
};

export const emptyTally: Tally = { minutes: zeroCounts, ...zeroSums };

function recordsAt({ records, noiseRecords, monitorRecords }: MinuteSeries, at: number): number {
  return (records[at] ?? 0) + (noiseRecords[at] ?? 0) + (monitorRecords[at] ?? 0);
}

/** Sums [start, end) in minutes since the epoch. Results in maintenance are excluded. */
export function tallyOf(series: MinuteSeries, start: number, end: number): Tally {
  const counts = minuteClasses.map(() => 0);
  const sum = { ...zeroSums };
  const from = Math.max(0, start - series.range.start);
  const to = Math.min(series.classes.length, end - series.range.start);
  for (let at = from; at < to; at += 1) {
    const code = series.classes[at] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
    if (code === MAINT) {
      sum.excludedRecords += recordsAt(series, at);
      continue;
    }
    sum.valid += series.valid[at] ?? 0;
    sum.bad += series.bad[at] ?? 0;
    sum.noise += series.noise[at] ?? 0;
    sum.timed += series.timed[at] ?? 0;
    sum.slow += series.slow[at] ?? 0;
    sum.slowHigh += series.slowHigh[at] ?? 0;
    sum.unsampled += series.unsampled[at] ?? 0;
    sum.accepted += series.records[at] ?? 0;
    sum.noiseRecords += series.noiseRecords[at] ?? 0;
    sum.monitorRecords += series.monitorRecords[at] ?? 0;
    sum.brief += series.brief[at] ?? 0;
    sum.vanished += series.vanished[at] ?? 0;
  }
  const [UP = 0, DEGRADED = 0, PARTIAL = 0, MAJOR = 0, MAINTENANCE = 0, IDLE = 0, UNKNOWN = 0] =
    counts;
  return { minutes: { UP, DEGRADED, PARTIAL, MAJOR, MAINT: MAINTENANCE, IDLE, UNKNOWN }, ...sum };
}

/** Adds tallies of separate stretches. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (a, b) => ({
      minutes: {
        UP: a.minutes.UP + b.minutes.UP,
        DEGRADED: a.minutes.DEGRADED + b.minutes.DEGRADED,
        PARTIAL: a.minutes.PARTIAL + b.minutes.PARTIAL,
        MAJOR: a.minutes.MAJOR + b.minutes.MAJOR,
        MAINT: a.minutes.MAINT + b.minutes.MAINT,
        IDLE: a.minutes.IDLE + b.minutes.IDLE,
        UNKNOWN: a.minutes.UNKNOWN + b.minutes.UNKNOWN,
      },
      valid: a.valid + b.valid,
      bad: a.bad + b.bad,
      noise: a.noise + b.noise,
      timed: a.timed + b.timed,
      slow: a.slow + b.slow,
      slowHigh: a.slowHigh + b.slowHigh,
      unsampled: a.unsampled + b.unsampled,
      accepted: a.accepted + b.accepted,
      noiseRecords: a.noiseRecords + b.noiseRecords,
      excludedRecords: a.excludedRecords + b.excludedRecords,
      monitorRecords: a.monitorRecords + b.monitorRecords,
      brief: a.brief + b.brief,
      vanished: a.vanished + b.vanished,
    }),
    emptyTally,
  );
}
