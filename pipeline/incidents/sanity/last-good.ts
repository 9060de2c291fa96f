/** The last answer that could be used, kept in the lake: the site shows it while Sanity cannot be read. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { LakeStore } from '../../lake/store.ts';

const folder = 'content';
const kept = 3;

const copyForm = v.strictObject({
  readAt: v.string(),
  /** Of which project: a copy of another one is none. */
  project: v.string(),
  answer: v.unknown(),
});
export type ContentCopy = v.InferOutput<typeof copyForm>;

async function readCopy(store: LakeStore, name: string): Promise<ContentCopy | null> {
  const bytes = await store.read(`${folder}/${name}`);
  if (bytes === null) return null;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), copyForm), bytes.toString('utf8'));
  return read.success ? read.output : null;
}

/** The newest copy of a project that can be read; null where there is none. */
export async function lastGood(store: LakeStore, project: string): Promise<ContentCopy | null> {
  for (const name of (await store.list(folder)).reverse()) {
    const copy = await readCopy(store, name);
    if (copy?.project === project) return copy;
  }
  return null;
}

/** Keeps an answer, and forgets all but the last few. */
export async function keepGood(store: LakeStore, copy: ContentCopy): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(copy)}\n`);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const compact = copy.readAt.replaceAll(/[^0-9]/g, '');
  await store.put(`${folder}/${compact}~${hash}.json`, bytes);
  for (const name of (await store.list(folder)).slice(0, -kept))
    await store.remove(`${folder}/${name}`);
}
