import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureDependencies, hasDependencies } from './dependencies.mjs';
import { fakeNpm } from './fake-npm.testing.ts';
import { ensureNode, findNode } from './node.mjs';
import { nodePackage } from './platform.mjs';
import { temporaryFolder } from './temporary-folder.testing.ts';

const NODE_PACKAGE = nodePackage(process.platform, process.arch);

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

/** A project whose npm runs `script` and keeps a count of its runs. */
function project(script: string): { root: string; npmRuns: () => number } {
  const root = temporaryFolder();
  const count = join(root, 'runs');
  writeFileSync(join(root, 'package.json'), '{"engines":{"node":">=24.15.0 <25"}}');
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
  writeFileSync(join(root, '.nvmrc'), process.versions.node);
  const counting = `
    if (process.argv[2] === 'config') process.exit();
    const fs = require('fs');
    fs.appendFileSync(${JSON.stringify(count)}, 'x');`;
  vi.stubEnv('npm_execpath', fakeNpm(root, `${counting}\n${script}`));
  return { root, npmRuns: () => (existsSync(count) ? readFileSync(count, 'utf8').length : 0) };
}

/** What npm does to bring Node: here the binary is a script that answers with `version`. */
const bringNode = (version: string): string => `
  const bin = 'node_modules/${NODE_PACKAGE}/bin';
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(bin + '/node', '#!/bin/sh\\necho ${version}\\n', { mode: 0o755 });`;

describe('ensureNode', () => {
  it('takes the running Node when it fits', async () => {
    const { root, npmRuns } = project('');
    expect(await ensureNode(root, '24.15.0')).toBe(process.execPath);
    expect(npmRuns()).toBe(0);
  });

  it('brings one when it does not, once', async () => {
    const { root, npmRuns } = project(bringNode(`v${process.versions.node}`));
    expect(await findNode(root, '18.20.0')).toBeUndefined();
    const binary = await ensureNode(root, '18.20.0');
    expect(binary).toBe(join(root, '.toolchain', 'node_modules', NODE_PACKAGE, 'bin', 'node'));
    expect(await ensureNode(root, '20.0.0')).toBe(binary);
    expect(await findNode(root, '20.0.0')).toBe(binary);
    expect(npmRuns()).toBe(1);
  });

  it('says so when what was brought does not run', async () => {
    const { root } = project(bringNode('not found: libstdc++'));
    const failing = ensureNode(root, '18.20.0');
    await expect(failing).rejects.toThrow('the Node that npm brought does not run on this machine');
    await expect(failing).rejects.toThrow('| not found: libstdc++');
  });
});

/** What npm does to install: here only the package whose native part is looked for. */
const installPolars = (index: string): string => `
  fs.mkdirSync('node_modules/nodejs-polars', { recursive: true });
  fs.writeFileSync('node_modules/.package-lock.json', '{"packages":{}}');
  fs.writeFileSync('node_modules/nodejs-polars/index.js', ${JSON.stringify(index)});`;

describe('ensureDependencies', () => {
  it('installs, and again only when the lock file changes', async () => {
    const { root, npmRuns } = project(installPolars(''));
    await ensureDependencies(root, process.execPath);
    await ensureDependencies(root, process.execPath);
    expect(npmRuns()).toBe(1);
    expect(await hasDependencies(root, process.execPath)).toBe(true);

    const grown = { packages: { 'node_modules/new': { version: '1.0.0' } } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(grown));
    expect(await hasDependencies(root, process.execPath)).toBe(false);
    await ensureDependencies(root, process.execPath);
    expect(npmRuns()).toBe(2);
  });

  it('keeps an installation made by hand that says what the lock file says', async () => {
    const { root, npmRuns } = project(installPolars(''));
    await ensureDependencies(root, process.execPath);
    writeFileSync(join(root, 'node_modules', '.plumbline'), 'another Node');
    await ensureDependencies(root, process.execPath);
    expect(npmRuns()).toBe(1);
  });

  it('does not keep what a failed run of npm claims to have installed', async () => {
    const { root, npmRuns } = project(`${installPolars('')}\nprocess.exit(1);`);
    await expect(ensureDependencies(root, process.execPath)).rejects.toThrow('exit code 1');
    await expect(ensureDependencies(root, process.execPath)).rejects.toThrow('exit code 1');
    expect(npmRuns()).toBe(2);
  });

  it('says so when Polars has no native part', async () => {
    const { root } = project(installPolars(`throw new Error('no native binding')`));
    const failing = ensureDependencies(root, process.execPath);
    await expect(failing).rejects.toThrow('nodejs-polars has no native part that runs here');
    await expect(failing).rejects.toThrow('| Error: no native binding');
    expect(await hasDependencies(root, process.execPath)).toBe(false);
  });
});
