/** The noise filter over every component that is observed by probes. */
import type { ComponentConfig } from '#schema/config.ts';
import type { SiteDay } from '../rollup/calendar.ts';
import type { ComponentCells } from '../rollup/series.ts';
import { type Ballots, ballotsOf, type Result } from './standing.ts';
import { noiseOf } from './vote.ts';

/** Results of a component and those of them that are set aside. */
export interface Denoised {
  readonly ballots: Ballots;
  readonly noise: ReadonlySet<Result>;
}

export interface DenoiseInput {
  readonly cells: ReadonlyMap<string, ComponentCells>;
  readonly components: readonly ComponentConfig[];
  readonly days: readonly SiteDay[];
  /** First minute that is not settled yet. */
  readonly settled: number;
}

/** Votes on probe results; served requests and state changes are never noise. */
export function denoise(input: DenoiseInput): Map<string, Denoised> {
  const days = input.days.map(({ start, end }) => ({ start, end: Math.min(end, input.settled) }));
  return new Map(
    input.components.flatMap((component): [string, Denoised][] => {
      if (component.observed !== 'probes') return [];
      const ballots = ballotsOf(input.cells.get(component.id)?.vantages ?? []);
      return [[component.id, { ballots, noise: noiseOf(ballots, { ...component, days }) }]];
    }),
  );
}
