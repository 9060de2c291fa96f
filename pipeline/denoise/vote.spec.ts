import { describe, expect, it } from 'vitest';
import { cellOf, checksOf, vantageOf } from '../testing/minutes.testing.ts';
import type { VantageResults } from '../rollup/series.ts';
import { ballotsOf } from './standing.ts';
import { noiseOf, type VoteOptions } from './vote.ts';

const day = 1440;
const minuteMs = 60_000;

/** What is set aside, as `probe minute`. */
function noise(vantages: readonly VantageResults[], options: Partial<VoteOptions> = {}): string[] {
  const ballots = ballotsOf(vantages);
  const all = {
    checkIntervalMs: minuteMs,
    probes: null,
    days: [{ start: 0, end: day }],
    ...options,
  };
  return [...noiseOf(ballots, all).keys()].map(
    ({ vantage, minute }) => `${vantages[vantage]?.name ?? ''} ${minute}`,
  );
}

const good = (minutes: number) => '.'.repeat(minutes);
/** Three probes over a day, the first with the given letters. */
const three = (letters: string) => [
  checksOf('a', letters),
  checksOf('b', good(day)),
  checksOf('c', good(day)),
];
const single = (...minutes: readonly number[]) =>
  Array.from({ length: day }, (_, minute) => (minutes.includes(minute) ? 'x' : '.')).join('');

describe('a failed check is set aside', () => {
  it('when its peers and its own next result see the service well', () => {
    expect(noise(three(single(100)))).toEqual(['a 100']);
  });

  it('of five probes even when two fail', () => {
    const vantages = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
      checksOf(name, index < 2 ? single(100) : good(day)),
    );
    expect(noise(vantages)).toEqual(['a 100', 'b 100']);
  });
});

describe('a failed check counts', () => {
  it('when its next result is bad, too: only the last of a run can be set aside', () => {
    expect(noise(three(single(100, 101)))).toEqual(['a 101']);
  });

  it('until there is a next result', () => {
    expect(noise(three(single(day - 1)))).toEqual([]);
  });

  it('when the next result comes later than two intervals', () => {
    const late = (gap: number) => three(`${good(100)}x${' '.repeat(gap)}${good(day - 101 - gap)}`);
    expect(noise(late(1))).toEqual(['a 100']);
    expect(noise(late(2))).toEqual([]);
  });

  it('when half of the probes fail', () => {
    const four = ['a', 'b', 'c', 'd'].map((name, index) =>
      checksOf(name, index < 2 ? single(100) : good(day)),
    );
    expect(noise(four)).toEqual([]);
  });

  it('when most of the peers stopped reporting', () => {
    const [a, b] = three(single(100));
    if (a === undefined || b === undefined) throw new Error('no probes');
    expect(noise([a, b, checksOf('c', good(90))])).toEqual([]);
  });

  it.each([1, 2])('with %i probes, whatever else they say', (probes) => {
    expect(noise(three(single(100)).slice(0, probes))).toEqual([]);
  });

  it('when the third probe last reported a day ago', () => {
    const vantages = [0, 1].map((index) =>
      checksOf(
        `p${index}`,
        index === 0 ? good(3 * day).replace(/^(.{2000})./, '$1x') : good(3 * day),
      ),
    );
    const gone = checksOf('gone', good(500));
    const options = {
      days: [0, 1, 2].map((index) => ({ start: index * day, end: (index + 1) * day })),
    };
    expect(noise([...vantages, gone], options)).toEqual([]);
  });

  it('when it is one of several in its minute, as what followed it there is not known', () => {
    const pair = cellOf(100, { n: 2, bad: 2, records: 2 });
    const rows = checksOf('a', good(day)).rows.map((row) => (row.minute === 100 ? pair : row));
    expect(noise([vantageOf('a', rows), ...three('').slice(1)])).toEqual([]);
  });

  it('when the next minute holds a bad result before a good one', () => {
    const mixed = cellOf(101, { n: 2, bad: 1, records: 2, lastBad: false });
    const rows = checksOf('a', single(100)).rows.map((row) => (row.minute === 101 ? mixed : row));
    expect(noise([vantageOf('a', rows), ...three('').slice(1)])).toEqual([]);
  });
});

describe('the guard against crowds', () => {
  const at = (...minutes: readonly number[]) => noise(three(single(...minutes)));

  it('counts five noise minutes within 60 after all', () => {
    expect(at(100, 110, 120, 130, 159)).toEqual([]);
    expect(at(100, 110, 120, 130, 160)).toHaveLength(5);
  });

  it('leaves four alone, and what lies apart', () => {
    expect(at(100, 110, 120, 130)).toHaveLength(4);
    expect(at(10, 100, 110, 120, 130, 140)).toEqual(['a 10']);
  });

  it('counts minutes, whichever probes failed in them', () => {
    const vantages = [single(100, 120, 140), single(110, 130), good(day)].map((letters, index) =>
      checksOf(`p${index}`, letters),
    );
    expect(noise(vantages)).toEqual([]);
  });
});

describe('the guard of the day', () => {
  /** So many failures, 70 minutes apart and then from the other probes. */
  function failing(count: number): VantageResults[] {
    return [0, 1, 2].map((probe) =>
      checksOf(
        `p${probe}`,
        single(
          ...Array.from({ length: count }, (_, index) => index)
            .filter((index) => index % 3 === probe)
            .map((index) => 5 + index * 31),
        ),
      ),
    );
  }

  it('counts all of a day in which more than 1 % of the expected results was set aside, strictly', () => {
    // 3 probes x 1440 minutes / 60 s = 4320 expected: 43 are allowed, 44 are not.
    expect(noise(failing(43))).toHaveLength(43);
    expect(noise(failing(44))).toEqual([]);
  });

  it('expects only the elapsed part of a day', () => {
    const days = [{ start: 0, end: 720 }];
    expect(noise(failing(21), { days })).toHaveLength(21);
    expect(noise(failing(22), { days })).toEqual([]);
  });

  it('expects as many probes as are configured', () => {
    expect(noise(failing(44), { probes: 4 })).toHaveLength(44);
  });

  it('otherwise expects those seen on the day, not those of the past', () => {
    const old = ['o1', 'o2'].map((name) => checksOf(name, good(10), 1, -day));
    const days = [
      { start: -day, end: 0 },
      { start: 0, end: day },
    ];
    expect(noise([...failing(44), ...old], { days })).toEqual([]);
  });

  it('leaves other days alone', () => {
    const next = checksOf('p0', `${good(100)}x${good(day)}`, 1, day);
    const vantages = failing(44).map(({ name, rows }, index) =>
      vantageOf(name, [
        ...rows,
        ...(index === 0 ? next : checksOf(name, good(day + 101), 1, day)).rows,
      ]),
    );
    const days = [
      { start: 0, end: day },
      { start: day, end: 2 * day },
    ];
    expect(noise(vantages, { days })).toEqual([`p0 ${day + 100}`]);
  });
});
