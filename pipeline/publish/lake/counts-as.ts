/** What each minute of each vantage point counts as in the figures. */
import pl from 'nodejs-polars';
import type { Denoised } from '../../denoise/denoise.ts';
import type { Result } from '../../denoise/standing.ts';
import { daysTable, frame, maintenanceTable } from '../../rollup/cells/tables.ts';
import type { Counted } from '../../rollup/count-cells.ts';
import { vantageName } from '../../rollup/minute-cells.ts';
import type { MinuteRange } from '../../rollup/minutes/minute-class.ts';

/** Sorted by UTC day first: later days only add rows at the end. */
const order = ['utc_day', 'component', 'region', 'probe', 'minute'];

interface Place {
  readonly component: string;
  readonly region: string;
  readonly probe: string;
  readonly minute: number;
}

/** The cells of these minutes and components; of few, so that they may be looked at one by one. */
function rowsAt(minutes: pl.DataFrame, component: string, at: readonly number[]): Place[] {
  const rows = minutes
    .filter(
      pl
        .col('component')
        .eq(pl.lit(component))
        .and(pl.col('minute').isIn([...at])),
    )
    .select('region', 'probe', 'minute');
  const [region, probe, minute] = ['region', 'probe', 'minute'].map((name) =>
    rows.getColumn(name).toArray().map(String),
  );
  return Array.from({ length: rows.height }, (_, row) => ({
    component,
    region: region?.[row] ?? '',
    probe: probe?.[row] ?? '',
    minute: Number(minute?.[row]),
  }));
}

/** Results of a component that do not count. */
interface SetAside {
  readonly noise: readonly Result[];
  readonly monitor: readonly Result[];
}

/** Cells of the results that are picked, such as those the noise filter set aside. */
function placesOf(
  minutes: pl.DataFrame,
  { cells }: Counted,
  aside: ReadonlyMap<string, SetAside>,
  name: keyof SetAside,
): Place[] {
  return [...aside].flatMap(([component, of]) => {
    const picked = of[name];
    if (picked.length === 0) return [];
    const vantages = cells.get(component)?.vantages ?? [];
    const keys = new Set(
      picked.map(({ vantage, minute }) => `${minute} ${vantages[vantage]?.name ?? ''}`),
    );
    const at = [...new Set(picked.map(({ minute }) => minute))];
    return rowsAt(minutes, component, at).filter(({ region, probe, minute }) =>
      keys.has(`${minute} ${vantageName(region, probe)}`),
    );
  });
}

function placesTable(places: readonly Place[], name: string): pl.DataFrame {
  return frame({
    component: [places.map(({ component }) => component), pl.Utf8],
    region: [places.map(({ region }) => region), pl.Utf8],
    probe: [places.map(({ probe }) => probe), pl.Utf8],
    minute: [places.map(({ minute }) => minute), pl.Int32],
    [name]: [places.map(() => 1), pl.Int32],
  });
}

/** What the minute cells of a stretch are judged by. */
export interface Judged {
  readonly counted: Counted;
  readonly denoised: ReadonlyMap<string, Denoised>;
  /** First day each component is promised for. */
  readonly since: ReadonlyMap<string, string>;
}

const within = ({ start, end }: MinuteRange) => {
  return (minute: number) => minute >= start && minute < end;
};

/** What was set aside within the stretch, as results of each component. */
function setAside({ denoised }: Judged, range: MinuteRange): Map<string, SetAside> {
  const inside = within(range);
  const some = (results: Iterable<Result>) => [...results].filter(({ minute }) => inside(minute));
  return new Map(
    [...denoised].map(([id, { noise, monitor }]) => [
      id,
      { noise: some(noise.keys()), monitor: some(monitor) },
    ]),
  );
}

function maintenanceWithin({ counted }: Judged, range: MinuteRange): Map<string, Set<number>> {
  const inside = within(range);
  return new Map(
    [...counted.maintenance].flatMap(([id, minutes]): [string, Set<number>][] => {
      const some = new Set([...minutes].filter(inside));
      return some.size === 0 ? [] : [[id, some]];
    }),
  );
}

