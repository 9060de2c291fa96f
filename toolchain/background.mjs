import { spawn } from 'node:child_process';

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when it could not be started, 128 + n after a signal
 * @property {string} output both streams, in the order they came
 * @property {boolean} timedOut
 */

/**
 * Runs a command to its end, keeping what it prints. It has a process group of its own, so that
 * stopping it stops what it started too: npm and apt work through children.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs: number }} options
 * @returns {Promise<Outcome>}
 */
export function runQuietly(file, args, { cwd, env, timeoutMs }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let output = '';
    let timedOut = false;
    const collect = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer = setTimeout(() => {
      timedOut = true;
      stopGroup(child, 'SIGKILL');
    }, timeoutMs);
    const letGo = stopWithUs(child);
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      letGo();
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 128));
  });
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function stopGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime, which is what was wanted.
  }
}

/**
 * Ends the command when we are told to end; nothing else would, outside our process group.
 * @param {import('node:child_process').ChildProcess} child
 */
function stopWithUs(child) {
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    stopGroup(child, 'SIGTERM');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return () => void process.off('SIGINT', stop).off('SIGTERM', stop);
}
