import { describe, expect, it } from 'vitest';
import { cellOf, lettersOf, vantageOf } from '../../testing/minutes.testing.ts';
import type { MinuteCell } from '../series.ts';
import { transitionMinutes } from './transitions.ts';

const hourMs = 3_600_000;

function seriesOf(rows: readonly MinuteCell[], minutes: number, maxSilenceMs = hourMs, start = 0) {
  return transitionMinutes([vantageOf('', rows)], { start, end: start + minutes }, maxSilenceMs);
}

const letters = (...given: Parameters<typeof seriesOf>) => lettersOf(seriesOf(...given).classes);

describe('a record', () => {
  it('holds until the next; nothing is known before the first', () => {
    expect(letters([cellOf(2), cellOf(5, { bad: 1 }), cellOf(8)], 10)).toBe('??UUUMMMMU');
  });

  it('makes its minute bad when the state was bad in any instant of it', () => {
    const recovered = cellOf(3, { n: 2, records: 2, bad: 1, lastBad: false, atMs: 30_000 });
    expect(letters([cellOf(0), recovered], 6)).toBe('UUUMUU');
  });

  it('makes the minute bad in which the next good one comes', () => {
    expect(letters([cellOf(0, { bad: 1 }), cellOf(3, { atMs: 59_999 })], 5)).toBe('MMMMU');
  });

  it('of several places at one instant leaves the worse state', () => {
    const vantages = [vantageOf('a', [cellOf(1, { bad: 1 })]), vantageOf('b', [cellOf(1)])];
    for (const order of [vantages, vantages.toReversed()]) {
      expect(lettersOf(transitionMinutes(order, { start: 0, end: 4 }, hourMs).classes)).toBe(
        '?MMM',
      );
    }
  });

  it('from before the range holds into it', () => {
    expect(letters([cellOf(5, { bad: 1 })], 3, hourMs, 20)).toBe('MMM');
  });
});

describe('maxSilence', () => {
  it('ends with the last minute that starts before it is over', () => {
    expect(letters([cellOf(0)], 5, 3 * 60_000)).toBe('UUU??');
    expect(letters([cellOf(0, { atMs: 1 })], 5, 3 * 60_000)).toBe('UUUU?');
    expect(letters([cellOf(0, { atMs: 59_999 })], 5, 3 * 60_000)).toBe('UUUU?');
  });

  it('leaves an unknown stretch until the next record', () => {
    expect(letters([cellOf(0, { bad: 1 }), cellOf(6)], 8, 3 * 60_000)).toBe('MMM???UU');
  });

  it('starts anew with every record of the same state', () => {
    expect(letters([cellOf(0), cellOf(2), cellOf(4)], 8, 3 * 60_000)).toBe('UUUUUUU?');
  });
});

describe('a mere sign of life', () => {
  it('neither ends a state nor prolongs it', () => {
    expect(letters([cellOf(0, { bad: 1 }), cellOf(2, { n: 0 })], 6, 4 * 60_000)).toBe('MMMM??');
  });
});

describe('availability', () => {
  it('is time in state, never a share of records', () => {
    const series = seriesOf([cellOf(0), cellOf(1), cellOf(2), cellOf(3, { bad: 1 })], 10);
    expect(Array.from(series.valid)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(series.bad.reduce((sum, bad) => sum + bad, 0)).toBe(7);
  });

  it('knows nothing of unknown minutes', () => {
    const series = seriesOf([cellOf(2)], 5, 60_000);
    expect(Array.from(series.valid)).toEqual([0, 0, 1, 0, 0]);
  });

  it('keeps the records for the ledger', () => {
    const series = seriesOf([cellOf(1, { records: 3 }), cellOf(2, { n: 0 })], 4);
    expect(Array.from(series.records)).toEqual([0, 3, 1, 0]);
  });
});
