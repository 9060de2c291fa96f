import type { ComponentSummary } from '#schema/snapshot.ts';
import { statusLabels, type ComponentStatus } from '#schema/status.ts';

type States = Pick<ComponentSummary, 'measured' | 'reported'>;

/** Both states in words where telemetry and people disagree, else null: neither is hidden. */
export function disagreement({ measured, reported }: States): string | null {
  if (reported === null || reported === measured) return null;
  return `Reported: ${statusLabels[reported].toLowerCase()}; measured: ${statusLabels[measured].toLowerCase()}`;
}

function isOutage(status: ComponentStatus): boolean {
  return status === 'partial_outage' || status === 'major_outage';
}

/** What has been measured since the moment a component names: the end or the start of an outage. */
export function sinceInWords({ measured }: Pick<ComponentSummary, 'measured'>): string {
  return measured === 'operational' ? 'no outage measured since' : 'outage measured since';
}

/** Since when the oldest outage of all is measured; null while none is. */
export function earliestOutage(
  components: readonly Pick<ComponentSummary, 'measured' | 'since'>[],
): string | null {
  return components.flatMap((one) => outageStart(one) ?? []).sort()[0] ?? null;
}

/** Since when an outage is measured; null while none is, or where its start is not known. */
export function outageStart({
  measured,
  since,
}: Pick<ComponentSummary, 'measured' | 'since'>): string | null {
  return isOutage(measured) ? since : null;
}
