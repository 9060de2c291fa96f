/** What the figures of one component are made from. */
import type { ComponentConfig } from '#schema/config.ts';
import type { Denoised } from '../denoise/denoise.ts';
import type { Counted } from './count-cells.ts';
import type { LatencyHistogram } from './figures/quantile.ts';
import type { KeptDay } from './kept/kept-day.ts';
import type { MinuteRange } from './minutes/minute-class.ts';
import type { ComponentCells } from './series.ts';

/** The part of the counted cells that holds for all components. */
export type RollupContext = Pick<Counted, 'zone' | 'asOfMs' | 'settled' | 'days' | 'publishedDays'>;

/** What is known of a component's days before those that are to be made from cells. */
export interface ComponentKept {
  /** First minute that is to be made from cells. */
  readonly until: number;
  /** By date. */
  readonly days: ReadonlyMap<string, KeptDay>;
}

export interface ComponentInput {
  readonly component: ComponentConfig;
  readonly cells: ComponentCells;
  readonly kept?: ComponentKept;
  /** Of probes: what of its results does not count. */
  readonly denoised: Denoised | undefined;
  /** First site day it is promised for; null: never observed. */
  readonly since: string | null;
  readonly maintenance: ReadonlySet<number>;
  /** Stretches in which records were lost. */
  readonly gaps: readonly MinuteRange[];
  /** Latency buckets of the last 24 hours. */
  readonly recent: LatencyHistogram;
  /** Site days whose final figures were restated. */
  readonly restated: ReadonlySet<string>;
  readonly incidentsOn: (date: string) => readonly string[];
}
