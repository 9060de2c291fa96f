/**
 * The whole command from files to a snapshot, killed or refused at its writes: the published
 * snapshot is the old or the new one, never between, and a rerun publishes what it should.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { snapshot } from '../snapshot.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import {
  appendLines,
  commandOf,
  environmentOf,
  publishedIn,
  shownIn,
  writeProject,
} from './command.testing.ts';
import type { Outcome } from './log-faults.testing.ts';
import { complaints, every, failing, killing } from './matrix.testing.ts';
import { differences } from './published.testing.ts';
import { whyNoTrace } from './system-calls.testing.ts';
import { asOfMs, carelessLines } from './telemetry.testing.ts';
import { callsOfRun, type FaultPoint, pointsOf, runWithFault } from './traced-run.testing.ts';

const timeout = 240_000;
const hourMs = 3_600_000;
const quiet = () => undefined;

let absent: string | null = null;
beforeAll(() => {
  absent = whyNoTrace();
});
beforeEach(({ skip }) => {
  skip(absent !== null, absent ?? '');
});

/** A project with a published snapshot of its first lines, and more lines since. */
async function projectIn(folder: string): Promise<void> {
  const lines = carelessLines(150);
  writeProject(folder, [{ kind: 'file', paths: ['checks/*.ndjson'] }]);
  appendLines(folder, 'a.ndjson', lines.slice(0, 200));
  await snapshot(environmentOf(folder, asOfMs - hourMs), quiet);
  appendLines(folder, 'a.ndjson', lines.slice(200, 400));
  appendLines(folder, 'b.ndjson', lines.slice(400));
}

test('a snapshot is whole after any fault, and right after a rerun', { timeout }, async () => {
  const root = temporaryFolder();
  const [base, whole] = [join(root, 'base'), join(root, 'whole')];
  await projectIn(base);
  // Without the old cells, whose days are counted anew.
  rmSync(join(base, 'data', 'cells'), { recursive: true });
  const before = shownIn(base);
  cpSync(base, whole, { recursive: true, verbatimSymlinks: true });
  const calls = await callsOfRun(commandOf('snapshot', whole), whole, join(root, 'trace'));
  const expected = await publishedIn(whole);
  const after = shownIn(whole);
  let runs = 0;

  async function outcome(point: FaultPoint): Promise<Outcome> {
    const folder = join(root, `run-${(runs += 1)}`);
    cpSync(base, folder, { recursive: true, verbatimSymlinks: true });
    const moved = calls.map((call) => ({ ...call, path: call.path.replace(whole, folder) }));
    const ended = await runWithFault(commandOf('snapshot', folder), moved, point);
    const shown = shownIn(folder);
    if (differences(before, shown).length > 0 && differences(after, shown).length > 0)
      return { ended, fault: 'what was shown after the fault was neither the old nor the new' };
    await snapshot(environmentOf(folder), quiet);
    const different = differences(expected, await publishedIn(folder));
    rmSync(folder, { recursive: true });
    return { ended, fault: different.length === 0 ? null : `different: ${different.join(', ')}` };
  }

  const points = pointsOf(calls, ['write', 'fsync', 'rename', 'link', 'symlink']);
  const tried = [...killing(every(4, points)), ...failing(every(9, points))];
  expect(tried.length).toBeGreaterThanOrEqual(20);
  expect(await complaints(tried, outcome)).toEqual([]);
});
