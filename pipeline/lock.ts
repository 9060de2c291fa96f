/** One process of this machine at a time. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, Problem } from './problem.ts';

const waitMs = 60_000;
const lookMs = 100;

async function isHeldByLiving(lock: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(join(lock, 'pid'), 'utf8'));
    return process.kill(pid, 0);
  } catch (error) {
    // No pid yet: its owner has only just begun. No such process: it was killed.
    return codeOf(error) === 'ENOENT' || codeOf(error) === 'EPERM';
  }
}

async function tryLock(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

/** Runs `work` while holding the folder `lock`; waits for another process, but not for ever. */
export async function withLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(lock), { recursive: true });
  const end = Date.now() + waitMs;
  while (!(await tryLock(lock))) {
    if (!(await isHeldByLiving(lock))) await rm(lock, { recursive: true, force: true });
    else if (Date.now() > end) {
      throw new Problem(
        `${lock}: another process has held this for ${waitMs / 1000} s; end it, or remove the folder if there is none`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Holds the folder `lock` until released; null while another living process does. */
export async function holdLock(lock: string): Promise<(() => Promise<void>) | null> {
  await mkdir(dirname(lock), { recursive: true });
  if (!(await tryLock(lock))) {
    if (await isHeldByLiving(lock)) return null;
    await rm(lock, { recursive: true, force: true });
    if (!(await tryLock(lock))) return null;
  }
  return () => rm(lock, { recursive: true, force: true });
}
