import { expect, it } from 'vitest';
import { type Verdict } from './verify-site.ts';
import { verdictLines } from './verify.ts';

const verdict: Verdict = {
  asOf: '2026-03-09T15:30:00.000Z',
  level: 'raw',
  days: { from: '2026-03-06', until: '2026-03-09' },
  figures: 812,
  pages: 3,
  differences: [],
};

it('names the level and the days it was checked for', () => {
  expect(verdictLines('dist/site', verdict)).toEqual([
    'as of 2026-03-09T15:30:00.000Z, 2026-03-06 to 2026-03-09: raw: counted again from the parts as they were drained',
    'dist/site: 812 figures, 3 pages',
  ]);
  const [sealed] = verdictLines('dist/site', { ...verdict, level: 'sealed' });
  expect(sealed).toContain('sealed: recomputed from the published cells');
});

it('prints what differs, at most 50 of it', () => {
  const difference = { file: 'data/a.json', path: '/n', published: '1', recomputed: '2' };
  const differences = Array.from({ length: 60 }, () => difference);
  const lines = verdictLines('dist/site', { ...verdict, level: null, differences });
  expect(lines[0]).toBe('data/a.json#/n: published 1, recomputed 2');
  expect(lines[50]).toBe('and 10 more');
  expect(lines.at(-1)).toBe('dist/site: nothing could be recomputed');
});
