/** The range that few events leave open: Wilson's 95 % interval of a share, in whole numbers. */
import { floorPercent } from '#schema/percent.ts';
import type { LowVolume } from '#schema/snapshot.ts';
import { rules } from '../rules.ts';

/** z = 1.96 in hundredths, so z^2 is a whole number of ten-thousandths. */
const z = 196n;
/** Decimal places the root is taken with. */
const scale = 10n ** 12n;

/** Smallest whole number whose square is at least n. */
function ceilRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) break;
    root = next;
  }
  return root * root < n ? root + 1n : root;
}

/** Fewer than 10 / (1 - target) events: not even ten bad ones were allowed. */
export function isLowVolume(valid: number, targetPpm: number): boolean {
  return (
    BigInt(valid) * BigInt(1_000_000 - targetPpm) < BigInt(rules.lowVolume.allowedBad) * 1_000_000n
  );
}

/** Lower and upper end, both rounded down; valid must not be 0. */
function wilsonRange(good: number, valid: number): LowVolume {
  const [k, n] = [BigInt(good), BigInt(valid)];
  const unit = 10_000n;
  // (2k + z^2 +- z * sqrt(z^2 + 4k(n - k)/n)) / (2(n + z^2)), all times n * 10^4 * scale.
  const root = ceilRoot((z * z * n + 4n * unit * k * (n - k)) * n * scale * scale);
  const middle = (2n * k * unit + z * z) * n * scale;
  const whole = 2n * (n * unit + z * z) * n * scale;
  const low = middle - z * root;
  const high = middle + z * root;
  return {
    low: floorPercent(low < 0n ? 0n : low, whole, 3),
    high: floorPercent(high > whole ? whole : high, whole, 3),
  };
}

/** The range to print beside an availability of few events; null where there are enough, or none. */
export function lowVolumeOf(good: number, valid: number, targetPpm: number): LowVolume | null {
  return valid > 0 && isLowVolume(valid, targetPpm) ? wilsonRange(good, valid) : null;
}
