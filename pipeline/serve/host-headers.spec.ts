import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { hostHeaders } from './host-headers.ts';

it('sends what the rules of a path say, together', () => {
  const release = temporaryFolder();
  const text = '/*\n  A: 1\n\n/c/:id/feed.atom\n  B: x: y\n\n/assets/*\n  C: 3\n';
  writeFileSync(join(release, '_headers'), text);
  const headersOf = hostHeaders(release);
  expect(headersOf('/')).toEqual([['A', '1']]);
  expect(headersOf('/c/api/feed.atom')).toEqual([
    ['A', '1'],
    ['B', 'x: y'],
  ]);
  expect(headersOf('/c/api/more/feed.atom')).toEqual([['A', '1']]);
  expect(headersOf('/c/api/feedXatom')).toEqual([['A', '1']]);
  expect(headersOf('/assets/a/b.js')).toEqual([
    ['A', '1'],
    ['C', '3'],
  ]);
});

it('sends nothing of a site that says nothing', () => {
  expect(hostHeaders(temporaryFolder())('/')).toEqual([]);
});
