/**
 * A power cut loses what was never synced. From the trace of a drain come all the disks it may
 * leave; after a rerun each lake publishes the bytes of a run without faults.
 */
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import type { StoreName } from './broken-stores.testing.ts';
import { disksAfterCut } from './disk-after-cut.testing.ts';
import { LogFaults } from './log-faults.testing.ts';
import { whyNoTrace } from './system-calls.testing.ts';

const timeout = 120_000;

/** What is wrong after the power was cut, for each disk that may be left. */
async function* afterPowerCuts(store: StoreName): AsyncGenerator<string | null> {
  const faults = await new LogFaults(temporaryFolder(), { store, packed: false }).prepare();
  // The latest first: there is most to lose.
  for (const disk of disksAfterCut(faults.calls, faults.whole).reverse()) {
    yield await faults.rerun(faults.lakeWith(disk));
  }
}

test(
  'whenever the power fails, a rerun says what a run without faults says',
  { timeout },
  async ({ skip }) => {
    const absent = whyNoTrace();
    skip(absent !== null, absent ?? '');
    const found: (string | null)[] = [];
    for await (const fault of afterPowerCuts('right')) found.push(fault);
    // Six files and five manifests get a name, each of which may last or not.
    expect(found.length).toBeGreaterThanOrEqual(11);
    expect(found.filter((fault) => fault !== null)).toEqual([]);
  },
);

test('files that nothing waits for are noticed', { timeout }, async ({ skip }) => {
  const absent = whyNoTrace();
  skip(absent !== null, absent ?? '');
  for await (const fault of afterPowerCuts('unsynced')) {
    if (fault === null) continue;
    expect(fault).toMatch(/this part of the lake is (missing|damaged \(0 bytes)/);
    return;
  }
  expect.unreachable('nothing was noticed');
});
