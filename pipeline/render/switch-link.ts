/** Folders that are replaced whole: the visible name is a link, renamed into place. */
import { lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf, Problem } from '../problem.ts';

const draftPrefix = '.draft-';

/** What the link points to (a name), null where there is none; refuses to touch a real folder. */
export async function currentTarget(link: string): Promise<string | null> {
  try {
    if (!(await lstat(link)).isSymbolicLink()) {
      throw new Problem(
        `${link} is a folder, but a link to the newest version belongs there: move or delete it, then run again`,
      );
    }
    return basename(await readlink(link));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Points the link at a folder in one step: a reader sees the old or the new, nothing between. */
export async function switchLink(link: string, target: string): Promise<void> {
  const temporary = `${link}.${process.pid}.new`;
  await removeDeadLinks(link);
  await rm(temporary, { force: true });
  await symlink(relative(dirname(link), target), temporary);
  await rename(temporary, link);
}

/** Removes links that killed processes left; what they point to would be kept for ever. */
async function removeDeadLinks(link: string): Promise<void> {
  const folder = dirname(link);
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(`${basename(link)}.`)
      ? /^\.(\d+)\.new$/.exec(name.slice(basename(link).length))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** A new folder to fill before anything points to it. */
export async function openDraft(folder: string): Promise<string> {
  const draft = join(folder, `${draftPrefix}${process.pid}`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  return draft;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Removes drafts of processes that were killed. */
export async function removeDeadDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const dead = names.filter(
    (name) => name.startsWith(draftPrefix) && !isAlive(Number(name.slice(draftPrefix.length))),
  );
  await Promise.all(dead.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** Puts a filled draft under its name; a folder of that name already there is as good. */
export async function settleDraft(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    await rm(draft, { recursive: true });
  }
}
