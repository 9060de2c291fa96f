/** The first step of a rollup: events counted into cells. */
import type { StatusConfig } from '#schema/config.ts';
import type { Part } from '../lake/manifest.ts';
import { checkSizes } from '../lake/check-parts.ts';
import type { LakeStore } from '../lake/store.ts';
import { dayOf, type SiteDay, siteDays } from './calendar.ts';
import type { CellSet } from './cells/cell-set.ts';
import { type CellRequest, readCells } from './cells/cell-store.ts';
import { readRecent } from './cells/read-recent.ts';
import { recentByComponent } from './cells/recent.ts';
import type { ExcludedMinutes } from './cells/tables.ts';
import { excludedMinutes, type SeenMaintenance } from './maintenance.ts';
import type { LatencyHistogram } from './figures/quantile.ts';
import { gapsOf } from './gaps.ts';
import { differenceDays, type EventFile } from './points/difference-days.ts';
import type { MinuteRange } from './minutes/minute-class.ts';
import { keptNames } from './kept/day-keys.ts';
import { type KeptDays, noKeptDays, readKeptDays } from './kept/kept-days.ts';
import { rules } from './rules.ts';
import type { ComponentCells } from './series.ts';
import { splitCells } from './split-cells.ts';

/** What besides its cells a site's figures depend on. */
export interface CountedInput {
  readonly parts: readonly Part[];
  readonly config: Pick<StatusConfig, 'site' | 'components'>;
  readonly maintenance: readonly SeenMaintenance[];
  readonly asOfMs: number;
  /** Days to look at instead of all up to today; all of them are published. */
  readonly days?: readonly SiteDay[];
}

export interface CellsInput extends CountedInput {
  readonly store: LakeStore;
  /** Whether what is made of finished days is kept in the lake. */
  readonly keepsDays?: boolean;
}

/** Everything the figures are made from. */
export interface Counted {
  readonly asOfMs: number;
  readonly zone: string;
  /** First minute that is not settled yet. */
  readonly settled: number;
  /** Days to look at, oldest first, the last is today; more than are published. */
  readonly days: readonly SiteDay[];
  readonly publishedDays: number;
  readonly cells: ReadonlyMap<string, ComponentCells>;
  /** Finished days that are known; the cells are of the others, as far as they are looked at. */
  readonly kept: KeptDays;
  /** The same as tables, as they are published. */
  readonly cellSet: CellSet;
  /** Latency buckets of each component over the last 24 hours. */
  readonly recent: ReadonlyMap<string, LatencyHistogram>;
  readonly maintenance: ExcludedMinutes;
  /** Stretches of each component in which records were lost. */
  readonly gaps: ReadonlyMap<string, readonly MinuteRange[]>;
  /** First site day each component was seen on. */
  readonly firstDays: ReadonlyMap<string, string>;
  readonly inputSha256: string;
  /** UTC days whose cells were computed now rather than read. */
  readonly computedDays: number;
  /** Names of the cells the figures are made from. */
  readonly usedCells: ReadonlySet<string>;
}

/** 90 complete days and today. */
const publishedDays = 91;
/** Earlier days that later ones look back on: 7 of usual traffic. */
const lookBackDays = 7;

/** First site day of each component that the parts speak of. */
export function firstDaysOf(parts: readonly Part[], zone: string): Map<string, string> {
  const first = new Map<string, number>();
  for (const { firstTimeMs } of parts) {
    for (const [id, timeMs] of Object.entries(firstTimeMs)) {
      first.set(id, Math.min(first.get(id) ?? Infinity, timeMs));
    }
  }
  return new Map([...first].map(([id, timeMs]) => [id, dayOf(timeMs, zone)]));
}

/** Parts that hold events, and the time they span. */
function eventFilesOf(parts: readonly Part[]): EventFile[] {
  return parts.flatMap(({ events, minTimeMs, maxTimeMs }) =>
    events === null || minTimeMs === null || maxTimeMs === null
      ? []
      : [{ events, minTimeMs, maxTimeMs }],
  );
}

type Timeline = Pick<Counted, 'zone' | 'settled' | 'days'>;

function timelineOf({ config, asOfMs, days }: CountedInput): Timeline {
  const zone = config.site.timezone;
  return {
    zone,
    settled: Math.floor(asOfMs / 60_000) - rules.settleMinutes,
    // Just after midnight today has no settled minute yet; it is still today.
    days: days ?? siteDays(dayOf(asOfMs, zone), publishedDays + lookBackDays, zone),
  };
}

type Known = Omit<Counted, 'cells' | 'kept'>;

function knownOf(cellSet: CellSet, input: CountedInput): Known {
  const { parts, asOfMs } = input;
  const timeline = timelineOf(input);
  return {
    ...timeline,
    asOfMs,
    publishedDays: input.days?.length ?? publishedDays,
    cellSet,
    maintenance: excludedMinutes(input.maintenance, timeline.zone),
    inputSha256: cellSet.inputSha256,
    computedDays: 0,
    recent: recentByComponent(cellSet.recent),
    usedCells: new Set(),
    gaps: gapsOf(parts),
    firstDays: firstDaysOf(parts, timeline.zone),
  };
}

/** Everything the figures are made from, of cells wherever they come from. */
export function countedOf(cellSet: CellSet, input: CountedInput): Counted {
  const known = knownOf(cellSet, input);
  const { components } = input.config;
  return { ...known, ...splitCells(known, components, noKeptDays(known.days)) };
}

/** The same, with what the lake keeps of finished days. */
async function withKept(known: Known, { store, config, keepsDays }: CellsInput): Promise<Counted> {
  const summed = config.components.filter(({ observed }) => observed === 'requests');
  const none = noKeptDays(known.days);
  if (keepsDays !== true || summed.length === 0)
    return { ...known, ...splitCells(known, config.components, none) };
  const { tables } = known.cellSet;
  const names = keptNames({ ...known, tables, components: summed });
  const kept = await readKeptDays(store, known.days, known.settled, names);
  return { ...known, ...splitCells(known, config.components, kept) };
}

/** Counts events into cells, reading those of days that did not change. */
export async function countCells(input: CellsInput): Promise<Counted> {
  const { store, parts, config } = input;
  await checkSizes(store, parts);
  const { zone, days, settled } = timelineOf(input);
  const [firstDay, lastDay] = [days[0]?.start ?? 0, (days.at(-1)?.end ?? 1) - 1].map((minute) =>
    Math.floor(minute / 1440),
  );
  const totals = await differenceDays(store, parts, firstDay ?? 0, lastDay ?? 0);
  const request: CellRequest = {
    store,
    files: [...eventFilesOf(parts), ...totals.files],
    components: config.components,
    zone,
    days,
    maintenance: excludedMinutes(input.maintenance, zone),
    settled,
  };
  const [{ tables, inputSha256, computedDays, used }, recent] = await Promise.all([
    readCells(request),
    readRecent(request, 1440),
  ]);
  const known = {
    ...knownOf({ tables, recent, inputSha256 }, input),
    computedDays,
    usedCells: new Set([...used, ...totals.used]),
  };
  return withKept(known, input);
}
