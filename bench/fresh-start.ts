/**
 * From a fresh clone to a page: times `npm start` with nothing installed, then
 * again with nothing changed, in a folder with a space in its name.
 *   npm run bench -- fresh-start
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTimed } from './run-timed.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline fresh '));
const clone = join(folder, 'a clone');
const limitMs = 300_000;

/** Node as a stranger has it: not the one this process was started with. */
const strangersPath = (process.env['PATH'] ?? '')
  .split(':')
  .filter((part) => !part.includes('.toolchain'))
  .join(':');

interface Started {
  readonly seconds: number;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts and waits for the page to answer. */
async function start(): Promise<Started> {
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...process.env, PATH: strangersPath, PORT: '4700' },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new Error('not ready in time')), limitMs);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const url = /ready: (\S+)/.exec(said)?.[1];
    if (url !== undefined) resolve(url);
  });
  child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${said}`)));
  const url = await promise.finally(() => clearTimeout(timer));
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const seconds = (performance.now() - began) / 1000;
  const gone = new Promise((done) => child.once('close', done));
  const stop = async () => {
    // The whole group: npm, what it started, and what that started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await gone;
  };
  return { seconds, url, stop };
}

try {
  await runTimed('git', ['clone', '--quiet', project, clone], { cwd: folder });
  const first = await start();
  const beside = await start();
  await beside.stop();
  await first.stop();
  const second = await start();
  await second.stop();
  console.table([
    { start: 'fresh clone, nothing installed', seconds: first.seconds.toFixed(1), page: first.url },
    { start: 'beside it, port taken', seconds: beside.seconds.toFixed(1), page: beside.url },
    { start: 'again, nothing changed', seconds: second.seconds.toFixed(1), page: second.url },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
