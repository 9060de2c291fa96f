import { constants, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZstdFrames } from './zstd-frames.ts';

/** Writes chunks and returns what comes out, piece by piece. */
async function cut(...chunks: readonly Buffer[]): Promise<Buffer[]> {
  const frames = new ZstdFrames();
  for (const chunk of chunks) frames.write(chunk);
  frames.end();
  const pieces: Buffer[] = [];
  for await (const piece of frames) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return pieces;
}

const random = Buffer.from(
  Array.from({ length: 300_000 }, (_, at) => (Math.imul(at, 2654435761) >>> 13) & 255),
);
const skippable = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

const checksummed = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
const frames = [
  ['empty', zstdCompressSync('')],
  ['short', zstdCompressSync('hello')],
  ['of one repeated byte', zstdCompressSync(Buffer.alloc(1_000_000))],
  ['of several blocks', zstdCompressSync(random)],
  ['with a checksum', zstdCompressSync(random, checksummed)],
  ['that is skippable', skippable],
  ['that is skippable and empty', Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0])],
] as const;

describe('ZstdFrames', () => {
  it.each(frames)('cuts after a frame %s', async (_, frame) => {
    const short = zstdCompressSync('after');
    expect((await cut(Buffer.concat([frame, short]))).map((piece) => piece.length)).toEqual([
      frame.length,
      short.length,
    ]);
  });

  it('cuts at the same places when the bytes arrive one by one', async () => {
    const all = frames.filter(([, { length }]) => length < 1000).map(([, frame]) => frame);
    const bytes = [...Buffer.concat(all)].map((byte) => Buffer.from([byte]));
    const pieces = await cut(...bytes);
    expect(Buffer.concat(pieces)).toEqual(Buffer.concat(all));
    expect(pieces.length).toBe(bytes.length);
  });

  it('hands on what is no frame as it came', async () => {
    const text = Buffer.from('no frame at all');
    expect(await cut(text)).toEqual([text]);
  });
});
