import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fillIn } from './fill-in.server';

const constants = {
  version: 3,
  target: 950_000,
  share: [1, 20],
  now: { open: [2, 3] },
  minutes: 480,
  example: { id: 'api' },
};
const fill = (text: string) => fillIn(text, constants, 'page.md');

it.each([
  ['version {{version}}', 'version 3'],
  ['{{target as percent}} known', '95% known'],
  ['{{share as share}}', '5%'],
  ['{{now.open.0}} of {{now.open.1}}', '2 of 3'],
  ['{{minutes as hours}} hours', '8 hours'],
  ["component = '{{example.id}}'", "component = 'api'"],
])('%s', (text, filled) => {
  expect(fill(text)).toBe(filled);
});

it.each(['{{nothing}}', '{{now.open}}', '{{version as share}}', '{{version as colour}}'])(
  'names what stands for nothing: %s',
  (text) => {
    expect(() => fill(text)).toThrow(`page.md: ${text} stands for nothing`);
  },
);

it('knows every placeholder of the page', () => {
  const page = readFileSync('content/pages/how-we-measure.md', 'utf8');
  const known = /^\{\{[\w.]+(?: as (?:percent|share|hours))?\}\}$/;
  for (const [placeholder] of page.matchAll(/\{\{.*?\}\}/g)) expect(placeholder).toMatch(known);
});
