/** `/data/restatements.json`: what was published as final, and what telemetry that came later made of it. */
import { schemaVersion } from '#schema/snapshot.ts';
import type { Restatement } from '../rollup/restate.ts';

export interface Restatements {
  readonly schemaVersion: typeof schemaVersion;
  /** By the time they became known, oldest first; a record once published stays. */
  readonly restatements: readonly Restatement[];
}

export function restatementsFile(restatements: readonly Restatement[]): Restatements {
  return { schemaVersion, restatements };
}

/** Site days of each component whose final figures were restated. */
export function restatedDays(
  restatements: readonly Restatement[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const days = new Map<string, Set<string>>();
  for (const { component, day } of restatements)
    days.set(component, (days.get(component) ?? new Set()).add(day));
  return days;
}
