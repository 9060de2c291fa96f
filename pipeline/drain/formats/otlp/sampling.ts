/**
 * OpenTelemetry's consistent probability sampling: `ot=th:8` in the trace state says above
 * which share of all traces this one was kept, in up to 14 hexadecimal digits.
 */
import { fault } from './fields.ts';

const digits = 14;
const all = 1n << BigInt(4 * digits);

/** The text of OpenTelemetry's threshold in a trace state; null: it has none. */
function thresholdIn(traceState: string): string | null {
  for (const entry of traceState.split(',')) {
    const [vendor, value] = entry.trim().split('=', 2);
    if (vendor !== 'ot' || value === undefined) continue;
    const found = value.split(';').find((field) => field.startsWith('th:'));
    return found === undefined ? null : found.slice(3);
  }
  return null;
}

/**
 * How many spans a sampled one stands for, as a whole number, half rounded up; null where
 * the trace state does not say.
 */
export function weightOf(traceState: string): number | null {
  if (!traceState.includes('th:')) return null;
  const threshold = thresholdIn(traceState);
  if (threshold === null) return null;
  if (!/^[0-9a-f]{1,14}$/.test(threshold)) {
    fault('the sampling threshold th', threshold, `1 to ${digits} hexadecimal digits`);
  }
  const kept = all - BigInt(`0x${threshold.padEnd(digits, '0')}`);
  return Number((2n * all + kept) / (2n * kept));
}
