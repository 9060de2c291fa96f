import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from './packed.ts';

const record = (
  offset: number,
  value: string | Uint8Array | null,
  receivedMs: number | null = null,
) => ({
  offset,
  value: typeof value === 'string' ? Buffer.from(value) : value,
  receivedMs,
});

describe('packed records', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const packed = pack(texts.map((text, index) => record(index * 3, text)));
        expect([...unpack(packed)]).toEqual(
          texts.map((text, index) => ({ offset: index * 3, text })),
        );
      }),
    );
  });

  it('carry the time the broker stamped', () => {
    expect([...unpack(pack([record(1, 'a', 42)]))]).toEqual([
      { offset: 1, text: 'a', receivedMs: 42 },
    ]);
  });

  it('tell a tombstone from an empty value', () => {
    const [tombstone, empty] = unpack(pack([record(1, null), record(2, '')]));
    expect(tombstone).toMatchObject({ text: null, fault: 'a tombstone: the value is null' });
    expect(empty).toEqual({ offset: 2, text: '' });
  });

  it('find the one value that is no UTF-8', () => {
    const values = [record(1, 'ä'), record(2, Uint8Array.of(0x61, 0xff)), record(3, 'ö')];
    expect([...unpack(pack(values))]).toEqual([
      { offset: 1, text: 'ä' },
      { offset: 2, text: null, fault: 'not valid UTF-8', excerpt: 'a\uFFFD' },
      { offset: 3, text: 'ö' },
    ]);
  });
});
