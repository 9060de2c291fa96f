import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineCutter, longestLine } from './lines.ts';

/** Records of a text given in pieces. */
function recordsOf(...pieces: readonly (string | Buffer)[]) {
  const cutter = new LineCutter(0);
  return pieces.flatMap((piece) => cutter.push(Buffer.from(piece)));
}

describe('LineCutter', () => {
  it('tells each line with the position of its first byte', () => {
    expect(recordsOf('ab\ncd\n')).toEqual([
      { offset: 0, text: 'ab' },
      { offset: 3, text: 'cd' },
    ]);
  });

  it('counts positions in bytes, not in characters', () => {
    expect(recordsOf('ä€\nb\n')).toEqual([
      { offset: 0, text: 'ä€' },
      { offset: 6, text: 'b' },
    ]);
  });

  it('starts at a given position', () => {
    const cutter = new LineCutter(100);
    expect(cutter.push(Buffer.from('\nab\n'))).toEqual([{ offset: 101, text: 'ab' }]);
    expect(cutter.position).toBe(104);
  });

  it('leaves out empty lines but moves past them', () => {
    expect(recordsOf('\n  \r\n\na\n')).toEqual([{ offset: 6, text: 'a' }]);
  });

  it('leaves the carriage return of a Windows line to the reader, as JSON allows it', () => {
    const [record] = recordsOf('{"a":1}\r\n');
    expect(JSON.parse(record?.text ?? '')).toEqual({ a: 1 });
  });

  it('drops a byte order mark', () => {
    expect(recordsOf('\uFEFF{}\n')).toEqual([{ offset: 0, text: '{}' }]);
  });

  it('holds back an unfinished line and joins its pieces', () => {
    const cutter = new LineCutter(0);
    expect(cutter.push(Buffer.from('a'))).toEqual([]);
    expect(cutter.push(Buffer.from('b'))).toEqual([]);
    expect([cutter.position, cutter.unfinished.toString()]).toEqual([0, 'ab']);
    expect(cutter.push(Buffer.from('\n'))).toEqual([{ offset: 0, text: 'ab' }]);
    expect([cutter.position, cutter.unfinished.length]).toEqual([3, 0]);
  });

  it('can take the unfinished line as a whole one', () => {
    const cutter = new LineCutter(0);
    cutter.push(Buffer.from('a\nbc'));
    expect(cutter.takeUnfinished()).toEqual([{ offset: 2, text: 'bc' }]);
    expect(cutter.position).toBe(4);
  });

  it('says which line is not UTF-8, with what can be read of it', () => {
    const [broken, next] = recordsOf(Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a]));
    expect(broken).toEqual({ offset: 0, text: null, fault: 'not valid UTF-8', excerpt: 'a\uFFFD' });
    expect(next).toEqual({ offset: 3, text: 'b' });
  });

  it('does not mistake a character cut in two for a fault', () => {
    const bytes = Buffer.from('€\n');
    expect(recordsOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual([{ offset: 0, text: '€' }]);
  });

  it('cuts the same lines however the bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ä', '€', '\n', '\r', ' ') }),
        fc.array(fc.nat(12)),
        (text, sizes) => {
          const bytes = Buffer.from(text);
          const pieces: Buffer[] = [];
          let at = 0;
          for (const size of sizes) {
            pieces.push(bytes.subarray(at, at + size));
            at += size;
          }
          pieces.push(bytes.subarray(Math.min(at, bytes.length)));
          expect(recordsOf(...pieces)).toEqual(recordsOf(bytes));
        },
      ),
    );
  });
});

describe('a line that is too long', () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  const pieces = (count: number) => Array.from({ length: count }, () => megabyte);

  it('is kept up to the limit', () => {
    const [record] = recordsOf(...pieces(16), '\n');
    expect(record?.text?.length).toBe(longestLine);
  });

  it('is set aside with its beginning, and not held in memory', () => {
    const cutter = new LineCutter(0);
    for (const piece of pieces(17)) cutter.push(piece);
    expect(cutter.unfinished.length).toBe(0);
    const [record, next] = cutter.push(Buffer.from('y\nz\n'));
    const length = 17 * megabyte.length + 1;
    expect(record).toEqual({
      offset: 0,
      text: null,
      fault: `a line of ${length} bytes; at most ${longestLine}`,
      excerpt: 'x'.repeat(4096),
    });
    expect(next).toEqual({ offset: length + 1, text: 'z' });
  });

  it('is noticed where only its end is too much', () => {
    const [record] = recordsOf(...pieces(16), 'y\n');
    expect(record).toMatchObject({ text: null, excerpt: 'x'.repeat(4096) });
  });
});
