import type { BucketCounts } from './quantile.ts';

/** Buckets of ours lie within these numbers; what has no end lies far beyond. */
const reach = 4096;

/** Adds up many histograms: most buckets are near each other, so that an array holds them. */
export class SummedCounts {
  readonly #near = new Float64Array(2 * reach);
  readonly #far = new Map<number, number>();

  add(counts: BucketCounts): void {
    counts.forEach((count, bucket) => {
      const at = bucket + reach;
      if (at >= 0 && at < this.#near.length) this.#near[at] = (this.#near[at] ?? 0) + count;
      else this.#far.set(bucket, (this.#far.get(bucket) ?? 0) + count);
    });
  }

  /** The sums by bucket. */
  sum(): ReadonlyMap<number, number> {
    const sums = new Map<number, number>();
    for (let at = 0; at < this.#near.length; at += 1) {
      const count = this.#near[at] ?? 0;
      if (count !== 0) sums.set(at - reach, count);
    }
    for (const [bucket, count] of this.#far) sums.set(bucket, count);
    return sums;
  }
}
