/** A file that was renamed or compressed is still the file that was read. */
import { createHash } from 'node:crypto';
import type { Cursor } from '../../lake/manifest.ts';
import type { Positions } from '../source.ts';

/** Positions of files, the shortest first. */
function candidatesOf(positions: Positions): Cursor[] {
  return positions
    .filter(
      ({ stream, next, prefixSha256 }) => stream.startsWith('file:') && next > 0 && prefixSha256,
    )
    .sort((a, b) => a.next - b.next);
}

/**
 * The longest known file whose read bytes are the first bytes of this one, given
 * as chunks of its uncompressed text; undefined where it is a file never seen.
 */
export async function recognise(
  chunks: AsyncIterable<Buffer>,
  positions: Positions,
): Promise<Cursor | undefined> {
  const candidates = candidatesOf(positions);
  const hash = createHash('sha256');
  let found: Cursor | undefined;
  let seen = 0;
  if (candidates.length === 0) return undefined;
  for await (const chunk of chunks) {
    let from = 0;
    for (let next = candidates[0]; next && next.next <= seen + chunk.length; next = candidates[0]) {
      hash.update(chunk.subarray(from, next.next - seen));
      from = next.next - seen;
      if (hash.copy().digest('hex') === next.prefixSha256) found = next;
      candidates.shift();
    }
    hash.update(chunk.subarray(from));
    seen += chunk.length;
    if (candidates.length === 0) break;
  }
  return found;
}
