import { expect, test } from 'vitest';
import { DirectoryStore } from '../lake/directory-store.ts';
import { type LakeState, readLake } from '../lake/manifest.ts';
import { byId, componentOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { commitBatches } from './commit-batch.ts';
import { makePart } from './make-part.ts';
import type { Batch } from './source.ts';

const day = 86_400_000;

function lake() {
  const store = new DirectoryStore(temporaryFolder());
  const context = { store, components: byId(componentOf()), horizonMs: 400 * day };
  const write = async (partition: number, start: number, end: number, gap?: Batch['gap']) => {
    const batch: Batch = {
      stream: 'kafka:c/t',
      epoch: 1,
      partition,
      start,
      end,
      records: Array.from({ length: end - start }, (_, at) => ({
        offset: start + at,
        text: JSON.stringify({ time: at * 1000, component: 'api', statusCode: 200 }),
      })),
      prefixSha256: null,
      ...(gap === undefined ? {} : { gap }),
    };
    return { batch, made: await makePart(context, batch, day) };
  };
  const ranges = ({ parts }: LakeState) =>
    parts.map(({ partition, start, end }) => [partition, start, end]);
  return { store, write, ranges };
}

test('parts of several partitions are one commit', async () => {
  const { store, write, ranges } = lake();
  const items = [await write(0, 0, 5), await write(1, 0, 7)];
  const { state, outcomes } = await commitBatches(store, await readLake(store), items);
  expect(outcomes).toEqual(['committed', 'committed']);
  expect(state.number).toBe(1);
  expect(ranges(await readLake(store))).toEqual([
    [0, 0, 5],
    [1, 0, 7],
  ]);
});

test('a worker that slept commits only what nobody else has read', async () => {
  const { store, write, ranges } = lake();
  const start = [await write(0, 0, 5), await write(1, 0, 5), await write(2, 0, 5)];
  const { state: asleep } = await commitBatches(store, await readLake(store), start);
  // Another worker goes on: partition 0 to elsewhere, partition 1 to the same place.
  const others = [await write(0, 5, 8), await write(1, 5, 9)];
  const { state: head } = await commitBatches(store, asleep, others);
  const late = [await write(0, 5, 10), await write(1, 5, 9), await write(2, 5, 6)];
  const { state, outcomes } = await commitBatches(store, asleep, late);
  expect(outcomes).toEqual(['stale', 'already there', 'committed']);
  expect(ranges(state)).toEqual([...ranges(head), [2, 5, 6]]);
  // With nothing left there is no commit.
  const again = await commitBatches(store, asleep, late.slice(0, 2));
  expect(again.outcomes).toEqual(['stale', 'already there']);
  expect(again.state.number).toBe(state.number);
});

test('a loss after which nothing came is kept, and only once', async () => {
  const { store, write } = lake();
  const first = await commitBatches(store, await readLake(store), [await write(0, 0, 5)]);
  const lost = await write(0, 9, 9, { from: 5, until: 9 });
  const { state } = await commitBatches(store, first.state, [lost]);
  expect(state.parts.at(-1)).toMatchObject({
    start: 9,
    end: 9,
    gap: { from: 5, until: 9, fromMs: 4000, untilMs: day },
    events: null,
  });
  expect((await commitBatches(store, state, [lost])).outcomes).toEqual(['already there']);
});

test('where reading begins is remembered without a part', async () => {
  const { store, write } = lake();
  const { state } = await commitBatches(store, await readLake(store), [await write(0, 42, 42)]);
  expect(state.parts).toEqual([]);
  expect([...state.cursors.values()]).toMatchObject([{ partition: 0, next: 42 }]);
});
