/**
 * Printing shares so that they never flatter: availability is floored, use of a
 * budget is ceiled, and 100 % appears only where nothing was lost. All in
 * integers, so no floating point decides a digit.
 */

export const nothingMeasured = '—';

type Count = number | bigint;

function decimals(scaled: bigint, digits: number): string {
  const sign = scaled < 0n ? '-' : '';
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const cut = text.length - digits;
  return digits === 0 ? sign + text : `${sign}${text.slice(0, cut)}.${text.slice(cut)}`;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/**
 * numerator/denominator as a decimal with `digits` places, rounded down.
 * Counts must be whole numbers; "—" where the denominator is 0.
 */
export function floorDecimal(numerator: Count, denominator: Count, digits: number): string {
  const divisor = BigInt(denominator);
  if (divisor === 0n) return nothingMeasured;
  return decimals(floorDiv(BigInt(numerator) * 10n ** BigInt(digits), divisor), digits);
}

/** As {@link floorDecimal}, rounded up: for what should not look smaller than it is. */
export function ceilDecimal(numerator: Count, denominator: Count, digits: number): string {
  const divisor = BigInt(denominator);
  if (divisor === 0n) return nothingMeasured;
  return decimals(-floorDiv(-BigInt(numerator) * 10n ** BigInt(digits), divisor), digits);
}

/** A share in percent, rounded down: 43199 of 43200 is "99.997%" with 3 digits. */
export function floorPercent(numerator: Count, denominator: Count, digits: number): string {
  const text = floorDecimal(BigInt(numerator) * 100n, denominator, digits);
  return text === nothingMeasured ? text : `${text}%`;
}

/** A share in percent, rounded up: for budget used and error rates. */
export function ceilPercent(numerator: Count, denominator: Count, digits: number): string {
  const text = ceilDecimal(BigInt(numerator) * 100n, denominator, digits);
  return text === nothingMeasured ? text : `${text}%`;
}

/** Cuts a published percentage ("99.953%") to fewer decimals; a cut never rounds up a share. */
export function cutPercent(percent: string, digits: number): string {
  const match = /^(-?)(\d+)\.(\d+)%$/.exec(percent);
  if (match === null) return percent;
  const [, sign = '', whole = '0', fraction = ''] = match;
  // Cutting a negative number towards zero would flatter it: count one up instead.
  const cut = BigInt(whole + fraction.slice(0, digits));
  const lost = /[1-9]/.test(fraction.slice(digits));
  const scaled = sign === '-' ? -(cut + (lost ? 1n : 0n)) : cut;
  return `${decimals(scaled, digits)}%`;
}
