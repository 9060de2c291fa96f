import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFiles } from './project-files.ts';

const FILES = {
  '.gitignore': '/data/\nnode_modules/\n/content/status/\n*.log\n',
  'src/main.ts': '',
  'src/data/kept.ts': '',
  'data/part.parquet': '',
  'studio/node_modules/a/index.js': '',
  'content/status.yaml': '',
  'content/status/status.json': '',
  'build.log': '',
};
const KEPT = ['.gitignore', 'content/status.yaml', 'src/data/kept.ts', 'src/main.ts'];

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline files '));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});
afterEach(() => rmSync(root, { recursive: true }));

describe('projectFiles', () => {
  it('asks git in a checkout', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    expect((await projectFiles(root)).sort()).toEqual(KEPT);
  });

  it('reads .gitignore where there is no git', async () => {
    expect((await projectFiles(root)).sort()).toEqual(KEPT);
  });
});
