import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSigned } from './webhook-signature.ts';

const now = Date.parse('2026-03-01T14:00:00Z');

function signed(body: string, secret: string, at: number): string {
  const hash = createHmac('sha256', secret).update(`${at}.${body}`).digest('base64url');
  return `t=${at},v1=${hash}`;
}

test('what is signed with the secret, now, is genuine', () => {
  expect(isSigned('{}', signed('{}', 'shared', now), 'shared', now + 1_000)).toBe(true);
});

test.each([
  ['another secret', signed('{}', 'other', now)],
  ['another body', signed('{"a":1}', 'shared', now)],
  ['an old one', signed('{}', 'shared', now - 6 * 60_000)],
  ['one from the future', signed('{}', 'shared', now + 6 * 60_000)],
  ['half of one', signed('{}', 'shared', now).slice(0, -4)],
  ['none', ''],
])('%s is not', (_, signature) => {
  expect(isSigned('{}', signature, 'shared', now)).toBe(false);
});
