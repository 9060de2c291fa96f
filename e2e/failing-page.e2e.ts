import { execFile } from 'node:child_process';
import { cp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'playwright/test';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);
const folder = resolve(root, '.cache/e2e/failing');
const command = ['pipeline/render/sample/main.ts', '--out', folder, '--status'];

async function render(): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [...command, `${folder}/status`], {
    cwd: root,
  });
  return stdout + stderr;
}

test('a page that throws fails the render with its route, and the old site stays', async () => {
  await rm(folder, { recursive: true, force: true });
  await cp(resolve(root, '.cache/e2e/site/status'), `${folder}/status`, { recursive: true });
  expect(await render()).not.toContain('compiling');
  const before = await readlink(`${folder}/site`);

  const broken = `${folder}/status/components/email.json`;
  const history: unknown = JSON.parse(await readFile(broken, 'utf8'));
  await writeFile(broken, JSON.stringify({ ...Object(history), windows: {} }));
  await expect(render()).rejects.toThrow(/page \/.*undefined/);
  expect(await readlink(`${folder}/site`)).toBe(before);
});
