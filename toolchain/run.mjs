// The first thing every npm script runs. It stands on Node 18 and nothing else: no package is
// installed yet when it starts. It brings what the command needs, then hands over to it.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from './commands.mjs';
import { ensureBrowser } from './browser.mjs';
import { ensureDependencies, hasDependencies } from './dependencies.mjs';
import { childEnvironment } from './environment.mjs';
import { runForeground } from './foreground.mjs';
import { withInstallLock } from './lock.mjs';
import { ensureNode, findNode } from './node.mjs';
import { Problem } from './problem.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Finds or brings Node and, unless the command is bare, the packages. With all of it in place
 * nothing is written: a checkout may be read-only.
 * @param {boolean} bare
 */
async function ensureToolchain(bare) {
  const found = await findNode(root);
  if (found !== undefined && (bare || (await hasDependencies(root, found)))) return found;
  return withInstallLock(join(root, '.toolchain'), async () => {
    const node = await ensureNode(root);
    if (!bare) await ensureDependencies(root, node);
    return node;
  });
}

/** @param {string[]} argv */
async function main([name = '', ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new Problem({
      what: `unknown command ${JSON.stringify(name)}`,
      advice: `Use one of: ${Object.keys(commands).join(', ')}.`,
    });
  }
  const node = await ensureToolchain(command.bare === true);
  const browser = command.browser?.(args) === true ? await ensureBrowser(root, node) : {};
  const env = { ...childEnvironment(process.env, node), ...browser };
  return runForeground(node, [...command.run, ...args], { cwd: root, env });
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (/** @type {unknown} */ error) => {
    console.error(error instanceof Problem ? error.message : error);
    process.exitCode = 1;
  },
);
