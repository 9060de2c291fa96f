import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PrefixGuard } from './prefix-guard.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A guard for a file whose first bytes were read before. */
const guardAfter = (prefix: string) =>
  new PrefixGuard('log.ndjson', {
    stream: 'file:log.ndjson',
    epoch: 1,
    partition: 0,
    next: prefix.length,
    prefixSha256: sha256(prefix),
  });

describe('PrefixGuard', () => {
  it('gives everything of a file that was never read', () => {
    const guard = new PrefixGuard('log.ndjson', undefined);
    expect(guard.skip(Buffer.from('abc')).toString()).toBe('abc');
    expect(() => {
      guard.finish();
    }).not.toThrow();
  });

  it('skips what was read before, in pieces of any size', () => {
    const guard = guardAfter('abcd');
    expect(
      ['ab', 'c', 'def', 'g'].map((piece) => guard.skip(Buffer.from(piece)).toString()),
    ).toEqual(['', '', 'ef', 'g']);
  });

  it('refuses a changed prefix as soon as it is through', () => {
    expect(() => guardAfter('abcd').skip(Buffer.from('abxdef'))).toThrow(
      /^log\.ndjson: changed within its first 4 bytes, which were read before; it may only grow\. Restore it/,
    );
  });

  it('refuses a shortened file at its end', () => {
    const guard = guardAfter('abcd');
    guard.skip(Buffer.from('abc'));
    expect(() => {
      guard.finish();
    }).toThrow(/^log\.ndjson: has 3 bytes, but 4 were read before; it may only grow/);
  });

  it('hashes up to the last mark, not what is still being written', () => {
    const guard = guardAfter('ab');
    guard.skip(Buffer.from('ab'));
    expect(guard.digest()).toBe(sha256('ab'));
    guard.take(Buffer.from('c\n'));
    guard.mark();
    guard.take(Buffer.from('unfinished'));
    expect(guard.digest()).toBe(sha256('abc\n'));
  });
});
