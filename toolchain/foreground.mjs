import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** A terminal signals the whole group and npm forwards on top: within this time it is one wish. */
const SAME_WISH_MS = 300;
const PARENT_CHECK_MS = 500;

/**
 * Runs a command in the user's terminal and answers with its exit code (128 + n after a signal).
 * Signals are passed on, and when npm disappears without a word the command is ended too.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, stopBy?: NodeJS.Signals }} options stopBy: the one
 *   signal to pass on whatever came, for a command that tidies up after that one only
 * @returns {Promise<number>}
 */
export function runForeground(file, args, { cwd, env, stopBy }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
    const letGo = forwardSignals(child, stopBy);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      letGo();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} [stopBy]
 */
function forwardSignals(child, stopBy) {
  let last = { signal: '', at: -Infinity };
  const forward = (/** @type {NodeJS.Signals} */ received) => {
    const signal = stopBy ?? received;
    const at = performance.now();
    if (last.signal === signal && at - last.at < SAME_WISH_MS) return;
    last = { signal, at };
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  const watch = watchParents(() => forward('SIGTERM'));
  return () => {
    clearInterval(watch);
    for (const signal of FORWARDED) process.off(signal, forward);
  };
}

/**
 * npm starts scripts through a shell: when npm is killed the shell stays, when the shell is killed
 * it passes nothing on. So both are watched. Without npm nobody is: `node toolchain/run.mjs start &`
 * may outlive its terminal.
 * @param {() => void} gone
 */
function watchParents(gone) {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const parents = parentsNow();
  const watch = setInterval(() => {
    if (parentsNow() === parents) return;
    // Said once: a second signal means "at once" to a command that tidies up.
    clearInterval(watch);
    gone();
  }, PARENT_CHECK_MS);
  return watch;
}

/** The numbers of our parent and, where the system has `/proc`, of its parent. */
function parentsNow() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${/\) \S+ (\d+)/.exec(stat)?.[1]}`;
  } catch {
    return String(process.ppid);
  }
}
