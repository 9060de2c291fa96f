import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutRegistryHeader } from './registry-header.ts';

const id = [0, 0x00, 0x01, 0x86, 0xa1];
const bytes = (...parts: (readonly number[] | string)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
/** The beginning of an OTLP request. */
const otlp = [0x0a, 0x03, 0x12, 0x01, 0x0a];

describe('withoutRegistryHeader', () => {
  it.each([
    ['JSON', bytes(id, '{"a":1}'), bytes('{"a":1}')],
    ['a JSON list', bytes(id, '[1]'), bytes('[1]')],
    ['JSON after blanks', bytes(id, ' \r\n\t{}'), bytes(' \r\n\t{}')],
    ['the first message', bytes(id, [0], otlp), bytes(otlp)],
    ['the first message, in full', bytes(id, [2, 0], otlp), bytes(otlp)],
    ['the third message', bytes(id, [2, 4], otlp), bytes(otlp)],
    ['a message in a message', bytes(id, [4, 2, 6], otlp), bytes(otlp)],
    ['an index above 63', bytes(id, [2, 0x80, 0x01], otlp), bytes(otlp)],
    ['a message without indexes', bytes(id, otlp), bytes(otlp)],
    ['an empty message', bytes(id, [0]), bytes()],
    ['nothing', bytes(id), bytes()],
  ])('takes the header off %s', (_name, value, payload) => {
    expect(withoutRegistryHeader(value)).toEqual(payload);
  });

  it.each([
    ['JSON', bytes('{"a":1}')],
    ['OTLP', bytes(otlp)],
    ['nothing', bytes()],
    ['fewer bytes than a header', bytes([0, 0, 0, 1])],
    ['another magic byte', bytes([1, 0, 0, 0, 1], '{}')],
  ])('leaves %s as it is', (_name, value) => {
    expect(withoutRegistryHeader(value)).toBe(value);
  });

  it.each([
    ['a negative count', [0x01, 0x02]],
    ['more indexes than anybody nests', [0x40, 0x00]],
    ['a count without its indexes', [0x04, 0x00]],
    ['an index that never ends', [0x02, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ])('leaves %s to the one who decodes', (_name, rest) => {
    expect(withoutRegistryHeader(bytes(id, rest))).toEqual(bytes(rest));
  });

  it('is a view, and does not mind what the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        const payload = withoutRegistryHeader(value);
        expect(payload.buffer).toBe(value.buffer);
        expect(
          Buffer.from(value)
            .subarray(value.length - payload.length)
            .equals(payload),
        ).toBe(true);
        if (value[0] !== 0) expect(payload).toBe(value);
      }),
    );
  });
});
