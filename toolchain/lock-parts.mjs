/**
 * @typedef {object} Entry
 * @property {string | undefined} [version]
 * @property {Record<string, string> | undefined} [optionalDependencies]
 * @property {boolean | undefined} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */
/** @typedef {Record<string, Entry>} Entries the `packages` of package-lock.json */

const SYSTEM = /-(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-/;
const PROCESSOR = /-(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64|wasm32)(?:-|$)/;
const LIBRARY = /-linux-.*(gnu|musl)/;

/**
 * The native parts that some package asks for and the lock file does not list: a registry that
 * mirrors only some platforms hides them while the lock file is made, `npm ci` then refuses it,
 * and everybody on such a platform would get nothing. Their entries carry no digest.
 * @param {Entries} entries
 * @returns {Entries}
 */
export function missingParts(entries) {
  /** @type {Entries} */
  const missing = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(entries)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const place = isExact(version)
        ? freePlace({ ...entries, ...missing }, path, name, version)
        : undefined;
      if (place !== undefined) missing[place] = partEntry(name, version, dev);
    }
  }
  return missing;
}

/** @param {string} version */
const isExact = (version) => /^\d/.test(version);

/**
 * The highest folder in which the asking package would find the part, if it finds none now.
 * @param {Entries} entries
 * @param {string} from path of the package that asks
 * @param {string} name
 * @param {string} version
 */
function freePlace(entries, from, name, version) {
  const all = placesFrom(from, name);
  const taken = all.findIndex((place) => place in entries);
  const found = all[taken];
  if (found !== undefined && entries[found]?.version === version) return undefined;
  return taken === -1 ? all.at(-1) : all[taken - 1];
}

/**
 * Where Node looks for a package, nearest first.
 * @param {string} from
 * @param {string} name
 * @returns {string[]}
 */
function placesFrom(from, name) {
  if (from === '') return [`node_modules/${name}`];
  const parent = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')));
  return [`${from}/node_modules/${name}`, ...placesFrom(parent, name)];
}

/** @param {string} name @param {string} version @param {boolean | undefined} dev @returns {Entry} */
function partEntry(name, version, dev) {
  const [, os] = SYSTEM.exec(name) ?? [];
  const [, cpu] = PROCESSOR.exec(name) ?? [];
  const [, libc] = LIBRARY.exec(name) ?? [];
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(dev === undefined ? {} : { dev }),
    ...(libc === undefined ? {} : { libc: [libc === 'musl' ? 'musl' : 'glibc'] }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
}
