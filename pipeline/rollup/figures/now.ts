/** What a component is measured to be now, after hysteresis. */
import type { ComponentStatus } from '#schema/status.ts';
import {
  DEGRADED,
  MAINT,
  MAJOR,
  type MinuteSeries,
  PARTIAL,
  UNKNOWN,
} from '../minutes/minute-class.ts';
import { rules } from '../rules.ts';

export interface Outage {
  /** First bad minute. */
  readonly start: number;
  /** Minute after the last bad one; null while it is open. */
  readonly end: number | null;
  /** Worst class in it. */
  readonly worst: number;
}

const isBad = (code: number | undefined) => code === PARTIAL || code === MAJOR;
const isGood = (code: number | undefined) =>
  code !== undefined && !isBad(code) && code !== UNKNOWN && code !== MAINT;

function badAmong(classes: Uint8Array, at: number, minutes: number): number {
  let bad = 0;
  for (let back = 0; back < minutes; back += 1) if (isBad(classes[at - back])) bad += 1;
  return bad;
}

function goodRun(classes: Uint8Array, at: number, minutes: number): boolean {
  for (let back = 0; back < minutes; back += 1) if (!isGood(classes[at - back])) return false;
  return true;
}

/** Bounds and worst class while an outage is being followed. */
interface Open {
  readonly start: number;
  readonly lastBad: number;
  readonly worst: number;
}

function opened(classes: Uint8Array, at: number): Open {
  let start = at;
  let worst = 0;
  for (let back = rules.now.open[1] - 1; back >= 0; back -= 1) {
    const code = classes[at - back];
    if (!isBad(code)) continue;
    start = Math.min(start, at - back);
    worst = Math.max(worst, code ?? 0);
  }
  return { start, lastBad: at, worst };
}

/**
 * Outages of a series: opened by 2 bad of 3 minutes, closed by 5 good of 5, dated
 * back to the first bad and the last bad minute. PARTIAL and MAJOR are bad;
 * UNKNOWN neither opens nor closes.
 */
export function outagesOf(series: MinuteSeries): Outage[] {
  const { classes, range } = series;
  const [openBad, openOf] = rules.now.open;
  const outages: Outage[] = [];
  let open: Open | undefined;
  for (let at = 0; at < classes.length; at += 1) {
    const code = classes[at] ?? UNKNOWN;
    if (open === undefined) {
      if (isBad(code) && badAmong(classes, at, openOf) >= openBad) open = opened(classes, at);
    } else if (isBad(code)) {
      open = { start: open.start, lastBad: at, worst: Math.max(open.worst, code) };
    } else if (goodRun(classes, at, rules.now.close[1])) {
      outages.push({
        start: range.start + open.start,
        end: range.start + open.lastBad + 1,
        worst: open.worst,
      });
      open = undefined;
    }
  }
  if (open) outages.push({ start: range.start + open.start, end: null, worst: open.worst });
  return outages;
}

export interface Now {
  readonly status: ComponentStatus;
  /** Minute since when, null where it is not known. */
  readonly since: number | null;
}

function lastBadClass({ classes }: MinuteSeries): number {
  for (let at = classes.length - 1; at >= 0; at -= 1)
    if (isBad(classes[at])) return classes[at] ?? 0;
  return 0;
}

/** Measured state at the end of the series. */
export function measuredNow(series: MinuteSeries, outages: readonly Outage[]): Now {
  const last = series.classes.at(-1) ?? UNKNOWN;
  const outage = outages.at(-1);
  if (last === MAINT) return { status: 'maintenance', since: null };
  if (outage?.end === null) {
    const code = isBad(last) ? last : lastBadClass(series);
    return { status: code === MAJOR ? 'major_outage' : 'partial_outage', since: outage.start };
  }
  if (last === UNKNOWN) return { status: 'unknown', since: null };
  // One bad minute opens no outage, but nobody should read "operational" meanwhile.
  if (last === DEGRADED || isBad(last)) return { status: 'degraded', since: null };
  return {
    status: 'operational',
    since: outage?.end === undefined ? null : knownSince(series, outage.end),
  };
}

/** Since the end of an outage, unless something after it was not seen. */
function knownSince({ classes, range }: MinuteSeries, end: number | null): number | null {
  if (end === null || classes.includes(UNKNOWN, end - range.start)) return null;
  return end;
}
