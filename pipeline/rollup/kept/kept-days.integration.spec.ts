/** What is kept for the next run never shows: every file is as if all had been made anew. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentOf } from '../../faults/command.testing.ts';
import { DirectoryStore } from '../../lake/directory-store.ts';
import { readSealed, writeSealed } from '../../lake/sealed-file.ts';
import { snapshot } from '../../snapshot.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** The clock changes on the 29th. */
const firstMs = Date.UTC(2026, 2, 24, 7);
const asOfMs = Date.UTC(2026, 3, 7, 9);

/** Requests with an outage now and then, and pauses in which only a sign of life comes. */
function requestAt(component: string, timeMs: number): string {
  const minute = Math.floor(timeMs / minuteMs);
  const bad = minute % 977 < 20;
  const count = component === 'job' && minute % 400 > 300 ? 0 : 30;
  const result = { statusCode: bad ? 503 : 200, durationMs: (minute * 37) % 700 };
  return JSON.stringify({ time: timeMs, component, count, ...result });
}

function checkAt(probe: string, timeMs: number): string {
  const ok = Math.floor(timeMs / minuteMs) % 101 !== 3 || probe !== 'fra';
  return JSON.stringify({ time: timeMs, component: 'web', probe, ok, durationMs: 20 });
}

/** Lines from one instant to another. */
function lines(fromMs: number, untilMs: number): string {
  const all: string[] = [];
  for (let at = fromMs; at < untilMs; at += 11 * minuteMs) {
    all.push(requestAt('api', at), requestAt('job', at + 1000));
    all.push(...['ams', 'fra', 'nyc'].map((probe) => checkAt(probe, at)));
  }
  return all.map((line) => `${line}\n`).join('');
}

function writeProject(folder: string): void {
  for (const name of ['checks', 'incidents']) mkdirSync(join(folder, name), { recursive: true });
  const slo = { availability: 99.9, p99: '500ms' };
  const config = {
    site: { name: 'Test', timezone: 'Europe/Berlin' },
    sources: [{ kind: 'file', paths: ['checks/*.ndjson'] }],
    components: [
      { id: 'api', observed: 'requests', slo },
      { id: 'job', observed: 'requests', slo },
      { id: 'web', observed: 'probes', checkInterval: '11m', slo },
    ],
  };
  writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
}

const add = (folder: string, text: string) =>
  appendFileSync(join(folder, 'checks', 'a.ndjson'), text);

const run = (folder: string, nowMs: number) =>
  snapshot(environmentOf(folder, nowMs), () => undefined);

/** A lake that grew by and by, late telemetry included, and was rolled up each time. */
async function grown(): Promise<string> {
  const folder = temporaryFolder();
  writeProject(folder);
  add(folder, lines(firstMs, asOfMs - dayMs));
  await run(folder, asOfMs - dayMs);
  add(folder, lines(asOfMs - dayMs, asOfMs));
  add(folder, lines(asOfMs - 6.3 * dayMs, asOfMs - 6.2 * dayMs));
  await run(folder, asOfMs - 9 * 3_600_000);
  await run(folder, asOfMs);
  return folder;
}

/** Every published file, byte for byte. */
function shown(folder: string): Map<string, string> {
  const status = realpathSync(join(folder, 'status'));
  const files = readdirSync(status, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
  return new Map(
    paths.sort().map((path) => [path.slice(status.length), readFileSync(path, 'latin1')]),
  );
}

/** The same project with its lake, nothing published yet. */
function copied(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  for (const name of ['status', '.status-versions'])
    rmSync(join(copy, name), { recursive: true, force: true });
  return copy;
}

const keptIn = (folder: string) =>
  readdirSync(join(folder, 'data', 'cells')).filter((name) => /\.(figures|published)$/.test(name));

function expectSame(folder: string, expected: ReadonlyMap<string, string>): void {
  const found = shown(folder);
  const different = [...expected.keys(), ...found.keys()].filter(
    (name) => expected.get(name) !== found.get(name),
  );
  expect([...new Set(different)]).toEqual([]);
}

/** Changes what is kept of days, seal included. */
async function forge(folder: string): Promise<void> {
  const store = new DirectoryStore(join(folder, 'data'));
  const letters = /"minutes":"[A-Z?]{1440}"/;
  for (const name of keptIn(folder).filter((file) => file.endsWith('.figures'))) {
    const text = (await readSealed(store, `cells/${name}`))?.toString('latin1') ?? '';
    const other = text.replace(letters, (minutes) => minutes.replaceAll('U', 'X'));
    await writeSealed(store, `cells/${name}`, Buffer.from(other, 'latin1'));
  }
}

test('what is kept never shows', { timeout: 120_000 }, async () => {
  const folder = await grown();
  const expected = shown(folder);
  expect(keptIn(folder).length).toBeGreaterThanOrEqual(10);

  const fresh = copied(folder);
  rmSync(join(fresh, 'data', 'cells'), { recursive: true });
  await run(fresh, asOfMs);
  expectSame(fresh, expected);

  const damaged = copied(folder);
  for (const [at, name] of keptIn(damaged).entries()) {
    const file = join(damaged, 'data', 'cells', name);
    const bytes = readFileSync(file);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(file, at % 2 === 0 ? bytes : bytes.subarray(0, middle));
  }
  await run(damaged, asOfMs);
  expectSame(damaged, expected);

  // It is looked at: what is forged with its seal would show.
  const forged = copied(folder);
  await forge(forged);
  await run(forged, asOfMs);
  expect(shown(forged)).not.toEqual(expected);
});
