/** A compacted lake says what it said before. */
import { createHash } from 'node:crypto';
import { existsSync, utimesSync } from 'node:fs';
import fc from 'fast-check';
import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { commitBatches } from '../drain/commit-batch.ts';
import { makePart } from '../drain/make-part.ts';
import type { RawRecord } from '../drain/source.ts';
import { countCells } from '../rollup/count-cells.ts';
import { configOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { compact, mergeParts } from './compact.ts';
import { DirectoryStore } from './directory-store.ts';
import { commit, type LakeState, partKey, readLake } from './manifest.ts';
import { pruneParts } from './prune.ts';

const drainedAt = Date.UTC(2026, 2, 10, 0, 30);
const afterwards = drainedAt + 3 * 86_400_000;
const config = configOf([{ id: 'api' }, { id: 'web', observed: 'probes' }]);
const components = new Map(config.components.map((component) => [component.id, component]));

function recordOf(offset: number, text: string): RawRecord {
  return { offset, text };
}

/** A lake into which the records came in batches that end before the given positions. */
async function lakeOf(records: readonly string[], cuts: readonly number[]) {
  const store = new DirectoryStore(temporaryFolder());
  const context = { store, components, horizonMs: 400 * 86_400_000 };
  let state = await readLake(store);
  let start = 0;
  for (const end of [...new Set([...cuts, records.length])].sort((a, b) => a - b)) {
    if (end <= start || end > records.length) continue;
    const batch = {
      stream: 'kafka:c/t',
      epoch: 1,
      partition: 3,
      start,
      end,
      records: records.slice(start, end).map((text, index) => recordOf(start + index, text)),
      prefixSha256: null,
    };
    const made = await makePart(context, batch, drainedAt + start);
    ({ state } = await commitBatches(store, state, [{ batch, made }]));
    start = end;
  }
  return { store, state };
}

/** Everything the figures are made from. */
async function figuresOf(store: DirectoryStore, { parts }: LakeState) {
  const { cells, recent, firstDays, gaps } = await countCells({
    store,
    parts,
    config,
    maintenance: [],
    asOfMs: drainedAt + 3_600_000,
  });
  return { cells, recent, firstDays, gaps };
}

const record = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('nonsense', '{"component":"api"}') },
  {
    weight: 9,
    arbitrary: fc
      .record({
        time: fc.integer({ min: drainedAt - 86_400_000, max: drainedAt }),
        component: fc.constantFrom('api', 'web'),
        statusCode: fc.constantFrom(200, 404, 503),
        durationMs: fc.constantFrom(1, 12.5, 500, 501),
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', undefined),
        region: fc.constantFrom('eu', 'us', undefined),
      })
      .map((fields) => JSON.stringify(fields)),
  },
);

describe('compaction', () => {
  it(
    'of any split into parts leaves the same cells, in one part',
    { timeout: 60_000 },
    async () => {
      const cuts = fc.array(fc.nat(40), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(record, { minLength: 1, maxLength: 40 }),
          cuts,
          async (records, at) => {
            const whole = await lakeOf(records, []);
            const { store, state } = await lakeOf(records, at);
            await compact(store, 'UTC', afterwards);
            const compacted = await readLake(store);
            expect(compacted.parts).toHaveLength(1);
            expect(compacted.parts[0]?.ledger).toEqual(whole.state.parts[0]?.ledger);
            expect(compacted.parts[0]?.firstTimeMs).toEqual(whole.state.parts[0]?.firstTimeMs);
            expect(compacted.cursors).toEqual(state.cursors);
            const expected = await figuresOf(whole.store, whole.state);
            expect(await figuresOf(store, state)).toEqual(expected);
            expect(await figuresOf(store, compacted)).toEqual(expected);
          },
        ),
        { numRuns: 6 },
      );
    },
  );

  it('writes the bytes a single part would have had, and keeps what was set aside', async () => {
    const records = ['nonsense', ...['a', 'b', 'c', 'd'].map(event), 'more nonsense', event('e')];
    const whole = await lakeOf(records, []);
    const { store } = await lakeOf(records, [1, 3, 6]);
    expect(await compact(store, 'UTC', afterwards)).toEqual({ merged: 4, into: 1 });
    const [part] = (await readLake(store)).parts;
    const [single] = whole.state.parts;
    expect(part).toMatchObject({ start: 0, end: 7, drainedAt: drainedAt + 6 });
    expect(part?.events?.sha256).toBe(single?.events?.sha256);
    expect(part?.quarantine?.sha256).toBe(single?.quarantine?.sha256);
    expect(await compact(store, 'UTC', afterwards)).toEqual({ merged: 0, into: 0 });
  });

  it('gives way to another that was faster', async () => {
    const { store, state } = await lakeOf([event('a'), event('b'), event('c')], [1, 2]);
    const part = await mergeParts(store, state.parts);
    if (part === null) throw new Error('nothing was merged');
    const removed = state.parts.map(partKey);
    const change = { at: 1, parts: [part], removed, cursors: [], drained: {} };
    expect((await commit(store, state, change))?.parts).toEqual([part]);
    expect(await commit(store, state, change)).toBeNull();
    expect(await compact(store, 'UTC', afterwards)).toEqual({ merged: 0, into: 0 });
    expect((await readLake(store)).parts).toEqual([part]);
  });

  it('leaves files of different columns alone', async () => {
    const { store, state } = await lakeOf([event('a'), event('b')], [1]);
    const [first, second] = state.parts;
    if (!first?.events || !second) throw new Error('no parts');
    const other = pl.readParquet(store.pathOf(first.events.name)).rename({ error: 'fault' });
    const bytes = other.writeParquet({ compression: 'zstd' });
    await store.put('parts/other.parquet', bytes);

    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const events = { name: 'parts/other.parquet', sha256, bytes: bytes.length, rows: 1 };
    expect(await mergeParts(store, [{ ...first, events }, second])).toBeNull();
  });

  it('removes the files it took the place of when nobody can need them', async () => {
    const { store, state } = await lakeOf([event('a'), event('b')], [1]);
    await compact(store, 'UTC', afterwards);
    const old = state.parts.flatMap(({ events }) => events?.name ?? []);
    expect(await pruneParts(store, Date.now())).toBe(0);
    const compacted = await readLake(store);
    const names = compacted.parts.flatMap(({ events }) => events?.name ?? []);
    for (const name of [...old, ...names])
      utimesSync(store.pathOf(name), 1, Date.now() / 1000 - 90_000);
    // The manifests of before still name them.
    expect(await pruneParts(store, Date.now())).toBe(0);
    let head = compacted;
    for (let at = 0; at < 120; at += 1) {
      const after = await commit(store, head, { at, parts: [], cursors: [], drained: {} });
      if (after) head = after;
    }
    for (const name of (await store.list('manifests')).slice(0, 99))
      await store.remove(`manifests/${name}`);
    expect(await pruneParts(store, Date.now())).toBe(2);
    expect(old.some((name) => existsSync(store.pathOf(name)))).toBe(false);
    expect(names.every((name) => existsSync(store.pathOf(name)))).toBe(true);
    expect((await readLake(store)).parts).toEqual(compacted.parts);
  });
});

function event(id: string): string {
  return JSON.stringify({ time: drainedAt - 1000, component: 'api', statusCode: 200, id });
}
