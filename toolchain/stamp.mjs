import { createHash } from 'node:crypto';

/**
 * What an installation was made from and for; another value means it must be made again.
 * @param {string} lock text of package-lock.json
 * @param {string} nodeVersion
 * @param {{ platform: string, arch: string }} machine
 */
export function stampOf(lock, nodeVersion, { platform, arch }) {
  const digest = createHash('sha256').update(lock).digest('hex');
  return `${digest} node-${nodeVersion} ${platform}-${arch}\n`;
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Locked */

/** @param {string} lock @returns {Record<string, Locked>} */
function packagesOf(lock) {
  /** @type {{ packages: Record<string, Locked> }} */
  const { packages } = JSON.parse(lock);
  return packages;
}

/**
 * Whether npm's own record of `node_modules` says what the lock file says, as after an `npm install`
 * by hand. Optional packages may be absent: most are for other platforms.
 * @param {string} lock text of package-lock.json
 * @param {string | undefined} installed text of node_modules/.package-lock.json
 */
export function installMatches(lock, installed) {
  if (installed === undefined) return false;
  const present = packagesOf(installed);
  return Object.entries(packagesOf(lock)).every(([path, wanted]) => {
    const found = present[path];
    if (path === '' || (found === undefined && wanted.optional === true)) return true;
    return found?.version === wanted.version && found?.integrity === wanted.integrity;
  });
}

/**
 * Whether the lock file lists a native package, whatever C library its name ends in.
 * @param {string} lock text of package-lock.json
 * @param {string} name
 */
export const lockCovers = (lock, name) =>
  Object.keys(packagesOf(lock)).some((path) => path.startsWith(`node_modules/${name}`));
