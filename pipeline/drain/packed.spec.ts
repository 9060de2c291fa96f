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
      fc.property(
        fc.array(
          fc
            .string({ unit: 'grapheme' })
            .map((text) => (text.length % 2 === 0 ? `{${text}` : text)),
        ),
        (texts) => {
          const packed = pack(texts.map((text, index) => record(index * 3, text)));
          expect([...unpack(packed)]).toEqual(
            texts.map((text, index) =>
              text.startsWith('{')
                ? { offset: index * 3, text }
                : { offset: index * 3, text: null, bytes: Buffer.from(text) },
            ),
          );
        },
      ),
    );
  });

  it('carry the time the broker stamped', () => {
    expect([...unpack(pack([record(1, '{', 42)]))]).toEqual([
      { offset: 1, text: '{', receivedMs: 42 },
    ]);
  });

  it('tell a tombstone from an empty value', () => {
    const [tombstone, empty] = unpack(pack([record(1, null), record(2, '')]));
    expect(tombstone).toMatchObject({ text: null, fault: 'a tombstone: the value is null' });
    expect(empty).toEqual({ offset: 2, text: null, bytes: Buffer.from('') });
  });

  it('are text only where they begin as an object and are UTF-8', () => {
    const broken = Buffer.of(0x7b, 0xff);
    const values = [record(1, '{ä'), record(2, broken), record(3, '{ö'), record(4, 'ü')];
    expect([...unpack(pack(values))]).toEqual([
      { offset: 1, text: '{ä' },
      { offset: 2, text: null, bytes: broken },
      { offset: 3, text: '{ö' },
      { offset: 4, text: null, bytes: Buffer.from('ü') },
    ]);
  });
});
