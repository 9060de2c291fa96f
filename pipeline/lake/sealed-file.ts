/**
 * Results kept in the lake for the next run. The name says what they were made from, the
 * first line is the sha256 of the rest: what is damaged is made again, never believed.
 */
import { createHash } from 'node:crypto';
import type { LakeStore } from './store.ts';

const hexLength = 64;

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes bytes under a name that says what they were made from. */
export async function writeSealed(
  store: LakeStore,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  await store.put(name, Buffer.concat([Buffer.from(`${sha256Of(bytes)}\n`), bytes]));
}

/** The bytes as they were written; null where they are missing or not what they were. */
export async function readSealed(store: LakeStore, name: string): Promise<Buffer | null> {
  const file = await store.read(name);
  if (file === null) return null;
  const bytes = file.subarray(hexLength + 1);
  return file.toString('latin1', 0, hexLength) === sha256Of(bytes) ? bytes : null;
}
