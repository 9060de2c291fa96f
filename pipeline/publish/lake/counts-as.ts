/** What each minute of each vantage point counts as in the figures. */
import pl from 'nodejs-polars';
import type { Denoised } from '../../denoise/denoise.ts';
import type { Result } from '../../denoise/standing.ts';
import { daysTable, frame, maintenanceTable } from '../../rollup/cells/tables.ts';
import type { Counted } from '../../rollup/count-cells.ts';
import { vantageName } from '../../rollup/minute-cells.ts';

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

/** Cells of the results that are picked, such as those the noise filter set aside. */
function placesOf(
  minutes: pl.DataFrame,
  { cells }: Counted,
  denoised: ReadonlyMap<string, Denoised>,
  pick: (of: Denoised) => Iterable<Result>,
): Place[] {
  return [...denoised].flatMap(([component, of]) => {
    const picked = [...pick(of)];
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

/** First day each component is promised for. */
function sinceTable(since: ReadonlyMap<string, string>): pl.DataFrame {
  return frame({
    component: [[...since.keys()], pl.Utf8],
    since: [[...since.values()], pl.Utf8],
  });
}

/**
 * The minute cells with two more columns: `day`, the site's day (null where it is not
 * published), and `counts_as`: accepted, noise, monitor, maintenance, or outside (not settled yet,
 * earlier than the published days, or than the component's first).
 */
export function withCountsAs(
  minutes: pl.DataFrame,
  counted: Counted,
  denoised: ReadonlyMap<string, Denoised>,
  since: ReadonlyMap<string, string>,
): pl.DataFrame {
  const days = daysTable(counted.days.slice(-counted.publishedDays));
  const excluded = maintenanceTable(counted.maintenance).withColumn(
    pl.lit(1).cast(pl.Int32).alias('excluded'),
  );
  const on = ['component', 'region', 'probe', 'minute'];
  const tableOf = (name: string, pick: (of: Denoised) => Iterable<Result>) =>
    placesTable(placesOf(minutes, counted, denoised, pick), name);
  const outside = pl
    .col('day')
    .isNull()
    .or(pl.col('since').isNull())
    .or(pl.col('day').lt(pl.col('since')))
    .or(pl.col('minute').gtEq(counted.settled));
  return minutes
    .withColumn(pl.col('minute').plus(0.5).div(15).floor().cast(pl.Int32).alias('quarter'))
    .join(days, { on: 'quarter', how: 'left' })
    .join(sinceTable(since), { on: 'component', how: 'left' })
    .join(excluded, { on: ['component', 'minute'], how: 'left' })
    .join(
      tableOf('noise', ({ noise }) => noise.keys()),
      { on, how: 'left' },
    )
    .join(
      tableOf('monitor', ({ monitor }) => monitor),
      { on, how: 'left' },
    )
    .withColumn(
      pl
        .when(outside)
        .then(pl.lit('outside'))
        .when(pl.col('excluded').isNotNull())
        .then(pl.lit('maintenance'))
        .when(pl.col('monitor').isNotNull())
        .then(pl.lit('monitor'))
        .when(pl.col('noise').isNotNull())
        .then(pl.lit('noise'))
        .otherwise(pl.lit('accepted'))
        .alias('counts_as'),
    )
    .drop('quarter', 'since', 'excluded', 'noise', 'monitor')
    .sort(order);
}
