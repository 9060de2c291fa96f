import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { adviceFor, Problem } from './problem.mjs';

const POLL_MS = 250;
const BEAT_MS = 5_000;
/** A holder that showed no sign of life for so long is gone, even if its process number lives on. */
export const SILENT_MS = 60_000;

/** @typedef {{ pid: number, host: string }} Holder */

/**
 * Whether a lock was left behind: its holder is dead, or has been silent for too long. On another
 * host (a shared folder) only the silence counts.
 * @param {Holder | undefined} holder nobody when the lock names none (yet)
 * @param {number} silentMs
 * @param {{ host: string, alive: (pid: number) => boolean }} here
 */
export function isStale(holder, silentMs, here) {
  if (silentMs > SILENT_MS) return true;
  return holder?.host === here.host && !here.alive(holder.pid);
}

/**
 * Lets one command at a time install; the others wait and then find everything done.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstallLock(folder, work) {
  const path = join(folder, 'lock');
  await mkdir(folder, { recursive: true }).catch((/** @type {unknown} */ error) => {
    throw notWritable(folder, error);
  });
  await acquire(path);
  const beat = setInterval(() => void touch(path), BEAT_MS);
  const release = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

/** @param {string} path */
async function acquire(path) {
  let told = false;
  while (!(await tryAcquire(path))) {
    if (await isLeftBehind(path)) {
      await discard(path);
      continue;
    }
    if (!told) console.error('plumbline: another command is installing; waiting for it');
    told = true;
    await sleep(POLL_MS);
  }
}

/**
 * Making a folder either works or finds it made: the one step that no two processes both take.
 * @param {string} path
 */
async function tryAcquire(path) {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw notWritable(path, error);
  }
  await writeFile(join(path, 'holder'), JSON.stringify({ pid: process.pid, host: hostname() }));
  return true;
}

/** @param {string} path @param {unknown} error */
const notWritable = (path, error) =>
  new Problem({
    what: 'the toolchain cannot write into the project',
    command: `mkdir ${path}`,
    output: String(error),
    advice: adviceFor(String(error), 'Make the folder writable, then run the command again.'),
  });

/** @param {string} path @returns {Promise<{ holder: Holder | undefined, silentMs: number }>} */
async function inspect(path) {
  const changed = await stat(path).then(
    (found) => found.mtimeMs,
    () => Date.now(),
  );
  const holder = await readFile(join(path, 'holder'), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  return { holder, silentMs: Date.now() - changed };
}

/**
 * Removes a stale lock. Of two that saw the same stale lock the slower one must not remove the
 * fresh lock of the faster, so it is looked at again where only one can be.
 * @param {string} path
 */
async function discard(path) {
  const guard = `${path}.discard`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw notWritable(guard, error);
    if ((await inspect(guard)).silentMs > SILENT_MS)
      await rm(guard, { recursive: true, force: true });
    await sleep(POLL_MS);
    return;
  }
  try {
    if (await isLeftBehind(path)) await rm(path, { recursive: true, force: true });
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

/** @param {string} path */
async function isLeftBehind(path) {
  const { holder, silentMs } = await inspect(path);
  return isStale(holder, silentMs, { host: hostname(), alive: isAlive });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // somebody else's process
  }
}

/** @param {string} path */
const touch = (path) => utimes(path, new Date(), new Date()).catch(() => undefined);

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);
