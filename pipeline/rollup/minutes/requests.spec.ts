import { describe, expect, it } from 'vitest';
import { cellOf, type Given, lettersOf, vantageOf } from '../../testing/minutes.testing.ts';
import { goldenCases, sharedData } from '../../testing/shared-data.testing.ts';
import { minuteClasses } from '#schema/status.ts';
import { classOfTraffic, requestMinutes } from './requests.ts';

/** The golden table of minutes, target 99.9 %, threshold 500 ms. */
const golden = [
  { valid: 1000, bad: 0, p99LowMs: null, class: 'UP' },
  { valid: 1000, bad: 9, p99LowMs: null, class: 'UP' },
  { valid: 1000, bad: 10, p99LowMs: null, class: 'DEGRADED' },
  { valid: 1000, bad: 49, p99LowMs: null, class: 'DEGRADED' },
  { valid: 1000, bad: 50, p99LowMs: null, class: 'PARTIAL' },
  { valid: 1000, bad: 499, p99LowMs: null, class: 'PARTIAL' },
  { valid: 1000, bad: 500, p99LowMs: null, class: 'MAJOR' },
  { valid: 200, bad: 0, p99LowMs: 501, class: 'DEGRADED' },
  { valid: 200, bad: 0, p99LowMs: 499, class: 'UP' },
  { valid: 200, bad: 0, p99LowMs: 500, class: 'UP' },
  { valid: 99, bad: 0, p99LowMs: 900, class: 'UP' },
  { valid: 20, bad: 1, p99LowMs: null, class: 'UP' },
  { valid: 20, bad: 2, p99LowMs: null, class: 'UP' },
  { valid: 20, bad: 3, p99LowMs: null, class: 'PARTIAL' },
  { valid: 0, bad: 0, p99LowMs: null, class: 'IDLE' },
];

const target = () => 999_000;
const quarters = 96 * 15;

/** Letters of minutes given by their requests; null: no sign of life. */
function letters(
  given: readonly (Given | null)[],
  start = 0,
  maintenance?: ReadonlySet<number>,
): string {
  const rows = given.flatMap((cell, at) => (cell === null ? [] : [cellOf(start + at, cell)]));
  const range = { start, end: start + given.length };
  return lettersOf(requestMinutes([vantageOf('', rows)], range, target, maintenance).classes);
}

/** `times` minutes of the same requests. */
const repeat = (times: number, cell: Given | null) => Array.from({ length: times }, () => cell);

const alive = { n: 0 };

it('restates the golden table', (context) => {
  const shared = sharedData('golden/minute.json');
  if (!shared.present) context.skip(shared.absent);
  expect(goldenCases('minute')).toEqual(golden);
});

describe('a minute', () => {
  it.each(golden)(
    'of $valid requests, $bad bad, P99 from $p99LowMs: $class',
    ({ valid, bad, p99LowMs, ...expected }) => {
      // The order statistic of rank ceil(0.99 n) is over the threshold when more than 1 % are.
      const slow = p99LowMs === null ? 0 : Math.floor(valid / 100) + (p99LowMs > 500 ? 1 : 0);
      const cell = { n: valid, bad, timed: valid, slow };
      const [code = -1] = requestMinutes(
        [vantageOf('', [cellOf(0, cell)])],
        { start: 0, end: 1 },
        target,
      ).classes;
      expect(minuteClasses[code]).toBe(expected.class);
    },
  );

  it('adds up what several sources report of it', () => {
    const rows = (bad: number) => [cellOf(0, { n: 10, bad })];
    const series = requestMinutes(
      [vantageOf('a', rows(2)), vantageOf('b', rows(1))],
      { start: 0, end: 1 },
      target,
    );
    expect([series.valid[0], series.bad[0], lettersOf(series.classes)]).toEqual([20, 3, 'P']);
  });

  it('without any sign of life is unknown, never up', () => {
    expect(letters([null, { n: 20 }, null])).toBe('?U?');
  });

  it('is judged exactly where floating point would round', () => {
    const valid = 3_000_000_000_000_000;
    const traffic = { valid, timed: 0, slow: 0 };
    expect(lettersOf([classOfTraffic({ ...traffic, bad: valid / 100 }, 999_000)])).toBe('D');
    expect(lettersOf([classOfTraffic({ ...traffic, bad: valid / 100 - 1 }, 999_000)])).toBe('U');
  });

  it('follows the objective of its time', () => {
    const rows = [0, 1].map((minute) => cellOf(minute, { n: 1000, bad: 10 }));
    const series = requestMinutes([vantageOf('', rows)], { start: 0, end: 2 }, (minute) =>
      minute === 0 ? 995_000 : 999_000,
    );
    expect(lettersOf(series.classes)).toBe('UD');
  });
});

describe('latency of a minute', () => {
  it('counts where 100 requests were served, even if fewer were timed', () => {
    expect(letters([{ n: 100, timed: 50, slow: 1 }])).toBe('D');
    expect(letters([{ n: 99, timed: 50, slow: 1 }])).toBe('U');
    expect(letters([{ n: 100 }])).toBe('U');
  });

  it('is slow when more than 1 % are over the threshold', () => {
    expect(letters([{ n: 300, timed: 300, slow: 3 }])).toBe('U');
    expect(letters([{ n: 300, timed: 300, slow: 4 }])).toBe('D');
  });
});

