/** Each source may fail alone. */
import { expect, it } from 'vitest';
import { DirectoryStore } from '../lake/directory-store.ts';
import { readLake } from '../lake/manifest.ts';
import { Problem } from '../problem.ts';
import { configOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { drain } from './drain.ts';
import { type Batch, plainReading, type Source } from './source.ts';

const line = '{"time":1772366400000,"component":"api","statusCode":200}';
const now = () => Date.UTC(2026, 2, 1, 13);

function sourceOf(key: string, read: () => AsyncGenerator<Batch>): Source {
  const end = { complete: true, note: null };
  return { label: key, key, packed: false, reading: plainReading, end, read };
}

async function* oneRecord(stream: string): AsyncGenerator<Batch> {
  const place = { stream, epoch: 1, partition: 0, start: 0, end: 1 };
  yield await Promise.resolve({
    ...place,
    records: [{ offset: 0, text: line }],
    prefixSha256: null,
  });
}

function failing(message: string): Source {
  return sourceOf(message, () => {
    throw new Problem(message);
  });
}

const config = configOf([{ id: 'api' }]);

it('reads what comes after a source that fails, and tells of all that failed', async () => {
  const dataDir = temporaryFolder();
  const store = new DirectoryStore(dataDir);
  const sources = [
    failing('no broker'),
    sourceOf('good', () => oneRecord('good')),
    failing('no file'),
  ];
  const report = await drain({ store, dataDir, sources, config, now });
  expect(report.failures).toEqual(['no broker', 'no file']);
  expect(report.sources.map(({ label, received }) => [label, received])).toEqual([['good', 1]]);
  const { parts, drained } = await readLake(store);
  expect(parts).toHaveLength(1);
  expect([...drained.keys()]).toEqual(['good']);
});

it('fails where all sources do', async () => {
  const dataDir = temporaryFolder();
  const store = new DirectoryStore(dataDir);
  const sources = [failing('no broker'), failing('no file')];
  await expect(drain({ store, dataDir, sources, config, now })).rejects.toThrow(
    'no broker\nno file',
  );
});

it('fails where one of them holds too much that is malformed', async () => {
  const dataDir = temporaryFolder();
  const store = new DirectoryStore(dataDir);
  async function* poison(): AsyncGenerator<Batch> {
    const records = Array.from({ length: 200 }, (_, offset) => ({ offset, text: '{' }));
    const place = { stream: 'bad', epoch: 1, partition: 0, start: 0, end: 200 };
    yield await Promise.resolve({ ...place, records, prefixSha256: null });
  }
  const sources = [sourceOf('bad', poison), sourceOf('good', () => oneRecord('good'))];
  await expect(drain({ store, dataDir, sources, config, now })).rejects.toThrow('malformed');
  expect([...(await readLake(store)).drained.keys()]).toEqual(['good']);
});
