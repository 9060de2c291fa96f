import type { ComponentSummary } from '#schema/snapshot.ts';
import { statusLabels } from '#schema/status.ts';

type States = Pick<ComponentSummary, 'measured' | 'reported'>;

/** Both states in words where telemetry and people disagree, else null: neither is hidden. */
export function disagreement({ measured, reported }: States): string | null {
  if (reported === null || reported === measured) return null;
  return `Reported: ${statusLabels[reported].toLowerCase()}; measured: ${statusLabels[measured].toLowerCase()}`;
}

/** What has been measured since the moment a component names: the end or the start of an outage. */
export function sinceInWords({ measured }: Pick<ComponentSummary, 'measured'>): string {
  return measured === 'operational' ? 'no outage measured since' : 'outage measured since';
}
