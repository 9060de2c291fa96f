/** How long a feed waits: longer after each failure, and never all visitors at once. */

const firstMs = 500;
/** Short enough that whatever failed is right again within 10 s of its recovery. */
const longestMs = 5_000;
/** A server may ask for more patience than that, but not for ever. */
const longestAskedMs = 60_000;

type Random = () => number;

/**
 * Milliseconds before the next try: between half of a doubling bound and all of it. What a server
 * asked for (`Retry-After`) is a least, spread over half as much again.
 */
export function retryAfter(failures: number, askedMs: number | null, random: Random): number {
  const bound = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 16));
  const own = bound * (0.5 + random() / 2);
  if (askedMs === null) return Math.round(own);
  const asked = Math.min(longestAskedMs, Math.max(0, askedMs));
  return Math.round(Math.max(own, asked * (1 + random() / 2)));
}

/** A time of about `ms`: a fifth less to a fifth more. */
export const about = (ms: number, random: Random): number =>
  Math.round(ms * (0.8 + 0.4 * random()));

const leastSilenceMs = 5_000;
const mostSilenceMs = 45_000;

/**
 * How long a stream may be silent before it counts as dead: three times the pause between its signs
 * of life, once that is known.
 */
export function allowedSilence(beatMs: number | null): number {
  if (beatMs === null) return mostSilenceMs;
  return Math.min(mostSilenceMs, Math.max(leastSilenceMs, 3 * beatMs));
}
