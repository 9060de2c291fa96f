import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runQuietly } from './background.mjs';
import { runNpm } from './npm.mjs';
import { polarsPackage } from './platform.mjs';
import { Problem } from './problem.mjs';
import { installMatches, lockCovers, stampOf } from './stamp.mjs';

/** What npm says it has installed. */
const INSTALLED = join('node_modules', '.package-lock.json');

/** Extras are wanted whatever NODE_ENV or the user's settings say: they are how the site is built. */
const WANTED = ['--include=dev', '--include=optional', '--include=peer'];

/**
 * Whether the packages of the lock file were installed for this Node and machine.
 * @param {string} root
 * @param {string} node
 */
export async function hasDependencies(root, node) {
  return (await textOf(stampFile(root))) === (await wantedStamp(root, node));
}

/**
 * Installs the packages of the lock file under the given Node, unless they are there already.
 * @param {string} root
 * @param {string} node
 */
export async function ensureDependencies(root, node) {
  if (await hasDependencies(root, node)) return;
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  const installed = await textOf(join(root, INSTALLED));
  if (!installMatches(lock, installed) || (await polarsFailure(root, node)) !== undefined) {
    await install(root, node, lock);
    await requirePolars(root, node);
  }
  await writeFile(stampFile(root), await wantedStamp(root, node));
}

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.plumbline');

/** @param {string} root @param {string} node */
const wantedStamp = async (root, node) =>
  stampOf(
    await readFile(join(root, 'package-lock.json'), 'utf8'),
    await nodeVersion(root, node),
    process,
  );

/** @param {string} file @returns {Promise<string | undefined>} nothing where there is no file */
const textOf = async (file) => (existsSync(file) ? readFile(file, 'utf8') : undefined);

/**
 * Asking costs a process, and the usual answer is known: ours, or the one `.nvmrc` names.
 * @param {string} root
 * @param {string} node
 */
async function nodeVersion(root, node) {
  if (node === process.execPath) return process.versions.node;
  return (await readFile(join(root, '.nvmrc'), 'utf8')).trim();
}

/**
 * The lock file lists native parts for the platforms that its registry had when it was made. On
 * another platform `npm ci` would leave them out without a word; resolving anew finds them.
 * @param {string} root
 * @param {string} node
 * @param {string} lock
 */
async function install(root, node, lock) {
  const args = lockCovers(lock, polarsPackage(process.platform, process.arch))
    ? ['ci']
    : ['install', '--no-save', '--no-package-lock'];
  try {
    await runNpm({ label: 'installing the packages', node, args: [...args, ...WANTED], cwd: root });
  } catch (error) {
    // npm's record may already claim what it did not finish.
    await rm(join(root, INSTALLED), { force: true });
    throw error;
  }
}

/** @param {string} root @param {string} node @returns {Promise<string | undefined>} why it does not load */
async function polarsFailure(root, node) {
  const args = ['--eval', "require('nodejs-polars')"];
  const { code, output } = await runQuietly(node, args, { cwd: root, timeoutMs: 60_000 });
  return code === 0 ? undefined : output;
}

/** @param {string} root @param {string} node */
async function requirePolars(root, node) {
  const output = await polarsFailure(root, node);
  if (output === undefined) return;
  throw new Problem({
    what: `nodejs-polars has no native part that runs here (${process.platform} ${process.arch})`,
    command: `${node} --eval "require('nodejs-polars')"`,
    output,
    advice:
      'Supported are Linux, macOS and Windows on x64, Linux and macOS on arm64. On one of these, delete node_modules and run the command again.',
  });
}
