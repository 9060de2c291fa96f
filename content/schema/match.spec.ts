import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { compileMatcher, type Match, matchSchema } from './match.ts';

/** Whether a component with this `match` claims these attributes. */
function claims(match: Match, attributes: Readonly<Record<string, string>>): boolean {
  return compileMatcher([{ match }])((key) => attributes[key]) !== null;
}

describe('a value', () => {
  it.each([
    ['checkout', 'checkout', true],
    ['checkout', 'Checkout', false],
    ['checkout', 'checkout2', false],
    ['/v1/*', '/v1/a/b', true],
    ['/v1/*', '/v1/', true],
    ['/v1/*', '/v1', false],
    ['*', '', true],
    ['*.example', 'a.example', true],
    ['*.example', 'a.example.org', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['/*/items/*', '/v1/items/7', true],
    ['/*/items/*', '/items/7', false],
    ['*b*c*', 'abxc', true],
    ['*b*c*', 'acxb', false],
    ['a*b*b', 'ab', false],
    ['a.c', 'abc', false],
  ])('%s claims %s: %s', (written, value, expected) => {
    expect(claims({ key: written }, { key: value })).toBe(expected);
  });

  it('takes no time that a hostile value could stretch', () => {
    // A matcher that tried every way of cutting the value would not end in this lifetime.
    expect(claims({ key: `${'*a'.repeat(400)}*b` }, { key: 'a'.repeat(100_000) })).toBe(false);
  });
});

describe('keys', () => {
  it('all must match; of a list of values one', () => {
    const match = { 'service.name': 'checkout', 'http.route': ['/v1/*', '/v2/*'] };
    expect(claims(match, { 'service.name': 'checkout', 'http.route': '/v2/a' })).toBe(true);
    expect(claims(match, { 'service.name': 'checkout', 'http.route': '/v3/a' })).toBe(false);
    expect(claims(match, { 'service.name': 'checkout' })).toBe(false);
    expect(claims({ 'http.route': '*' }, {})).toBe(false);
  });

  it('the first component that matches claims it; one without keys claims nothing', () => {
    const match = compileMatcher([
      { id: 'none' },
      { id: 'nothing', match: null },
      { id: 'v1', match: { route: '/v1/*' } },
      { id: 'all', match: { route: '*' } },
    ]);
    expect(match(() => '/v1/a')?.id).toBe('v1');
    expect(match(() => '/v2/a')?.id).toBe('all');
    expect(match(() => undefined)).toBeNull();
  });
});

describe('as it is written', () => {
  const faultIn = (written: unknown) => v.safeParse(matchSchema, written).issues?.[0].message;

  it('text, or a list of texts', () => {
    const match = { 'service.name': 'checkout', 'http.route': ['/v1/*', '/v2/*'] };
    expect(v.parse(matchSchema, match)).toEqual(match);
  });

  it.each<[unknown, string]>([
    [{}, 'must name at least one attribute'],
    [{ a: '' }, 'must not be empty'],
    [{ a: [] }, 'must hold at least one text'],
    [{ a: [1] }, 'must be text'],
    [{ 'http.response.status_code': 200 }, 'must be text, or a list of texts'],
  ])('%j', (written, message) => {
    expect(faultIn(written)).toContain(message);
  });
});
