import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashSources } from './source-hash.ts';

let root = '';
const fixed = [
  'index.html',
  'vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.app.json',
  'package.json',
  'package-lock.json',
];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'source-hash-'));
  await mkdir(join(root, 'src/app'), { recursive: true });
  await mkdir(join(root, 'content/schema'), { recursive: true });
  for (const name of [...fixed, 'src/app/page.ts']) await writeFile(join(root, name), name);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

it('changes with sources and mode, not with tests or data', async () => {
  const hash = await hashSources(root, 'production');
  await writeFile(join(root, 'src/app/page.spec.ts'), 'test');
  await writeFile(join(root, 'content/status.yaml'), 'data');
  expect(await hashSources(root, 'production')).toBe(hash);
  expect(await hashSources(root, 'development')).not.toBe(hash);
  await writeFile(join(root, 'src/app/page.ts'), 'changed');
  expect(await hashSources(root, 'production')).not.toBe(hash);
});
