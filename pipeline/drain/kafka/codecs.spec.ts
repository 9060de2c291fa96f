/** Every compression, whole and broken, as kafkajs calls it. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import kafkajs from 'kafkajs';
import snappyCodec from 'kafkajs-snappy';
import { compressFrameSync } from 'lz4-napi';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { batchOf, bodyOf, changedBatch, recordsOf } from '../../testing/record-batch.testing.ts';
import { registerCodecs } from './codecs.ts';
import { lostReason } from './lost-batch.ts';
import { areWhole, headerBefore } from './record-batch.ts';

registerCodecs();

const codecSchema = v.object({ decompress: v.function() });

/** Records that kafkajs gets for the batch. */
async function decompressed(batch: Buffer, codec: number): Promise<Buffer> {
  const factory: unknown = Reflect.get(kafkajs.CompressionCodecs, codec);
  const { decompress } = v.parse(codecSchema, v.parse(v.function(), factory)());
  return v.parse(v.instance(Buffer), await decompress(bodyOf(batch)));
}

const values = Array.from({ length: 40 }, (_, at) => JSON.stringify({ at, component: 'api' }));
const records = recordsOf(values);

const compressed: Readonly<Record<string, { codec: number; body: Buffer }>> = {
  gzip: { codec: 1, body: gzipSync(records) },
  snappy: { codec: 2, body: await snappyCodec().compress({ buffer: records }) },
  lz4: { codec: 3, body: compressFrameSync(records) },
  zstd: { codec: 4, body: zstdCompressSync(records) },
};
const each = Object.entries(compressed);

/** Values of lost records, by offset within the batch. */
function lostIn(bytes: Buffer): { delta: number; reason: string | null }[] {
  const found: { delta: number; reason: string | null }[] = [];
  let at = 0;
  const number = () => {
    let raw = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at);
      at += 1;
      raw += (byte & 127) * 2 ** shift;
      if (byte < 128) return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
    }
  };
  while (at < bytes.length) {
    const end = number() + at;
    at += 2;
    const delta = number();
    number();
    const length = number();
    found.push({ delta, reason: lostReason(bytes.subarray(at, at + length)) });
    at = end;
  }
  return found;
}

describe('a compressed batch', () => {
  it.each(each)('is decompressed where it is whole: %s', async (_name, { codec, body }) => {
    expect(await decompressed(batchOf(7, codec, 40, body), codec)).toEqual(records);
  });

  it('of snappy may come in the frame of Java clients', async () => {
    const block = compressed['snappy']?.body ?? Buffer.alloc(0);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(block.length);
    const head = Buffer.concat([
      Buffer.from('\x82SNAPPY\0', 'latin1'),
      Buffer.from('0000000100000001', 'hex'),
    ]);
    const body = Buffer.concat([head, size, block]);
    expect(await decompressed(batchOf(0, 2, 40, body), 2)).toEqual(records);
  });

  it.each(each)('becomes lost records where it is cut off: %s', async (name, { codec, body }) => {
    const cut = body.subarray(0, body.length / 2);
    const lost = lostIn(await decompressed(batchOf(120, codec, 40, cut), codec));
    expect(lost.map(({ delta }) => delta)).toEqual(values.map((_, at) => at));
    for (const { reason } of lost) {
      expect(reason).toContain(
        `lost with its batch (offsets 120 to 159, 40 records): compressed with ${name}`,
      );
    }
  });

  it.each([5, 6, 7])('of an unknown compression is lost: %i', async (codec) => {
    const lost = lostIn(await decompressed(batchOf(0, codec, 40, records), codec));
    expect(lost).toHaveLength(40);
    expect(lost[0]?.reason).toContain(`compressed with number ${codec}: no such compression`);
  });

  it('ends at its last offset where compaction has left gaps', async () => {
    const batch = changedBatch(batchOf(10, 1, 3, Buffer.from('no gzip')), { lastOffsetDelta: 9 });
    const lost = lostIn(await decompressed(batch, 1));
    expect(lost.map(({ delta }) => delta)).toEqual([0, 1, 9]);
  });

  it.each(each)('survives whatever is done to its bytes: %s', async (_name, { codec, body }) => {
    const change = fc.record({ at: fc.nat(body.length - 1), to: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const broken = Buffer.from(body);
        for (const { at, to } of changes) broken[at] = to;
        const batch = batchOf(7, codec, 40, broken);
        const header = headerBefore(bodyOf(batch));
        // Whatever comes of it, kafkajs can read it: 40 records at the offsets of the batch.
        expect(header && areWhole(await decompressed(batch, codec), header)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is no batch any producer writes', () => {
  it.each([
    ['gzip', 1, gzipSync(Buffer.alloc(300e6))],
    ['zstd', 4, zstdCompressSync(Buffer.alloc(300e6))],
    ['lz4', 3, compressFrameSync(Buffer.alloc(300e6))],
    ['snappy', 2, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0])],
  ])('is not blown up: %s', async (_name, codec, bomb) => {
    const lost = lostIn(await decompressed(batchOf(0, codec, 2, bomb), codec));
    expect(lost.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/larger than|at most 268435456/),
      expect.stringMatching(/larger than|at most 268435456/),
    ]);
  });

  it('a record that says it is longer than its batch is lost, not cut', async () => {
    const long = Buffer.from(records);
    // The value's length, after record length, attributes, time, offset and key.
    long[5] = 0x7e;
    const lost = lostIn(await decompressed(batchOf(0, 1, 40, gzipSync(long)), 1));
    expect(lost[0]?.reason).toContain('its records are not whole');
  });

  it('says so where there would be more lost records than memory', async () => {
    const batch = changedBatch(batchOf(50, 1, 1, Buffer.from('no gzip')), {
      count: 2 ** 31 - 1,
      lastOffsetDelta: 9,
    });
    await expect(decompressed(batch, 1)).rejects.toThrow(/up to offset 60 to go on/);
  });

  it('a message set of old brokers fails as it did', async () => {
    await expect(decompressed(Buffer.alloc(100), 1)).rejects.toThrow();
  });
});

describe('lostReason', () => {
  it('is null for what a producer writes', () => {
    expect(lostReason(null)).toBeNull();
    expect(lostReason(Buffer.from('{}'))).toBeNull();
    expect(lostReason(Buffer.from([0xff, 0xfe]))).toBeNull();
    expect(lostReason(new Uint8Array())).toBeNull();
  });
});
