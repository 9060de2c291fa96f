/** Figures of every component: cells in, published numbers out. Pure. */
import type { ComponentConfig } from '#schema/config.ts';
import type { Incident } from '#schema/incident.ts';
import type { Denoised } from '../denoise/denoise.ts';
import { incidentsOn } from '../incidents/as-of.ts';
import { nothingTimed } from './figures/quantile.ts';
import { type ComponentRollup, rollupComponent } from './component.ts';
import type { ComponentKept } from './component-input.ts';
import type { Counted } from './count-cells.ts';
import type { ComponentCells } from './series.ts';

const noCells: ComponentCells = { vantages: [], latency: new Map(), parsed: new Map() };

function keptOf({ kept }: Counted, { id, observed }: ComponentConfig): ComponentKept | undefined {
  if (observed !== 'requests') return undefined;
  const days = [...kept.days].flatMap(([date, components]) => {
    const day = components.get(id);
    return day === undefined ? [] : [[date, day] as const];
  });
  return { until: kept.until, days: new Map(days) };
}

/**
 * Rolls every component up, in the order of the configuration. `restated` names the site
 * days of each whose final figures changed.
 */
export function rollup(
  counted: Counted,
  denoised: ReadonlyMap<string, Denoised>,
  components: readonly ComponentConfig[],
  incidents: readonly Incident[],
  restated: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): ComponentRollup[] {
  return components.map((component) => {
    const kept = keptOf(counted, component);
    return rollupComponent(
      {
        component,
        cells: counted.cells.get(component.id) ?? noCells,
        denoised: denoised.get(component.id),
        since: component.since ?? counted.firstDays.get(component.id) ?? null,
        maintenance: counted.maintenance.get(component.id) ?? new Set<number>(),
        gaps: counted.gaps.get(component.id) ?? [],
        recent: counted.recent.get(component.id) ?? nothingTimed,
        ...(kept ? { kept } : {}),
        restated: restated.get(component.id) ?? new Set<string>(),
        incidentsOn: incidentsOn(incidents, component.id),
      },
      counted,
    );
  });
}
