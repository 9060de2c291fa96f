import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { Problem } from './problem.mjs';

const CLI = join('npm', 'bin', 'npm-cli.js');

/**
 * The path of npm's own JavaScript, so that the Node of our choice can run it.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [nodePath]
 */
export function findNpm(env = process.env, nodePath = process.execPath) {
  for (const path of candidates(env, nodePath)) {
    if (basename(path) === 'npm-cli.js' && existsSync(path)) return path;
  }
  throw new Problem({
    what: 'npm was not found',
    advice: 'Install npm (it comes with Node.js), or start through it: npm start.',
  });
}

/** @param {NodeJS.ProcessEnv} env @param {string} nodePath */
function* candidates(env, nodePath) {
  if (env['npm_execpath'] !== undefined) yield env['npm_execpath'];
  for (const binary of [nodePath, realpathSync(nodePath)]) {
    yield join(dirname(binary), 'node_modules', CLI); // Windows
    yield join(dirname(dirname(binary)), 'lib', 'node_modules', CLI);
  }
  yield join('/usr/share/nodejs', CLI); // Debian's own package
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const link = join(folder, 'npm');
    if (existsSync(link)) yield realpathSync(link);
  }
}
