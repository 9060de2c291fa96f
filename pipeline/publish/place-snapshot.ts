/** Puts a snapshot in place whole: its folder is a link, switched once every file is there. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cannotWrite } from '../problem.ts';
import { inBatches } from '../render/in-batches.ts';
import { markNewest, pruneFolders } from '../render/prune.ts';
import {
  currentTarget,
  openDraft,
  removeDeadDrafts,
  settleDraft,
  switchLink,
} from '../render/switch-link.ts';

/** Readers hold on to the version they began with; a few older ones stay for them. */
const keptVersions = 4;
const filesAtOnce = 64;

/** Contents by name. */
type Files = ReadonlyMap<string, string | Uint8Array>;

/** Name of a version: the same files have the same name. */
function versionOf(files: Files): string {
  const hash = createHash('sha256');
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(JSON.stringify([name, Buffer.byteLength(content)])).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Whether a file holds these bytes. There are thousands: waiting for each apart would take longer. */
function says(file: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(file).equals(bytes);
  } catch {
    return false;
  }
}

/** A file that says the same as before is linked, not written again. */
function putFile(file: string, before: string | null, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return before !== null && says(before, bytes) ? link(before, file) : writeFile(file, bytes);
}

async function fill(draft: string, before: string | null, files: Files): Promise<void> {
  const folders = new Set([...files.keys()].map((name) => dirname(name)));
  for (const folder of folders) await mkdir(join(draft, folder), { recursive: true });
  await inBatches([...files], filesAtOnce, ([name, content]) =>
    putFile(join(draft, name), before === null ? null : join(before, name), content),
  );
}

/** Makes `statusDir` show exactly these files, in one step; a failure leaves it as it was. */
export async function placeSnapshot(statusDir: string, files: Files): Promise<void> {
  const versions = join(dirname(statusDir), `.${basename(statusDir)}-versions`);
  const last = await currentTarget(statusDir);
  const version = join(versions, versionOf(files));
  try {
    await removeDeadDrafts(versions);
    const draft = await openDraft(versions);
    try {
      await fill(draft, last === null ? null : join(versions, last), files);
      await settleDraft(draft, version);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    await markNewest(version);
    await switchLink(statusDir, version);
    await pruneFolders(versions, keptVersions);
  } catch (error) {
    throw cannotWrite(statusDir, error);
  }
}
