/** Durations in the units that metrics come in, as milliseconds. */
import { fault } from './fields.ts';

/** Milliseconds of one, or how many make a millisecond: only that way both are whole. */
const units = new Map([
  ['s', { times: 1000, by: 1 }],
  ['ms', { times: 1, by: 1 }],
  ['us', { times: 1, by: 1000 }],
  ['ns', { times: 1, by: 1_000_000 }],
]);

export type ToMs = (duration: number) => number;

/** Below a nanosecond nothing is worth mending. */
const perMs = 1e6;

/**
 * 1.005 s is 1005 ms, though the product of the doubles is a little less: a bound that is
 * meant to be a threshold must equal it.
 */
function mended(ms: number): number {
  const rounded = Math.round(ms * perMs) / perMs;
  return Math.abs(rounded - ms) <= 1e-15 * ms ? rounded : ms;
}

/** How to convert durations of a unit; throws a Fault for an unknown one. */
export function millisecondsOf(unit: string): ToMs {
  const known = units.get(unit) ?? fault('unit', unit, [...units.keys()].join(', '));
  if (known.times === known.by) return (duration) => duration;
  return (duration) => mended((duration * known.times) / known.by);
}
