/** Minute classes as numbers, for arrays of a hundred thousand minutes. */
import { minuteClasses, type MinuteClass } from '#schema/status.ts';

function codeOf(name: MinuteClass): number {
  return minuteClasses.indexOf(name);
}

export const UP = codeOf('UP');
export const DEGRADED = codeOf('DEGRADED');
export const PARTIAL = codeOf('PARTIAL');
export const MAJOR = codeOf('MAJOR');
export const MAINT = codeOf('MAINT');
export const IDLE = codeOf('IDLE');
export const UNKNOWN = codeOf('UNKNOWN');

/** A stretch of minutes since the epoch, [start, end). */
export interface MinuteRange {
  readonly start: number;
  readonly end: number;
}

/** What every way of observing yields for each minute of a range. */
export interface MinuteSeries {
  readonly range: MinuteRange;
  /** Class code of each minute. */
  readonly classes: Uint8Array;
  readonly valid: Float64Array;
  readonly bad: Float64Array;
  /** Results set aside by the noise filter. */
  readonly noise: Float64Array;
  /** Results with a latency, and those of them over the threshold. */
  readonly timed: Float64Array;
  readonly slow: Float64Array;
  /** Over the threshold at most, where only the bounds of latencies are known. */
  readonly slowHigh: Float64Array;
  /** Minutes with results of which nobody said how they were sampled. */
  readonly unsampled: Uint8Array;
  /** Records behind accepted results, and behind noise. */
  readonly records: Float64Array;
  readonly noiseRecords: Float64Array;
  /** Minutes whose traffic vanished where there is traffic usually. */
  readonly vanished: Uint8Array;
  /** Records of a probe whose monitor failed. */
  readonly monitorRecords: Float64Array;
  /** Bad minutes whose failures were all brief, while another probe saw the service well. */
  readonly brief: Uint8Array;
  /** Latency buckets of what was set aside, to take out of the day's histogram. */
  readonly setAsideBuckets: readonly {
    readonly minute: number;
    readonly bucket: number;
    readonly n: number;
  }[];
}

/** An all-unknown series for a range. */
export function emptySeries(range: MinuteRange): MinuteSeries {
  const length = range.end - range.start;
  return {
    range,
    classes: new Uint8Array(length).fill(UNKNOWN),
    valid: new Float64Array(length),
    bad: new Float64Array(length),
    noise: new Float64Array(length),
    timed: new Float64Array(length),
    slow: new Float64Array(length),
    slowHigh: new Float64Array(length),
    unsampled: new Uint8Array(length),
    records: new Float64Array(length),
    noiseRecords: new Float64Array(length),
    vanished: new Uint8Array(length),
    monitorRecords: new Float64Array(length),
    brief: new Uint8Array(length),
    setAsideBuckets: [],
  };
}
