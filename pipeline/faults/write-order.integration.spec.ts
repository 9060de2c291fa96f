/** Write, fsync, rename or link, fsync of the folder: seen from outside, in a trace of system calls. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { type StoreName } from './broken-stores.testing.ts';
import { orderFaults, placementsOf } from './call-order.testing.ts';
import { drainOnce, logEnd } from './log-source.testing.ts';
import { type SystemCall, whyNoTrace } from './system-calls.testing.ts';
import { callsOfRun } from './traced-run.testing.ts';

const timeout = 60_000;

let absent: string | null = null;
beforeAll(() => {
  absent = whyNoTrace();
});
beforeEach(({ skip }) => {
  skip(absent !== null, absent ?? '');
});

/** Drains the whole log into a lake, with as many threads for files as usual. */
async function traced(lake: string, store: StoreName, packed = false): Promise<SystemCall[]> {
  const args = drainOnce(store, lake, { from: 0, until: logEnd, packed });
  return callsOfRun({ args, variables: { UV_THREADPOOL_SIZE: '4' } }, lake, `${lake}.trace`);
}

describe('the files of a lake', () => {
  test.for([
    { path: 'the thread of the drain', packed: false },
    { path: 'the thread that writes parts', packed: true },
  ])('come into being in the order that lasts: $path', { timeout }, async ({ packed }) => {
    const lake = join(temporaryFolder(), 'lake');
    const calls = await traced(lake, 'right', packed);
    expect(orderFaults(calls, lake)).toEqual([]);
    // Six batches and the drain's end; three batches hold poison.
    expect(readdirSync(join(lake, 'manifests'))).toHaveLength(7);
    expect(readdirSync(join(lake, 'parts'))).toHaveLength(9);
    expect(placementsOf(calls)).toHaveLength(16);
  });

  test(
    'last although a run was killed right after it made their folders',
    { timeout },
    async () => {
      const lake = join(temporaryFolder(), 'lake');
      for (const folder of ['parts', 'manifests'])
        mkdirSync(join(lake, folder), { recursive: true });
      const calls = await traced(lake, 'right');
      const [firstManifest] = calls.filter(({ name }) => name === 'link');
      const synced = calls.filter(
        ({ name, ended }) => name === 'fsync' && ended < (firstManifest?.began ?? 0),
      );
      expect(synced.map(({ path }) => path)).toContain(lake);
    },
  );
});

describe('a broken order is noticed', () => {
  test('files that nothing waits for', { timeout }, async () => {
    const lake = join(temporaryFolder(), 'lake');
    const faults = orderFaults(await traced(lake, 'unsynced'), lake).join('\n');
    expect(faults).toContain('.parquet: got its name before its bytes were synced');
    expect(faults).toContain('.parquet: its folder was not synced after it got its name');
    expect(faults).toContain('manifest-0000000001.json came before its data lasted: log~1~0~0~100');
  });

  test('the manifest before the data', { timeout }, async () => {
    const lake = join(temporaryFolder(), 'lake');
    const faults = orderFaults(await traced(lake, 'manifest first'), lake).join('\n');
    expect(faults).toContain('manifest-0000000001.json came before its data lasted: log~1~0~0~100');
  });

  test('the manifest replaced in place', { timeout }, async () => {
    const lake = join(temporaryFolder(), 'lake');
    const faults = orderFaults(await traced(lake, 'in place'), lake);
    expect(faults).toContainEqual(
      expect.stringMatching(/^manifest-0000000001\.json: \d+ bytes were written before/),
    );
  });
});