/** Published days of a stretch. */
function daysWithin({ counted: { days, publishedDays } }: Judged, { start, end }: MinuteRange) {
  return days.slice(-publishedDays).filter((day) => day.start < end && day.end > start);
}

/** All that {@link withCountsAs} adds to the cells of a stretch, for names of what is kept. */
export function judgedBy(judged: Judged, range: MinuteRange): unknown {
  const places = (results: readonly Result[]) =>
    results.map(({ vantage, minute }) => [vantage, minute]);
  const { cells, settled } = judged.counted;
  return [
    daysWithin(judged, range),
    [...judged.since],
    Math.min(settled, range.end),
    [...maintenanceWithin(judged, range)].map(([id, minutes]) => [id, [...minutes]]),
    [...setAside(judged, range)].map(([id, { noise, monitor }]) => [
      ...[id, places(noise), places(monitor)],
      cells.get(id)?.vantages.map(({ name }) => name),
    ]),
  ];
}

/** Of cells with their `day`: not settled yet, or no day that is published of the component. */
function outsideOf({ counted, since }: Judged, first: string): pl.Expr {
  const unsettled = pl.col('day').isNull().or(pl.col('minute').gtEq(counted.settled));
  const known = pl.col('component').isIn([...since.keys()]);
  return [...since]
    .filter(([, day]) => day > first)
    .map(([id, day]) =>
      pl
        .col('component')
        .eq(pl.lit(id))
        .and(pl.col('day').lt(pl.lit(day))),
    )
    .reduce((outside, early) => outside.or(early), unsettled.or(known.not()));
}

const vantageKey = ['component', 'region', 'probe', 'minute'];

/** Tables of what does not count, by what it counts as; the first that holds a cell decides. */
function exceptionsOf(minutes: pl.DataFrame, judged: Judged, range: MinuteRange) {
  const aside = setAside(judged, range);
  const tableOf = (name: keyof SetAside) =>
    placesTable(placesOf(minutes, judged.counted, aside, name), name);
  const excluded = maintenanceTable(maintenanceWithin(judged, range)).withColumn(
    pl.lit(1).cast(pl.Int32).alias('maintenance'),
  );
  return [
    { name: 'maintenance', on: ['component', 'minute'], table: excluded },
    { name: 'monitor', on: vantageKey, table: tableOf('monitor') },
    { name: 'noise', on: vantageKey, table: tableOf('noise') },
  ].filter(({ table }) => table.height > 0);
}

/**
 * The minute cells of a stretch with two more columns: `day`, the site's day (null where it is
 * not published), and `counts_as`: accepted, noise, monitor, maintenance, or outside (not settled
 * yet, earlier than the published days, or than the component's first).
 */
export function withCountsAs(
  minutes: pl.DataFrame,
  judged: Judged,
  range: MinuteRange,
): pl.DataFrame {
  const days = daysWithin(judged, range);
  const quarter = pl.col('minute').plus(0.5).div(15).floor().cast(pl.Int32).alias('quarter');
  const exceptions = exceptionsOf(minutes, judged, range);
  const laid = exceptions.reduce(
    (frame, { table, on }) => frame.join(table, { on, how: 'left' }),
    minutes.withColumn(quarter).join(daysTable(days), { on: 'quarter', how: 'left' }),
  );
  const otherwise = exceptions.reduceRight(
    (counts, { name }) => pl.when(pl.col(name).isNotNull()).then(pl.lit(name)).otherwise(counts),
    pl.lit('accepted'),
  );
  const outside = outsideOf(judged, days[0]?.date ?? '');
  const counts = pl.when(outside).then(pl.lit('outside')).otherwise(otherwise);
  const named = laid
    .withColumn(counts.alias('counts_as'))
    .drop('quarter', ...exceptions.map(({ name }) => name));
  // The cells come in this order; more joins may lose it.
  return exceptions.length === 0 ? named : named.sort(order);
}
