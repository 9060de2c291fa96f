/** Days of minutes as a component may have them: calm, outages, silence, maintenance. */
import { uniform } from '../simulate/random.ts';
import {
  DEGRADED,
  emptySeries,
  IDLE,
  MAINT,
  MAJOR,
  type MinuteSeries,
  PARTIAL,
  UNKNOWN,
  UP,
} from '../rollup/minutes/minute-class.ts';

/** One letter for stretches of an hour or so. */
function moodOf(seed: number, minute: number): 'calm' | 'outage' | 'silence' | 'maintenance' {
  const drawn = uniform(seed, Math.floor(minute / 47), 1);
  if (drawn < 0.06) return 'outage';
  if (drawn < 0.12) return 'silence';
  return drawn < 0.16 ? 'maintenance' : 'calm';
}

function fill(series: MinuteSeries, seed: number, at: number): void {
  const mood = moodOf(seed, at);
  if (mood === 'silence') return;
  const valid = Math.floor(uniform(seed, at, 2) * 40);
  const failing = mood === 'outage' ? 0.7 : 0.002;
  let bad = 0;
  for (let n = 0; n < valid; n += 1) if (uniform(seed, at, 3, n) < failing) bad += 1;
  series.valid[at] = valid;
  series.bad[at] = bad;
  series.records[at] = valid;
  series.classes[at] = classOf(mood === 'maintenance', valid, bad);
}

/** Any classes will do: what is compared is the sums of them. */
function classOf(maintained: boolean, valid: number, bad: number): number {
  if (maintained) return MAINT;
  if (valid === 0) return IDLE;
  if (bad * 2 >= valid && bad > 0) return MAJOR;
  if (bad >= 3) return PARTIAL;
  return bad > 0 ? DEGRADED : UP;
}

/** A series of `length` minutes that a seed makes; results in maintenance must not count. */
export function randomMinutes(seed: number, length: number): MinuteSeries {
  const series = emptySeries({ start: 29_000_000, end: 29_000_000 + length });
  for (let at = 0; at < length; at += 1) fill(series, seed, at);
  return series;
}

type Gauge = (number | null)[];

/**
 * The series as per-minute gauges for Prometheus; nothing is scraped in maintenance,
 * and of results nothing either in silence.
 */
export function gaugesOf({ classes, valid, bad }: MinuteSeries): Readonly<Record<string, Gauge>> {
  const gauge = (value: (code: number, at: number) => number | null): Gauge =>
    Array.from(classes, (code, at) => (code === MAINT ? null : value(code, at)));
  const known = (code: number, value: number) => (code === UNKNOWN ? null : value);
  const isUp = (code: number) => code === UP || code === DEGRADED;
  return {
    valid: gauge((code, at) => known(code, valid[at] ?? 0)),
    bad: gauge((code, at) => known(code, bad[at] ?? 0)),
    known: gauge((code) => (code === UNKNOWN ? 0 : 1)),
    worst: gauge((code) => (isUp(code) || code === IDLE ? 1 : 0)),
    best: gauge((code) => (isUp(code) || code === IDLE || code === UNKNOWN ? 1 : 0)),
    served: gauge((code) => (code === IDLE ? null : known(code, isUp(code) ? 1 : 0))),
  };
}
