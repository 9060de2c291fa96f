import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from './commands.mjs';

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

describe('commands', () => {
  it('are the scripts of package.json', () => {
    const lines = Object.keys(commands).map((name) => [name, `node toolchain/run.mjs ${name}`]);
    expect(Object.fromEntries(lines)).toEqual(scripts);
  });

  it.each(Object.entries(commands))('%s runs a file that exists', (_, { run }) => {
    expect(existsSync(run.find((argument) => !argument.startsWith('--')) ?? '')).toBe(true);
  });

  it.each([
    [[], true],
    [['--only', 'e2e'], true],
    [['--only=eslint,e2e'], true],
    [['--only', 'eslint'], false],
    [['--only=pipeline'], false],
  ])('test with %j asks for a browser: %s', (args, asks) => {
    expect(commands['test']?.browser?.(args)).toBe(asks);
  });
});
