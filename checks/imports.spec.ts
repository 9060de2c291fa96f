import { describe, expect, it } from 'vitest';
import { problemsIn } from './imports.ts';

const PAGE = 'src/app/pages/index.page.ts';

describe('problemsIn', () => {
  it('finds nothing in a file that keeps to its layer', () => {
    const text = `
      import { Component } from '@angular/core';
      import type { Status } from '#schema/status.ts';
      export { graph } from '../graph.ts';
      const text = "import fs from 'node:fs'"; // import 'node:fs'
    `;
    expect(problemsIn(PAGE, text)).toEqual([]);
  });

  it.each([
    ['a static import', `import { readFileSync } from 'node:fs';`],
    ['a side-effect import', `import 'node:fs';`],
    ['a type import', `import type { Stats } from 'node:fs';`],
    ['a type written in place', `let stats: import('node:fs').Stats;`],
    ['a dynamic import', `const fs = await import('node:fs');`],
    ['a re-export', `export * from 'node:fs';`],
    ['a require', `const fs = require('node:fs');`],
  ])('finds %s', (_, text) => {
    expect(problemsIn(PAGE, text)).toEqual([
      expect.stringMatching(/^src\/app\/pages\/index\.page\.ts: src must not import "node:fs": /),
    ]);
  });
});
