import { expect, it } from 'vitest';
import { pageDifference, unknownOrigins } from './pages.ts';

const page = (figure: string, script = 'a1') =>
  `<p class="headline">${figure}</p><script src="/assets/${script}.js"></script>`;

it('finds the first text that differs', () => {
  expect(pageDifference('index.html', page('99.98%'), page('99.99%'))).toEqual({
    file: 'index.html',
    path: null,
    published: '"99.98%"',
    recomputed: '"99.99%"',
  });
});

it('finds what is missing at the end', () => {
  expect(pageDifference('index.html', '<p>1</p>', '<p>1</p><p>2</p>')).toMatchObject({
    published: '""',
    recomputed: '"<p>"',
  });
});

it('takes no notice of the name of a script, which depends on the compile', () => {
  expect(pageDifference('index.html', page('1', 'a1'), page('1', 'b2'))).toBeNull();
});

it('follows every figure to where it is published', () => {
  const recomputed = new Map([['components/api.json', '{"windows":{"90d":1},"days":[]}']]);
  const html = (from: string) => `<p data-from="data/components/${from}">99.95%</p>`;
  for (const from of ['api.json#/windows/90d', 'api.json#/days'])
    expect(unknownOrigins('index.html', html(from), recomputed)).toEqual([]);
  for (const from of ['api.json#/windows/1d', 'web.json#/days'])
    expect(unknownOrigins('index.html', html(from), recomputed)).toHaveLength(1);
});
