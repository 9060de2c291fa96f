/** The table of minute cells as rows of each vantage point. */
import type pl from 'nodejs-polars';
import { groupsOf, type Numbers, numbersOf, numbersOr } from './columns.ts';
import { addToSums, type MinuteSums } from './minutes/minute-sums.ts';
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

const vantageKey = ['component', 'region', 'probe'] as const;

/** Where the cells of each vantage point go, by their number, and each row's number. */
function placesOf(
  frame: pl.DataFrame,
  into: (component: string) => Map<string, MinuteCell[]>,
): { readonly places: MinuteCell[][]; readonly keys: Numbers } {
  const { values, ofRow } = groupsOf(frame, vantageKey);
  const places = values.map(([component = '', region = '', probe = '']) => {
    const vantages = into(component);
    const name = vantageName(region, probe);
    const cells = vantages.get(name) ?? [];
    vantages.set(name, cells);
    return cells;
  });
  return { places, keys: ofRow };
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
  const bucket = numbersOr(frame, 'bucket', noBucket);
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

/** Adds the minute cells of components whose results only add up; `into` gives their sums. */
export function addMinuteSums(
  frame: pl.DataFrame,
  into: (component: string) => MinuteSums | undefined,
): void {
  const { values, ofRow } = groupsOf(frame, ['component']);
  const places = values.map(([component = '']) => into(component));
  const column = (name: string) => numbersOf(frame, name);
  const [minute, from, records] = [column('minute'), column('first_minute'), column('records')];
  const [n, bad, timed] = [column('n'), column('bad'), column('timed')];
  const [slow, slowHigh, unsampled] = [column('slow'), column('slow_high'), column('unsampled')];
  for (let row = 0; row < ofRow.length; row += 1) {
    const sums = places[ofRow[row] ?? -1];
    if (sums === undefined) continue;
    addToSums(sums, {
      minute: minute[row] ?? 0,
      from: from[row] ?? 0,
      records: records[row] ?? 0,
      n: n[row] ?? 0,
      bad: bad[row] ?? 0,
      timed: timed[row] ?? 0,
      slow: slow[row] ?? 0,
      slowHigh: slowHigh[row] ?? 0,
      unsampled: unsampled[row] === 1,
    });
  }
}