describe('fewer than 20 requests in a minute', () => {
  it('are judged with those of the 4 minutes before', () => {
    expect(letters([...repeat(4, { n: 19 }), { n: 19, bad: 3 }])).toBe('UUUUD');
    expect(letters([...repeat(2, { n: 19 }), { n: 19, bad: 3 }])).toBe('UUP');
    expect(letters([{ n: 3, bad: 3 }, ...repeat(5, { n: 1 })])).toBe('MMMMPU');
  });

  it('are judged by the latency of all 5 minutes, too', () => {
    expect(letters(repeat(8, { n: 19, timed: 19 }))).toBe('UUUUUUUU');
    expect(letters([{ n: 100, timed: 100, slow: 2 }, ...repeat(5, { n: 1, timed: 1 })])).toBe(
      'DDDDDU',
    );
  });

  it('with fewer than 3 in those are judged by the last 5 within an hour', () => {
    const bad = { n: 1, bad: 1 };
    expect(letters([bad, ...repeat(9, null), bad, ...repeat(9, null), bad])).toBe(
      'U?????????U?????????M',
    );
    expect(letters([bad, bad, bad, ...repeat(56, null), { n: 1 }])).toMatch(/M$/);
    expect(letters([bad, bad, bad, ...repeat(57, null), { n: 1 }])).toMatch(/U$/);
  });

  it('take of an older minute the bad ones first, as their order is not known', () => {
    expect(
      letters([{ n: 20, bad: 4 }, ...repeat(9, null), { n: 1 }, ...repeat(9, null), { n: 1 }]),
    ).toMatch(/^P.*M.*M$/);
  });

  it('never look back on announced maintenance', () => {
    const given = [...repeat(3, { n: 10, bad: 10 }), { n: 5 }];
    expect(letters(given)).toBe('MMMM');
    expect(letters(given, 0, new Set([0, 1, 2])).slice(3)).toBe('U');
  });
});

describe('no request', () => {
  it('is idle where the source was alive in that minute, else unknown', () => {
    expect(letters([alive, null, alive])).toBe('I?I');
  });

  /** Seven days with so many requests in a quarter-hour, then one without. */
  const afterWeek = (requests: readonly number[]) =>
    letters([...requests.flatMap((n) => [{ n }, ...repeat(quarters - 1, alive)]), alive]).at(-1);

  it('is unknown where the quarter-hour usually carries 10 or more', () => {
    expect(afterWeek([10, 10, 10, 10, 10, 10, 10])).toBe('?');
    expect(afterWeek([9, 9, 9, 9, 9, 9, 9])).toBe('I');
    expect(afterWeek([0, 0, 0, 10, 10, 10, 10])).toBe('?');
    expect(afterWeek([0, 0, 0, 0, 99, 99, 99])).toBe('I');
  });

  it('compares with the days there are', () => {
    expect(afterWeek([10])).toBe('?');
    expect(afterWeek([0, 20])).toBe('?');
    expect(afterWeek([0, 19])).toBe('I');
  });

  it('is flagged as vanished traffic', () => {
    const rows = [cellOf(0, { n: 10 }), cellOf(quarters, alive), cellOf(quarters + 20, alive)];
    const series = requestMinutes([vantageOf('', rows)], { start: 0, end: quarters + 30 }, target);
    expect([series.vanished[quarters], series.vanished[quarters + 20]]).toEqual([1, 0]);
  });

  it('does not become usual by lasting', () => {
    const busy = repeat(7, { n: 50 }).flatMap((cell) => [cell, ...repeat(quarters - 1, alive)]);
    const silent = repeat(7, alive).flatMap((cell) => [cell, ...repeat(quarters - 1, alive)]);
    const found = letters([...busy, ...silent]);
    const days = Array.from({ length: 7 }, (_, day) => found[(7 + day) * quarters]);
    expect(days.join('')).toBe('???????');
  });
});

describe('results that came as sums over several minutes', () => {
  const good: Given = { n: 100 };
  const failed: Given = { n: 100, bad: 60 };

  it('give their class to every minute they speak of', () => {
    expect(letters([null, null, { ...good, from: 1 }])).toBe('?UU');
    expect(letters([null, null, { ...failed, from: 0 }, good])).toBe('MMMU');
  });

  it('make no minute better than it is known to be', () => {
    expect(letters([failed, good, { ...good, from: 0 }])).toBe('MUU');
    expect(letters([good, { n: 0 }, { ...failed, from: 0 }])).toBe('MMM');
  });

  it('show only that the source was alive where nothing was served', () => {
    expect(letters([null, null, { n: 0, from: 1 }])).toBe('?II');
    expect(letters([good, null, { n: 0, from: 0 }])).toBe('UII');
  });

  it('do not reach beyond the range', () => {
    expect(letters([null, { ...good, from: -5 }])).toBe('UU');
  });
});
