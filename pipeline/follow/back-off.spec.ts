import { expect, test } from 'vitest';
import { BackOff } from './back-off.ts';

test('waits longer each time, up to half a minute, and briefly again after a success', () => {
  const longest = new BackOff(() => 0.999999);
  const waits = Array.from({ length: 9 }, () => longest.next());
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  longest.reset();
  expect(longest.next()).toBe(500);
});

test('is never less than half of that, and spreads over the rest', () => {
  const shortest = new BackOff(() => 0);
  expect([shortest.next(), shortest.next(), shortest.next()]).toEqual([250, 500, 1000]);
  const middle = new BackOff(() => 0.5);
  expect(middle.next()).toBe(375);
});
