/** Which objective is in force when. */
import type { ComponentConfig, ObjectiveConfig } from '#schema/config.ts';
import { firstMinuteOf } from './calendar.ts';

/** The objective in force on a site day. */
export function objectiveOn({ id, objectives }: ComponentConfig, date: string): ObjectiveConfig {
  const [first] = objectives;
  if (first === undefined) throw new Error(`${id} has no objective`);
  return objectives.findLast(({ from }) => from === null || from <= date) ?? first;
}

/** The target in ppm by minute since the epoch. */
export function targetLookup(component: ComponentConfig, zone: string): (minute: number) => number {
  const steps = component.objectives.map(({ from, availabilityPpm }) => ({
    from: from === null ? -Infinity : firstMinuteOf(from, zone),
    availabilityPpm,
  }));
  const [only] = steps;
  if (steps.length === 1 && only?.from === -Infinity) return () => only.availabilityPpm;
  return (minute) => steps.findLast(({ from }) => from <= minute)?.availabilityPpm ?? 0;
}

/**
 * What a stretch of site days, both included, is judged by: of everything promised in it
 * the strictest. A promise that is lowered does not shine on the days before.
 */
export function strictestObjective(
  component: ComponentConfig,
  first: string,
  last: string,
): ObjectiveConfig {
  const newest = objectiveOn(component, last);
  const inForce = component.objectives.filter(
    ({ from }) => from !== null && from > first && from <= last,
  );
  const all = [objectiveOn(component, first), ...inForce];
  const thresholds = all.flatMap(({ p99Ms }) => p99Ms ?? []);
  return {
    ...newest,
    availabilityPpm: Math.max(...all.map(({ availabilityPpm }) => availabilityPpm)),
    p99Ms: thresholds.length === 0 ? null : Math.min(...thresholds),
    minCoveragePpm: Math.max(...all.map(({ minCoveragePpm }) => minCoveragePpm)),
  };
}
