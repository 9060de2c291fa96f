import { runQuietly } from './background.mjs';
import { childEnvironment } from './environment.mjs';
import { findNpm } from './find-npm.mjs';
import { adviceFor, Problem } from './problem.mjs';
import { withProgress } from './progress.mjs';

const TIMEOUT_MS = 15 * 60_000;

/**
 * The patience npm has by default (two tries, a minute apart) is too much for a machine that is
 * simply offline. No package here needs its install script, so none gets to run one.
 */
const FLAGS = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=warn',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/**
 * Runs npm under the given Node, or explains why it failed.
 * @param {{ label: string, node: string, args: string[], cwd: string, npm?: string }} step
 */
export async function runNpm({ label, node, args, cwd, npm = findNpm() }) {
  const env = await withMachineSettings(npm, childEnvironment(process.env, node));
  await withProgress(label, async () => {
    const outcome = await runQuietly(node, [npm, ...args, ...FLAGS], {
      cwd,
      env,
      timeoutMs: TIMEOUT_MS,
    });
    if (outcome.code !== 0 || isTruncated(outcome)) throw npmProblem(label, args, cwd, outcome);
  });
}

/**
 * On a full disk npm writes what fits, warns, and exits with 0.
 * @param {import('./background.mjs').Outcome} outcome
 */
const isTruncated = ({ output }) => output.includes('TAR_ENTRY_ERROR');

/**
 * npm finds its global settings beside the Node that runs it: under another Node it would lose the
 * machine's registry and certificates. When npm started us it has said where they are.
 * @param {string} npm
 * @param {NodeJS.ProcessEnv} env
 */
async function withMachineSettings(npm, env) {
  if (env['npm_config_globalconfig'] !== undefined) return env;
  const asked = [npm, 'config', 'get', 'globalconfig', '--loglevel=error'];
  const { code, output } = await runQuietly(process.execPath, asked, { timeoutMs: 30_000 });
  return code === 0 ? { ...env, npm_config_globalconfig: output.trim() } : env;
}

/**
 * @param {string} label
 * @param {string[]} args
 * @param {string} cwd
 * @param {import('./background.mjs').Outcome} outcome
 */
function npmProblem(label, args, cwd, { code, output, timedOut }) {
  const ending = timedOut ? `no end after ${TIMEOUT_MS / 60_000} minutes` : `exit code ${code}`;
  return new Problem({
    what: `${label} failed (${ending})`,
    command: `npm ${args.join(' ')}    (in ${cwd})`,
    output,
    advice: adviceFor(output, 'Read the lines above; then run the command again.'),
  });
}
