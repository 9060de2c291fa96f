/** What is kept of a finished day of a component, so that its events need not be looked at again. */
import { deserialize, serialize } from 'node:v8';
import * as v from 'valibot';
import type { ParsedRecords } from '../series.ts';
import type { BucketCounts, LatencyHistogram } from '../figures/quantile.ts';

const number = v.number();
const bytes = v.instance(Uint8Array);
const numbers = v.instance(Float64Array);

const tallySchema = v.strictObject({
  minutes: v.strictObject({
    ...{ UP: number, DEGRADED: number, PARTIAL: number, MAJOR: number },
    ...{ MAINT: number, IDLE: number, UNKNOWN: number },
  }),
  ...{ valid: number, bad: number, noise: number, timed: number, slow: number },
  ...{ slowHigh: number, unsampled: number, accepted: number, noiseRecords: number },
  ...{ excludedRecords: number, monitorRecords: number, brief: number, vanished: number },
});

const quantileSchema = v.strictObject({
  ...{ low: number, high: v.nullable(number), estimate: v.nullable(number), n: number },
});

const daySchema = v.strictObject({
  /** Class code of each minute, after all that lies over it. */
  classes: bytes,
  /** Minutes (since the epoch) in which traffic had vanished. */
  vanished: v.array(number),
  tally: tallySchema,
  /** Records after copies were removed. */
  records: number,
  parsed: v.nullable(v.strictObject({ total: number, leftOut: v.record(v.string(), number) })),
  /** Buckets and their counts; coarse ones as low, high, count in turn. */
  buckets: numbers,
  counts: numbers,
  coarse: numbers,
  /** Smallest and largest latency. */
  extremes: numbers,
  quantiles: v.strictObject({
    p50Ms: v.nullable(quantileSchema),
    p90Ms: v.nullable(quantileSchema),
    p99Ms: v.nullable(quantileSchema),
  }),
  /** The published file of the day's detail, before anybody said anything; empty where none is. */
  detail: bytes,
});
const componentsSchema = v.map(v.string(), daySchema);

type Packed = v.InferOutput<typeof daySchema>;
type Plain = Omit<
  Packed,
  'buckets' | 'counts' | 'coarse' | 'extremes' | 'parsed' | 'classes' | 'detail'
>;

export interface KeptDay extends Readonly<Plain> {
  readonly classes: Uint8Array;
  readonly detail: Uint8Array;
  readonly latency: LatencyHistogram;
  readonly parsed: ParsedRecords | null;
}

/** Days of components by their id. */
export type KeptComponents = ReadonlyMap<string, KeptDay>;

function arraysOf(histogram: BucketCounts): Pick<Packed, 'buckets' | 'counts'> {
  const [buckets, counts] = [new Float64Array(histogram.size), new Float64Array(histogram.size)];
  let at = 0;
  histogram.forEach((count, bucket) => {
    buckets[at] = bucket;
    counts[at] = count;
    at += 1;
  });
  return { buckets, counts };
}

/** As arrays: hundreds of thousands of entries would take long to become maps. */
function countsOf(buckets: Float64Array, counts: Float64Array): BucketCounts {
  return {
    size: buckets.length,
    forEach(add) {
      for (let at = 0; at < buckets.length; at += 1) add(counts[at] ?? 0, buckets[at] ?? 0);
    },
  };
}

function packed({ latency, parsed, classes, detail, ...plain }: KeptDay): Packed {
  const { counts, coarse, extremes } = latency;
  return {
    ...plain,
    // Only the bytes themselves: what they are a window on would be written whole.
    ...{ classes: Uint8Array.from(classes), detail: Uint8Array.from(detail) },
    parsed: parsed && { total: parsed.total, leftOut: { ...parsed.leftOut } },
    ...arraysOf(counts),
    coarse: Float64Array.from(coarse.flatMap(({ low, high, count }) => [low, high, count])),
    extremes: Float64Array.of(extremes.min, extremes.max),
  };
}

function unpacked({ buckets, counts, coarse, extremes, ...plain }: Packed): KeptDay {
  const [min = Infinity, max = -Infinity] = extremes;
  const latency: LatencyHistogram = {
    counts: countsOf(buckets, counts),
    coarse: Array.from({ length: coarse.length / 3 }, (_, at) => {
      const [low = 0, high = Infinity, count = 0] = coarse.subarray(at * 3, at * 3 + 3);
      return { low, high, count };
    }),
    extremes: { min, max },
  };
  return { ...plain, latency };
}

export function encodeDay(components: KeptComponents): Buffer {
  return serialize(new Map([...components].map(([id, day]) => [id, packed(day)])));
}

/** null where the bytes are of another form. */
export function decodeDay(bytesOfDay: Uint8Array): KeptComponents | null {
  const read = v.safeParse(componentsSchema, deserialize(bytesOfDay));
  if (!read.success) return null;
  return new Map([...read.output].map(([id, day]) => [id, unpacked(day)]));
}
