import { describe, expect, it } from 'vitest';
import { importProblem } from './layers.ts';

const allowed: readonly (readonly [file: string, specifier: string])[] = [
  ['content/schema/status.ts', 'valibot'],
  ['content/schema/status.ts', '#schema/percent.ts'],
  ['content/schema/status.ts', './percent.ts'],
  ['content/schema/status.spec.ts', 'vitest'],
  ['content/schema/status.spec.ts', 'node:fs'],
  ['pipeline/main.ts', './drain/drain.ts'],
  ['pipeline/drain/drain.ts', '../lake/store.ts'],
  ['pipeline/drain/drain.ts', '#schema/config.ts'],
  ['pipeline/lake/store.ts', 'node:fs/promises'],
  ['pipeline/lake/store.ts', 'nodejs-polars'],
  ['src/app/site.ts', '@angular/core'],
  ['src/app/site.ts', '#schema/status.ts'],
  ['src/app/content/prose.server.ts', 'node:fs'],
  ['src/main.server.ts', 'node:path'],
  ['src/app/site.spec.ts', '@angular/core/testing'],
  ['studio/schemas/incident.ts', '../../content/schema/incident.ts'],
  ['e2e/home.e2e.ts', 'playwright/test'],
  ['bench/render.ts', 'node:child_process'],
  ['toolchain/run.mjs', './node.mjs'],
  ['toolchain/node.spec.ts', 'vitest'],
  ['toolchain/folder.testing.ts', 'vitest'],
  ['checks/lock.ts', '../toolchain/lock-parts.mjs'],
  ['vite.config.ts', './pipeline/anything.ts'],
];

const forbidden: readonly (readonly [file: string, specifier: string, instead: string])[] = [
  ['content/schema/status.ts', 'yaml', 'as an argument'],
  ['content/schema/status.ts', 'node:fs', 'as an argument'],
  ['content/schema/status.ts', '../../pipeline/main.ts', 'as an argument'],
  ['content/schema/status.ts', '../../src/app/site.ts', 'as an argument'],
  ['pipeline/main.ts', '../src/app/site.ts', '#schema/'],
  ['pipeline/main.ts', '../content/schema/status.ts', '#schema/'],
  ['pipeline/main.ts', '../toolchain/node.mjs', '#schema/'],
  ['pipeline/main.ts', '@angular/core', '#schema/'],
  ['src/app/site.ts', 'node:fs', '*.server.ts'],
  ['src/app/site.ts', 'fs', '*.server.ts'],
  ['src/app/site.ts', '../../pipeline/main.ts', '*.server.ts'],
  ['src/app/site.ts', '../../content/schema/status.ts', '#schema/'],
  ['src/app/site.ts', 'nodejs-polars', '*.server.ts'],
  ['studio/sanity.config.ts', '#schema/incident.ts', 'relative path'],
  ['studio/sanity.config.ts', '../src/app/site.ts', 'relative path'],
  ['e2e/home.e2e.ts', '../src/app/site.ts', 'built product'],
  ['e2e/home.e2e.ts', '#schema/status.ts', 'built product'],
  ['bench/render.ts', '../pipeline/main.ts', 'built product'],
  ['toolchain/run.mjs', 'yaml', 'Node itself'],
  ['checks/layers.ts', '../pipeline/main.ts', 'from outside'],
];

describe('importProblem', () => {
  it.each(allowed)('%s may import %s', (file, specifier) => {
    expect(importProblem(file, specifier)).toBeUndefined();
  });

  it.each(forbidden)('%s may not import %s and is told: %s', (file, specifier, instead) => {
    expect(importProblem(file, specifier)).toContain(instead);
  });
});
