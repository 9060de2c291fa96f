/** Days and windows from minutes and counts, as the rules say, in whole numbers. */
import type { Letter } from './events.testing.ts';

const million = 1_000_000n;

/** Rounded down towards minus infinity. */
function floorOf(numerator: bigint, denominator: bigint): bigint {
  let quotient = numerator / denominator;
  if (quotient * denominator > numerator) quotient -= 1n;
  return quotient;
}

function printed(scaled: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const whole = (scaled < 0n ? -scaled : scaled) / unit;
  const rest = ((scaled < 0n ? -scaled : scaled) % unit).toString().padStart(digits, '0');
  return `${scaled < 0n ? '-' : ''}${whole}.${rest}`;
}

/** A share in percent, floored; "—" of nothing. */
export function floored(numerator: bigint, denominator: bigint, digits: number): string {
  if (denominator === 0n) return '—';
  const scaled = floorOf(numerator * 100n * 10n ** BigInt(digits), denominator);
  return `${printed(scaled, digits)}%`;
}

/** A decimal, ceiled; "—" of nothing. */
function ceiled(numerator: bigint, denominator: bigint, digits: number): string {
  if (denominator === 0n) return '—';
  return printed(-floorOf(-numerator * 10n ** BigInt(digits), denominator), digits);
}

function countLetters(letters: readonly Letter[]): Record<Letter, bigint> {
  const counts = { U: 0n, D: 0n, P: 0n, M: 0n, X: 0n, I: 0n, '?': 0n };
  for (const letter of letters) counts[letter] += 1n;
  return counts;
}

export interface PlainDay {
  readonly letters: readonly Letter[];
  readonly valid: bigint;
  readonly bad: bigint;
}

const expectedOf = (counts: Record<Letter, bigint>) =>
  counts.U + counts.D + counts.P + counts.M + counts.I + counts['?'];

/** Time-based figures of any stretch. */
export function sharesOf(letters: readonly Letter[]): Record<string, string> {
  const n = countLetters(letters);
  const expected = expectedOf(n);
  const up = n.U + n.D + n.I;
  return {
    uptime: floored(n.U + n.D, n.U + n.D + n.P + n.M, 3),
    worst: floored(up, expected, 3),
    best: floored(up + n['?'], expected, 3),
    coverage: floored(expected - n['?'], expected, 2),
  };
}

/** First match; no brief failures among the bad minutes. */
export function dayStatus({ letters, valid, bad }: PlainDay, targetPpm: bigint): string {
  const n = countLetters(letters);
  const expected = expectedOf(n);
  if (expected === 0n) return n.X > 0n ? 'maintenance' : 'unknown';
  if (n.M >= 5n) return 'major_outage';
  if (n.M + n.P >= 5n) return 'partial_outage';
  if (n.M + n.P >= 1n || n.D >= 15n) return 'degraded';
  if (bad >= 10n && bad * million > 3n * (million - targetPpm) * valid) return 'degraded';
  return (expected - n['?']) * 100n < 95n * expected ? 'unknown' : 'operational';
}

export interface PlainWindow extends PlainDay {
  /** Latencies over the threshold, and all. */
  readonly over: bigint;
  readonly timed: bigint;
}

type Verdict = 'met' | 'missed' | 'undetermined';

function availabilityVerdict(
  { letters, valid, bad }: PlainWindow,
  observed: string,
  targetPpm: bigint,
  minCoveragePpm: bigint,
): Verdict {
  const n = countLetters(letters);
  const expected = expectedOf(n);
  const up = n.U + n.D + n.I;
  if (observed !== 'requests') {
    if (expected === 0n) return 'undetermined';
    if (up * million >= targetPpm * expected) return 'met';
    return (up + n['?']) * million < targetPpm * expected ? 'missed' : 'undetermined';
  }
  if (valid === 0n) return 'undetermined';
  if (bad * million > (million - targetPpm) * valid) return 'missed';
  const covered = (expected - n['?']) * million >= minCoveragePpm * expected;
  return expected > 0n && covered ? 'met' : 'undetermined';
}

function latencyVerdict({ letters, over, timed }: PlainWindow): Verdict {
  const n = countLetters(letters);
  const expected = expectedOf(n);
  if (timed === 0n) return 'undetermined';
  if (over * 100n > timed) return 'missed';
  return expected > 0n && (expected - n['?']) * 100n >= 95n * expected ? 'met' : 'undetermined';
}

/** Of both indicators: missed if either is, met if both are. */
export function verdictOf(
  window: PlainWindow,
  observed: string,
  targetPpm: bigint,
  minCoveragePpm: bigint,
): Verdict {
  const verdicts = [
    availabilityVerdict(window, observed, targetPpm, minCoveragePpm),
    latencyVerdict(window),
  ];
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.includes('undetermined') ? 'undetermined' : 'met';
}

export function budgetOf(valid: bigint, bad: bigint, targetPpm: bigint): Record<string, string> {
  const allowed = (million - targetPpm) * valid;
  const events = valid === 0n ? '0.000' : printed(floorOf(allowed * 1000n, million), 3);
  return {
    events,
    consumed: allowed === 0n ? '—' : `${ceiled(bad * million * 100n, allowed, 2)}%`,
    remaining: floored(allowed - bad * million, allowed, 2),
  };
}

/** (bad / valid) / (1 - target), and whether it is strictly above some tenths. */
export function burnOf(
  valid: bigint,
  bad: bigint,
  targetPpm: bigint,
  tenths: bigint,
): { rate: string; above: boolean } {
  const allowed = (million - targetPpm) * valid;
  return {
    rate: ceiled(bad * million, allowed, 2),
    above: bad * million * 10n > tenths * allowed,
  };
}
