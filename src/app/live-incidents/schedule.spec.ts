import { expect, it } from 'vitest';
import { about, allowedSilence, retryAfter } from './schedule';

const least = () => 0;
const most = () => 0.999999;

it('doubles up to 5 s, never less than half of the bound', () => {
  const bounds = [0, 1, 2, 3, 4, 50].map((failures) => [
    retryAfter(failures, null, least),
    retryAfter(failures, null, most),
  ]);
  expect(bounds).toEqual([
    [250, 500],
    [500, 1_000],
    [1_000, 2_000],
    [2_000, 4_000],
    [2_500, 5_000],
    [2_500, 5_000],
  ]);
});

it('is at least as patient as a server asks, spread, and at most 90 s', () => {
  expect(retryAfter(0, 3_000, least)).toBe(3_000);
  expect(retryAfter(0, 3_000, most)).toBe(4_500);
  expect(retryAfter(0, 3_600_000, most)).toBe(90_000);
});

it('varies a pause by a fifth', () => {
  expect([about(1_000, least), about(1_000, most)]).toEqual([800, 1_200]);
});

it('takes three missed beats for death, within bounds', () => {
  expect([null, 1_000, 2_000, 30_000].map(allowedSilence)).toEqual([45_000, 5_000, 6_000, 45_000]);
});

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

it('spreads 10,000 listeners that were cut off at once over a longer outage', () => {
  const random = seeded(7);
  const outageMs = 60_000;
  const perSecond = new Map<number, number>();
  for (let listener = 0; listener < 10_000; listener++) {
    let at = 0;
    for (let failures = 0; at < outageMs; failures++) {
      at += retryAfter(failures, null, random);
      const second = Math.floor(at / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
  }
  // Each listener asks every 2.5 to 5 s, 3.75 s on average: 2,667 a second of 10,000.
  const settled = [...perSecond].filter(([second]) => second >= 15 && second < 55);
  for (const [, requests] of settled) {
    expect(requests).toBeGreaterThan(2_000);
    expect(requests).toBeLessThan(3_400);
  }
  // The first second: the first try of all, and the second of some.
  expect(perSecond.get(0)).toBeLessThan(15_000);
  // After the outage all are back within one longest pause.
  const last = Math.max(...perSecond.keys());
  expect(last).toBeLessThanOrEqual((outageMs + 5_000) / 1_000);
});
