/** What of probe results does not count: the noise filter, and monitors that failed themselves. */
import type { ComponentConfig } from '#schema/config.ts';
import type { SiteDay } from '../rollup/calendar.ts';
import type { ExcludedMinutes } from '../rollup/cells/tables.ts';
import type { ComponentCells } from '../rollup/series.ts';
import { monitorFailures, type Target } from './monitor.ts';
import { type Ballots, ballotsOf, type Result } from './standing.ts';
import { noiseOf, type Vote } from './vote.ts';

/** Results of a component and those of them that do not count. */
export interface Denoised {
  readonly ballots: Ballots;
  /** Set aside, with how they were outvoted. */
  readonly noise: ReadonlyMap<Result, Vote>;
  /** Excluded, for the probe itself had failed. */
  readonly monitor: ReadonlySet<Result>;
}

export interface DenoiseInput {
  readonly cells: ReadonlyMap<string, ComponentCells>;
  readonly components: readonly ComponentConfig[];
  readonly days: readonly SiteDay[];
  /** First minute that is not settled yet. */
  readonly settled: number;
  readonly maintenance: ExcludedMinutes;
}

function targetOf({ id, checkIntervalMs }: ComponentConfig, input: DenoiseInput): Target {
  const vantages = input.cells.get(id)?.vantages ?? [];
  return {
    id,
    checkIntervalMs,
    names: vantages.map(({ name }) => name),
    ballots: ballotsOf(vantages),
    maintenance: input.maintenance.get(id) ?? new Set(),
  };
}

/** Votes on probe results; served requests and state changes are never noise. */
export function denoise(input: DenoiseInput): Map<string, Denoised> {
  const days = input.days.map(({ start, end }) => ({ start, end: Math.min(end, input.settled) }));
  const probed = input.components.filter(({ observed }) => observed === 'probes');
  const targets = probed.map((component) => targetOf(component, input));
  const failures = monitorFailures(targets);
  return new Map(
    probed.map((component, index): [string, Denoised] => {
      const ballots = targets[index]?.ballots ?? [];
      const monitor = failures.get(component.id) ?? new Set();
      const noise = noiseOf(ballots, { ...component, days, silent: monitor });
      return [component.id, { ballots, noise, monitor }];
    }),
  );
}
