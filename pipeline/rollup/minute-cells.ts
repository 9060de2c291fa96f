/** The table of minute cells as rows of each vantage point. */
import pl from 'nodejs-polars';
import { numbersOf, textsOf } from './columns.ts';
import type { MinuteCell } from './series.ts';

/** `standing` packs ms into the minute, bad and slow; -1: no result. */
function lastOf(standing: number, minute: number): MinuteCell['last'] {
  if (standing < 0) return null;
  return {
    atMs: minute * 60_000 + Math.floor(standing / 4),
    bad: (standing & 2) !== 0,
    slow: (standing & 1) !== 0,
  };
}

/** As JSON no two pairs look alike; where both are the same it is one vantage point's name. */
export function vantageName(region: string, probe: string): string {
  return region === probe ? probe : JSON.stringify([region, probe]);
}

const vantageKey = ['component', 'region', 'probe'];

/** Where the cells of each vantage point go, by their number, and each row's number. */
function placesOf(
  frame: pl.DataFrame,
  into: (component: string) => Map<string, MinuteCell[]>,
): { readonly places: MinuteCell[][]; readonly keys: Float64Array } {
  const distinct = frame.select(...vantageKey).unique(vantageKey, 'first', true);
  const [component, region, probe] = vantageKey.map((name) => textsOf(distinct, name));
  const places = Array.from({ length: distinct.height }, (_, row) => {
    const vantages = into(component?.[row] ?? '');
    const name = vantageName(region?.[row] ?? '', probe?.[row] ?? '');
    const cells = vantages.get(name) ?? [];
    vantages.set(name, cells);
    return cells;
  });
  const numbered = frame
    .select(...vantageKey)
    .join(distinct.withRowIndex('key'), { on: vantageKey, how: 'left' });
  return { places, keys: numbersOf(numbered, 'key') };
}

/** No bucket has this number. */
const noBucket = -2_000_000_000;

/** Adds the minute cells of every vantage point; `into` gives those of a component, by name. */
export function addMinutes(
  frame: pl.DataFrame,
  into: (component: string) => Map<string, MinuteCell[]>,
): void {
  const { places, keys } = placesOf(frame, into);
  const column = (name: string) => numbersOf(frame, name);
  const minute = column('minute');
  const [records, n, bad] = [column('records'), column('n'), column('bad')];
  const [timed, slow, standing] = [column('timed'), column('slow'), column('standing')];
  const [from, slowHigh] = [column('first_minute'), column('slow_high')];
  const unsampled = column('unsampled');
  const bucket = numbersOf(frame.withColumn(pl.col('bucket').fillNull(noBucket)), 'bucket');
  keys.forEach((key, row) => {
    const at = minute[row] ?? 0;
    const held = bucket[row] ?? noBucket;
    places[key]?.push({
      minute: at,
      from: from[row] ?? at,
      records: records[row] ?? 0,
      n: n[row] ?? 0,
      bad: bad[row] ?? 0,
      timed: timed[row] ?? 0,
      slow: slow[row] ?? 0,
      slowHigh: slowHigh[row] ?? 0,
      unsampled: unsampled[row] === 1,
      last: lastOf(standing[row] ?? -1, at),
      bucket: held === noBucket ? null : held,
    });
  });
}
