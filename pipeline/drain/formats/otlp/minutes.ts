/** Which minutes a record with a start and an end speaks of. */

const nanosPerMs = 1_000_000n;
const nanosPerMinute = 60_000_000_000n;
/** Of a longer span it is not known when in it things happened. */
export const longestSpanNanos = 15n * nanosPerMinute;

/** Its time in ms: an end on the minute belongs to the minute before. */
export function bookedAtMs(endNanos: bigint): number {
  return Number((endNanos - 1n) / nanosPerMs);
}

/** First minute since the epoch that is known; the last is that of `bookedAtMs`. */
export function firstKnownMinute(startNanos: bigint, endNanos: bigint): number {
  const last = (endNanos - 1n) / nanosPerMinute;
  const known = startNanos < endNanos && endNanos - startNanos <= longestSpanNanos;
  return Number(known ? startNanos / nanosPerMinute : last);
}
