import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Packer, unpack } from './packed.ts';
import type { PackedRecords } from './source.ts';

type Value = string | Uint8Array | null;

function add(packer: Packer, offset: number, value: Value, receivedMs = NaN): void {
  packer.add(offset, typeof value === 'string' ? Buffer.from(value) : value, receivedMs);
}

/** Values at the offsets 0, 1, 2 ... */
function packed(values: readonly Value[], packer = new Packer()): PackedRecords {
  values.forEach((value, offset) => {
    add(packer, offset, value);
  });
  return packer.take();
}

const textsOf = (values: readonly Value[]) => [...unpack(packed(values))].map(({ text }) => text);

/** Texts of which some begin as an object. */
const textsIn = (unit: 'grapheme' | 'grapheme-ascii') =>
  fc.array(fc.string({ unit }).map((text) => (text.length % 2 === 0 ? `{${text}` : text)));

describe('packed records', () => {
  it.each(['grapheme', 'grapheme-ascii'] as const)('come out as they went in: %s', (unit) => {
    const packer = new Packer();
    fc.assert(
      fc.property(textsIn(unit), (texts) => {
        // One packer for all: nothing of a batch is left in the next.
        const records = [...unpack(packed(texts, packer))];
        expect(records).toEqual(
          texts.map((text, offset) =>
            text.startsWith('{')
              ? { offset, text }
              : { offset, text: null, bytes: Buffer.from(text) },
          ),
        );
      }),
    );
  });

  it('come out in their thousands', () => {
    const texts = Array.from({ length: 5000 }, (_, index) => `{"n":${'9'.repeat(index % 90)}}`);
    expect(textsOf(texts)).toEqual(texts);
  });

  it('are counted until they are taken', () => {
    const packer = new Packer();
    add(packer, 0, 'abc');
    add(packer, 1, null);
    expect([packer.records, packer.bytes]).toEqual([2, 3]);
    packer.take();
    expect([packer.records, packer.bytes]).toEqual([0, 0]);
  });

  it('carry the time the broker stamped', () => {
    const packer = new Packer();
    add(packer, 1, '{', 42);
    expect([...unpack(packer.take())]).toEqual([{ offset: 1, text: '{', receivedMs: 42 }]);
  });

  it('tell a tombstone from an empty value', () => {
    const [tombstone, empty] = unpack(packed([null, '']));
    expect(tombstone).toMatchObject({ text: null, fault: 'a tombstone: the value is null' });
    expect(empty).toEqual({ offset: 1, text: null, bytes: Buffer.from('') });
  });

  it('are text only where they begin as an object and are UTF-8', () => {
    const broken = Buffer.of(0x7b, 0xff);
    expect([...unpack(packed(['{ä', broken, '{ö', 'ü', '{o']))]).toEqual([
      { offset: 0, text: '{ä' },
      { offset: 1, text: null, bytes: broken },
      { offset: 2, text: '{ö' },
      { offset: 3, text: null, bytes: Buffer.from('ü') },
      { offset: 4, text: '{o' },
    ]);
  });

  it('are no text where a value ends within a character', () => {
    const [before, after] = [Buffer.of(0x7b, 0xc3), Buffer.of(0xa4, 0x62)];
    expect(textsOf(['{ä', before, after, '{b'])).toEqual(['{ä', null, null, '{b']);
  });
});
