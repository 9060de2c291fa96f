/** The lines of SQL on the page give, in DuckDB, what the site publishes. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ask, duckdbIn } from './duckdb.testing.ts';
import { makeProvenSite } from './proven-site.testing.ts';

const page = readFileSync(
  fileURLToPath(new URL('../../content/pages/how-we-measure.md', import.meta.url)),
  'utf8',
);
const [availabilitySql = '', latencySql = '', timeSql = ''] = [
  ...page.matchAll(/^```sql\n(.*?)^```$/gms),
].map(([, sql = '']) => sql);

interface Figures {
  readonly valid: number;
  readonly bad: number;
  readonly availability: string;
  readonly worst: string;
  readonly best: string;
  readonly coverage: string;
  readonly p99Ms: { readonly low: number; readonly high: number | null } | null;
}

interface History {
  readonly observed: string;
  readonly days: readonly (Figures & { readonly date: string; readonly availabilityRaw: string })[];
  readonly windows: Readonly<Record<'7d' | '90d', Figures>>;
}

let made: Awaited<ReturnType<typeof makeProvenSite>>;
let ask: Ask;

beforeAll(async () => {
  made = await makeProvenSite();
  ask = await duckdbIn(made.dir);
}, 120_000);

afterAll(() => {
  rmSync(made.folder, { recursive: true, force: true });
});

function historyOf(id: string): History {
  const history: History = JSON.parse(
    readFileSync(join(made.dir, `data/components/${id}.json`), 'utf8'),
  );
  return history;
}

/** First day of a window of so many complete days and today. */
const firstOf = ({ days }: History, count: number) => days.at(-count - 1)?.date ?? '';

/** What the page's lines give for a component, as it fills them in. */
async function answer(sql: string, id: string, from: string): Promise<Record<string, unknown>> {
  const filled = sql.replaceAll('{{example.id}}', id).replaceAll('{{example.from}}', from);
  const rows = await ask(filled);
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
}

const windows = [
  ['7d', 7],
  ['90d', 90],
] as const;

it.each(['api', 'checks'])('availability of %s', async (id) => {
  const history = historyOf(id);
  for (const [name, count] of windows) {
    const { valid, bad, availability } = history.windows[name];
    const row = await answer(availabilitySql, id, firstOf(history, count));
    expect(Number(row['valid'])).toBe(valid);
    expect(Number(row['bad'])).toBe(bad);
    expect(bad).toBeGreaterThan(0);
    expect(`${Number(row['availability']).toFixed(3)}%`).toBe(availability);
  }
});

it('availability before the noise filter, as the page tells', async () => {
  const day = historyOf('checks').days.find(
    ({ availability, availabilityRaw }) => availability !== availabilityRaw,
  );
  const raw = availabilitySql
    .replace("counts_as = 'accepted'", "counts_as IN ('accepted', 'noise')")
    .replace('day >=', 'day =');
  const row = await answer(raw, 'checks', day?.date ?? '');
  expect(`${Number(row['availability']).toFixed(3)}%`).toBe(day?.availabilityRaw);
});

it.each(['api', 'checks'])('P99 of %s', async (id) => {
  const history = historyOf(id);
  for (const [name, count] of windows) {
    const row = await answer(latencySql, id, firstOf(history, count));
    expect({ low: row['low'], high: row['high'] }).toEqual({
      low: history.windows[name].p99Ms?.low,
      high: history.windows[name].p99Ms?.high,
    });
  }
});

it.each(['api', 'checks', 'link'])('time in state of %s', async (id) => {
  const history = historyOf(id);
  for (const [name, count] of windows) {
    const { worst, best, coverage, availability } = history.windows[name];
    const row = await answer(timeSql, id, firstOf(history, count));
    const percent = (column: string, digits: number) => `${Number(row[column]).toFixed(digits)}%`;
    expect([percent('worst', 3), percent('best', 3), percent('coverage', 2)]).toEqual([
      worst,
      best,
      coverage,
    ]);
    if (history.observed === 'transitions') expect(percent('uptime', 3)).toBe(availability);
  }
});
