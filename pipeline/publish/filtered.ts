/** What was filtered is listed, not only counted: unconfirmed checks, failed monitors, exclusions. */
import { schemaVersion } from '#schema/snapshot.ts';
import type { Denoised } from '../denoise/denoise.ts';
import type { Result } from '../denoise/standing.ts';
import type { Vote } from '../denoise/vote.ts';
import type { Counted } from '../rollup/count-cells.ts';
import type { DayLedger } from './audit.ts';

/** A result that does not count, and who reported it. */
interface FilteredResult {
  readonly component: string;
  readonly time: string;
  readonly region: string;
  readonly probe: string;
}

/** A failed check that its peers and its own next result outvoted. */
interface UnconfirmedCheck extends FilteredResult {
  /** Probes whose result stood at its time, itself included, and those that saw it well. */
  readonly standing: number;
  readonly good: number;
}

interface MonitorFailure extends FilteredResult {
  readonly bad: boolean;
}

/** The newest of a list, and how many older ones are not in it. */
interface Capped<T> {
  readonly results: readonly T[];
  readonly omitted: number;
}

export interface Filtered {
  readonly schemaVersion: typeof schemaVersion;
  /** Published days; newest first, at most 500 of each component. */
  readonly unconfirmed: Capped<UnconfirmedCheck>;
  /** Excluded, for the probe itself had failed. */
  readonly monitor: Capped<MonitorFailure>;
  /** Records of the published days that count nowhere, by reason. */
  readonly excluded: readonly {
    readonly component: string;
    readonly reason: string;
    readonly records: number;
  }[];
}

const listed = 500;

/** Region and probe of a vantage point by its name in the cells. */
function vantageOf(name: string): Pick<FilteredResult, 'region' | 'probe'> {
  const pair: unknown = name.startsWith('["') ? JSON.parse(name) : null;
  if (!Array.isArray(pair)) return { region: name, probe: name };
  return { region: String(pair[0]), probe: String(pair[1]) };
}

function newestFirst<T extends FilteredResult>(perComponent: readonly T[][]): Capped<T> {
  const kept = perComponent.map((results) =>
    results.toSorted((a, b) => (a.time < b.time ? 1 : -1)).slice(0, listed),
  );
  const count = (lists: readonly T[][]) => lists.reduce((sum, { length }) => sum + length, 0);
  return { results: kept.flat(), omitted: count(perComponent) - count(kept) };
}

function excludedOf(ledgers: readonly DayLedger[]): Filtered['excluded'] {
  const sums = new Map<string, Filtered['excluded'][number]>();
  for (const { component, excludedBy } of ledgers) {
    for (const [reason, count] of Object.entries(excludedBy)) {
      const key = `${component} ${reason}`;
      const records = (sums.get(key)?.records ?? 0) + count;
      sums.set(key, { component, reason, records });
    }
  }
  return [...sums.values()];
}

/** `/data/filtered.json`. */
export function filteredOf(
  { days, publishedDays, settled, cells }: Counted,
  denoised: ReadonlyMap<string, Denoised>,
  ledgers: readonly DayLedger[],
): Filtered {
  const first = days.at(-publishedDays)?.start ?? 0;
  const isPublished = ({ minute }: Result) => minute >= first && minute < settled;
  const said = (component: string, { atMs, vantage }: Result): FilteredResult => ({
    component,
    time: new Date(atMs).toISOString(),
    ...vantageOf(cells.get(component)?.vantages[vantage]?.name ?? ''),
  });
  const voted = (id: string, [result, { good, standing }]: readonly [Result, Vote]) => ({
    ...said(id, result),
    standing,
    good,
  });
  const all = [...denoised];
  return {
    schemaVersion,
    unconfirmed: newestFirst(
      all.map(([id, { noise }]) =>
        [...noise].filter(([result]) => isPublished(result)).map((entry) => voted(id, entry)),
      ),
    ),
    monitor: newestFirst(
      all.map(([id, { monitor }]) =>
        [...monitor]
          .filter(isPublished)
          .map((result) => ({ ...said(id, result), bad: result.bad })),
      ),
    ),
    excluded: excludedOf(ledgers),
  };
}
