import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runQuietly } from './background.mjs';
import { browserPlaces } from './browser-places.mjs';
import { childEnvironment } from './environment.mjs';
import { Problem } from './problem.mjs';
import { withProgress } from './progress.mjs';

/** A download that reaches nothing must not hold the tests up: a connection gets this long. */
const CONNECT_MS = 10_000;
const BRING_MS = 10 * 60_000;

/**
 * What the tests are told about the browser: where it is, or why there is none. A missing browser
 * fails the tests that need it, not the hundreds that do not.
 * @param {string} root
 * @param {string} node
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function ensureBrowser(root, node) {
  try {
    return { PLUMBLINE_CHROMIUM: await findOrBring(root, node) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { PLUMBLINE_CHROMIUM: '', PLUMBLINE_CHROMIUM_PROBLEM: error.message };
  }
}

/** @param {string} root @param {string} node */
async function findOrBring(root, node) {
  const named = process.env['PLUMBLINE_CHROMIUM'];
  if (named !== undefined && named !== '') return requireNamed(named);
  const present = await findBrowser(root, node);
  if (present !== undefined) return present;
  const failures = [];
  for (const bring of [download, installPackage]) {
    failures.push(await bring(root, node));
    const brought = await findBrowser(root, node);
    if (brought !== undefined) return brought;
  }
  const output = failures.filter((failure) => failure !== '').join('\n');
  throw new Problem({ what: 'there is no Chromium for the browser tests', output, advice: ADVICE });
}

const ADVICE =
  'Install Chromium or Chrome with your system’s package manager, or set PLUMBLINE_CHROMIUM to its path. The other tests run without it.';

/** @param {string} root @param {string} node */
const findBrowser = async (root, node) =>
  (await firstThatRuns(browserPlaces(process.platform, process.env))) ??
  (await downloaded(root, node));

/** @param {string} path */
async function requireNamed(path) {
  if ((await firstThatRuns([path])) !== undefined) return path;
  throw new Problem({
    what: `PLUMBLINE_CHROMIUM names no browser that runs: ${path}`,
    advice: 'Set it to the path of Chromium or Chrome, or unset it to have one found.',
  });
}

/**
 * Presence is not enough: Ubuntu has a chromium-browser that only says where to get it.
 * @param {string[]} paths
 */
async function firstThatRuns(paths) {
  for (const path of paths.filter((path) => existsSync(path))) {
    // On Windows `--version` opens a window instead of answering.
    if (process.platform === 'win32') return path;
    const { code } = await runQuietly(path, ['--version'], { timeoutMs: 20_000 });
    if (code === 0) return path;
  }
  return undefined;
}

/** @param {string} root @param {string} node @returns {Promise<string | undefined>} playwright's own */
async function downloaded(root, node) {
  const script = "process.stdout.write(require('playwright').chromium.executablePath())";
  const { output } = await runQuietly(node, ['--eval', script], { cwd: root, timeoutMs: 20_000 });
  return firstThatRuns([output]);
}

/** @param {string} root @param {string} node @returns {Promise<string>} what went wrong, if anything */
function download(root, node) {
  const cli = join(root, 'node_modules', 'playwright', 'cli.js');
  const env = {
    ...childEnvironment(process.env, node),
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECT_MS),
  };
  return attempt('downloading Chromium', node, [cli, 'install', '--no-shell', 'chromium'], env);
}

/** @returns {Promise<string>} what went wrong, if anything */
async function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return '';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await attempt('reading Debian’s package lists', 'apt-get', ['update', '-q'], env);
  if (update !== '') return update;
  const args = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
  return attempt('installing Debian’s Chromium', 'apt-get', args, env);
}

/**
 * @param {string} label
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} what went wrong, if anything
 */
async function attempt(label, file, args, env) {
  const run = async () => {
    const outcome = await runQuietly(file, args, { env, timeoutMs: BRING_MS });
    if (outcome.code !== 0) throw new Error(causeOf(outcome));
  };
  return withProgress(label, run).then(
    () => '',
    (/** @type {unknown} */ error) =>
      `${label} failed: ${error instanceof Error ? error.message : String(error)}`,
  );
}

/** @param {import('./background.mjs').Outcome} outcome */
function causeOf({ output, timedOut, code }) {
  if (timedOut) return `no end after ${BRING_MS / 60_000} minutes`;
  const lines = stripVTControlCharacters(output).split('\n');
  return lines.find((line) => /^E:|error|fail|denied/i.test(line)) ?? `exit code ${code}`;
}
