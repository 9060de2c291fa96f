import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../lake/manifest.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { unpack } from '../packed.ts';
import type { Batch } from '../source.ts';
import { FileSource } from './file-source.ts';

interface Reading {
  readonly texts: readonly (string | null)[];
  readonly batches: readonly Batch[];
  readonly cursor: Cursor | undefined;
}

const recordsOf = (records: Batch['records']) =>
  'bytes' in records ? [...unpack(records)] : records;

/** Reads a file from where the last reading stopped. */
async function read(file: string, before?: Reading): Promise<Reading> {
  const batches: Batch[] = [];
  const positions = before?.cursor ? [before.cursor] : [];
  for await (const batch of new FileSource(file, 'file:log').read(positions)) batches.push(batch);
  const last = batches.at(-1);
  const texts = batches.flatMap(({ records }) => recordsOf(records).map(({ text }) => text));
  if (last === undefined) return { texts, batches, cursor: before?.cursor };
  const { stream, epoch, partition, end, prefixSha256 } = last;
  return { texts, batches, cursor: { stream, epoch, partition, next: end, prefixSha256 } };
}

function fileOf(content: string | Buffer, name = 'log.ndjson'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const two = '{"a":1}\n{"a":2}\n';
const twoTexts = ['{"a":1}', '{"a":2}'];

describe('a plain file', () => {
  it('is read whole, then from where the last reading stopped', async () => {
    const file = fileOf(two);
    const first = await read(file);
    expect(first.texts).toEqual(twoTexts);
    expect(first.cursor?.next).toBe(16);
    appendFileSync(file, '{"a":3}\n');
    const second = await read(file, first);
    expect(second.texts).toEqual(['{"a":3}']);
    expect(second.batches.map(({ start, end }) => [start, end])).toEqual([[16, 24]]);
    expect((await read(file, second)).batches).toEqual([]);
  });

  it('that is empty gives nothing', async () => {
    expect(await read(fileOf(''))).toEqual({ texts: [], batches: [], cursor: undefined });
  });

  it('that changed before the position is an error', async () => {
    const file = fileOf(two);
    const first = await read(file);
    writeFileSync(file, two.replace('1', '9'));
    await expect(read(file, first)).rejects.toThrow(`${file}: changed within its first 16 bytes`);
  });

  it('that became shorter is an error', async () => {
    const file = fileOf(two);
    const first = await read(file);
    truncateSync(file, 8);
    await expect(read(file, first)).rejects.toThrow(
      `${file}: has 8 bytes, but 16 were read before`,
    );
    writeFileSync(file, '');
    await expect(read(file, first)).rejects.toThrow(`${file}: has 0 bytes`);
  });

  it('that is gone is an error that names it', async () => {
    const file = join(temporaryFolder(), 'gone.ndjson');
    await expect(read(file)).rejects.toThrow(`${file}: cannot be read: ENOENT`);
  });

  it('of a byte order mark and Windows line ends is read like any other', async () => {
    const { texts } = await read(fileOf(`\uFEFF${two.replaceAll('\n', '\r\n')}`));
    expect(texts.map((text): unknown => JSON.parse(text ?? ''))).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('a last line without its newline', () => {
  it('is read when it is a whole object', async () => {
    const file = fileOf(two.trimEnd());
    const first = await read(file);
    expect(first.texts).toEqual(twoTexts);
    appendFileSync(file, '\n{"a":3}\n');
    expect((await read(file, first)).texts).toEqual(['{"a":3}']);
  });

  it.each(['{"a":', '{"a":"}', '12', '"text', 'nul'])('waits while it is %s', async (half) => {
    const file = fileOf(two + half);
    const first = await read(file);
    expect(first.texts).toEqual(twoTexts);
    expect(first.cursor?.next).toBe(16);
  });

  it('is read once it is finished', async () => {
    const file = fileOf(`${two}{"a":`);
    const first = await read(file);
    appendFileSync(file, '3}\n');
    expect((await read(file, first)).texts).toEqual(['{"a":3}']);
  });

  it('may still change while it is unfinished', async () => {
    const file = fileOf(`${two}{"a":`);
    const first = await read(file);
    writeFileSync(file, `${two}{"b":4}\n`);
    expect((await read(file, first)).texts).toEqual(['{"b":4}']);
  });
});

describe.each([
  ['gz', gzipSync],
  ['zst', zstdCompressSync],
])('a .%s file', (ending, compress) => {
  const name = `log.ndjson.${ending}`;

  it('is read by positions of its text', async () => {
    const reading = await read(fileOf(compress(two), name));
    expect(reading.texts).toEqual(twoTexts);
    expect(reading.cursor?.next).toBe(16);
  });

  it('may grow by another member', async () => {
    const file = fileOf(compress(two), name);
    const first = await read(file);
    appendFileSync(file, compress('{"a":3}\n'));
    expect((await read(file, first)).texts).toEqual(['{"a":3}']);
  });

  it('of several members is read to its end', async () => {
    const members = ['{"a":', '1}\n{"a"', ':2}\n'].map((piece) => compress(piece));
    expect((await read(fileOf(Buffer.concat(members), name))).texts).toEqual(twoTexts);
  });

  it('may be compressed anew with the same text', async () => {
    const file = fileOf(compress(two), name);
    const first = await read(file);
    writeFileSync(file, compress(`${two}{"a":3}\n`));
    expect((await read(file, first)).texts).toEqual(['{"a":3}']);
  });

  it('with another text before the position is an error', async () => {
    const file = fileOf(compress(two), name);
    const first = await read(file);
    writeFileSync(file, compress(two.replace('1', '9')));
    await expect(read(file, first)).rejects.toThrow('changed within its first 16 bytes');
  });

  it('that is cut short is an error that names it', async () => {
    const whole = compress(
      Array.from({ length: 2000 }, (_, at) => `{"a":${Math.sin(at)}}\n`).join(''),
    );
    const file = fileOf(whole.subarray(0, whole.length >> 1), name);
    await expect(read(file)).rejects.toThrow(`${file}: cannot be read: `);
  });

  it('whose last member is cut short is an error, too', async () => {
    const last = compress(
      Array.from({ length: 2000 }, (_, at) => `{"a":${Math.sin(at)}}\n`).join(''),
    );
    for (const kept of [6, last.length >> 1, last.length - 1]) {
      const file = fileOf(Buffer.concat([compress(two), last.subarray(0, kept)]), name);
      await expect(read(file), `${kept} bytes`).rejects.toThrow('cannot be read: ');
    }
  });

  it('that is none is an error', async () => {
    await expect(read(fileOf(two, name))).rejects.toThrow('cannot be read: ');
  });
});

describe('lines that cannot be read', () => {
  it('are told as such, and reading goes on after them', async () => {
    const bytes = Buffer.concat([
      Buffer.from(two),
      Buffer.from([0xc3, 0x28, 0x0a]),
      Buffer.from('{"a":3}\n'),
    ]);
    expect((await read(fileOf(bytes))).texts).toEqual([...twoTexts, null, '{"a":3}']);
  });

  it('are told when they are too long', async () => {
    const file = fileOf(`${two}{"a":"${'x'.repeat(17 * 1024 * 1024)}"}\n{"a":3}\n`);
    expect((await read(file)).texts).toEqual([...twoTexts, null, '{"a":3}']);
  });
});

describe('a long file', () => {
  it('comes in batches that join without a gap and can be resumed after any of them', async () => {
    const lines = Array.from({ length: 250_000 }, (_, at) => `{"a":${at}}`);
    const file = fileOf(`${lines.join('\n')}\n`);
    const all = await read(file);
    expect(all.texts).toEqual(lines);
    expect(all.batches.length).toBeGreaterThan(1);
    all.batches.forEach(({ start }, at) => {
      expect(start).toBe(all.batches[at - 1]?.end ?? 0);
    });
    const [first] = all.batches;
    if (first === undefined) throw new Error('no batch');
    const { stream, epoch, partition, end, prefixSha256, records } = first;
    const resumed = await read(file, {
      ...all,
      cursor: { stream, epoch, partition, next: end, prefixSha256 },
    });
    expect(resumed.texts).toEqual(lines.slice(recordsOf(records).length));
  });
});
