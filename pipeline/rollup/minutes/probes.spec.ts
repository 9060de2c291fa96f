import { describe, expect, it } from 'vitest';
import { ballotsOf } from '../../denoise/standing.ts';
import { noiseOf } from '../../denoise/vote.ts';
import { cellOf, checksOf, lettersOf, vantageOf } from '../../testing/minutes.testing.ts';
import { goldenCases, sharedData } from '../../testing/shared-data.testing.ts';
import type { VantageResults } from '../series.ts';
import { probeMinutes } from './probes.ts';

const minuteMs = 60_000;

function seriesOf(
  vantages: readonly VantageResults[],
  minutes: number,
  everyMinutes = 1,
  maintenance?: ReadonlySet<number>,
) {
  const ballots = ballotsOf(vantages);
  const checkIntervalMs = everyMinutes * minuteMs;
  const range = { start: 0, end: minutes };
  const noise = noiseOf(ballots, {
    checkIntervalMs,
    probes: null,
    days: [{ start: 0, end: 1440 }],
  });
  return probeMinutes(
    vantages,
    { ballots, noise, monitor: new Set() },
    range,
    checkIntervalMs,
    maintenance,
  );
}

const letters = (...given: Parameters<typeof seriesOf>) => lettersOf(seriesOf(...given).classes);
const probes = (...rows: readonly string[]) => rows.map((row, index) => checksOf(`p${index}`, row));

/** The golden table of probes; `seen` is the middle minute of what the case describes. */
const golden = [
  { given: { reporting: 3, bad: 0, class: 'UP' }, rows: ['...', '...', '...'] },
  {
    given: {
      reporting: 3,
      bad: 1,
      note: "outvoted only if the same probe's next result is good; else",
      class: 'PARTIAL',
    },
    rows: ['.xx', '...', '...'],
  },
  { given: { reporting: 3, bad: 2, class: 'MAJOR' }, rows: ['.x.', '.x.', '...'] },
  {
    given: {
      reporting: 2,
      bad: 1,
      class: 'PARTIAL',
      note: 'neighbours of the failing probe not both good; else DEGRADED',
    },
    rows: ['.xx', '...'],
  },
  {
    given: { reporting: 1, bad: 1, previous: 'good', next: 'good', class: 'DEGRADED' },
    rows: ['.x.'],
  },
  { given: { reporting: 1, bad: 1, previous: 'good', next: 'bad', class: 'MAJOR' }, rows: ['.xx'] },
  { given: { reporting: 1, bad: 1, previous: 'bad', next: 'good', class: 'MAJOR' }, rows: ['xx.'] },
];

it('restates the golden table', (context) => {
  const shared = sharedData('golden/minute.json');
  if (!shared.present) context.skip(shared.absent);
  expect(goldenCases('minute', 'probes')).toEqual(golden.map(({ given }) => given));
});

describe('the golden table', () => {
  it.each(golden)('$given', ({ given, rows }) => {
    const code = { UP: 'U', DEGRADED: 'D', PARTIAL: 'P', MAJOR: 'M' }[given.class];
    expect(letters(probes(...rows), 3)[1]).toBe(code);
  });
});

describe('a minute', () => {
  it('of an outvoted failure is up, and the failure is noise', () => {
    const series = seriesOf(probes('.x..', '....', '....'), 4);
    expect(lettersOf(series.classes)).toBe('UUUU');
    expect([Array.from(series.valid), Array.from(series.bad), Array.from(series.noise)]).toEqual([
      [3, 2, 3, 3],
      [0, 0, 0, 0],
      [0, 1, 0, 0],
    ]);
  });

  it('of half of the probes failing is partial, of more than half major', () => {
    expect(letters(probes('xx', 'xx', '..', '..'), 2)).toBe('PP');
    expect(letters(probes('xx', 'xx', 'xx', '..'), 2)).toBe('MM');
  });

  it('in which nothing stands is unknown', () => {
    expect(letters(probes('.    .'), 7)).toBe('UU???UU');
  });

  it('before the first result is unknown', () => {
    expect(letters(probes('  .'), 3)).toBe('??U');
  });
});

describe('one or two probes', () => {
  it('a single failure between two good results is unconfirmed, and counts as bad', () => {
    const series = seriesOf(probes('.x.'), 3);
    expect(lettersOf(series.classes)).toBe('UDU');
    expect([series.valid[1], series.bad[1], series.noise[1]]).toEqual([1, 1, 0]);
    expect(letters(probes('.x.', '...'), 3)).toBe('UDU');
  });

  it('a failure without a next result is confirmed until there is one', () => {
    expect(letters(probes('.x'), 2)).toBe('UM');
  });

  it('a failure without a previous result is confirmed', () => {
    expect(letters(probes('x.'), 2)).toBe('MU');
  });

  it('a failure whose neighbours are far away is confirmed', () => {
    expect(letters(probes('.  x.'), 5)).toBe('UU?MU');
    expect(letters(probes('.x  .'), 5)).toBe('UMM?U');
  });

  it('a failure of both at once is major', () => {
    expect(letters(probes('.x.', '.x.'), 3)).toBe('UMU');
  });

  it('a failure counts wherever it stands, at longer intervals, too', () => {
    const five = (row: string) => checksOf('a', row, 5);
    expect(letters([five('.x.')], 15, 5)).toBe('UUUUUDDDDDUUUUU');
    expect(letters([five('.xx.')], 20, 5)).toBe('UUUUUMMMMMMMMMMUUUUU');
  });

  it('two failures in one minute are more than one', () => {
    const rows = [cellOf(0), cellOf(1, { n: 2, records: 2, bad: 2 }), cellOf(2)];
    expect(letters([vantageOf('a', rows)], 3)).toBe('UMU');
  });

  it('are what is left of three a day later', () => {
    const long = '.'.repeat(1600);
    const failing = `${long.slice(0, 1500)}x${long.slice(1501)}`;
    expect(letters(probes(failing, long), 1600)[1500]).toBe('D');
    const [gone] = probes('.'.repeat(100));
    if (gone === undefined) throw new Error('no probe');
    expect(letters([...probes(failing, long), { ...gone, name: 'gone' }], 1600)[1500]).toBe('P');
  });
});

describe('slow results', () => {
  it('degrade a minute when 2 of the last 3 were over the threshold', () => {
    expect(letters(probes('..s.s...'), 8)).toBe('UUUUDUUU');
    expect(letters(probes('.ss..'), 5)).toBe('UUDDU');
  });

  it('count over all probes, in order of time', () => {
    expect(letters(probes('....', '.s..', '.s..'), 4)).toBe('UDUU');
  });

  it('never hide a failure', () => {
    expect(letters(probes('ssxx'), 4)).toBe('UDMM');
  });
});

describe('announced maintenance', () => {
  it('leaves no failure standing in the minutes after it', () => {
    const failing = checksOf('a', '.xx.', 5);
    expect(letters([failing], 20, 5)).toBe('UUUUUMMMMMMMMMMUUUUU');
    const maintenance = new Set(Array.from({ length: 8 }, (_, index) => 5 + index));
    expect(letters([failing], 20, 5, maintenance).slice(13)).toBe('??UUUUU');
  });
});

describe('the ledger', () => {
  it('holds every record of the range, accepted or noise, and none beyond', () => {
    const series = seriesOf(probes('.x...', '.....', '.....'), 3);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect([sum(series.records), sum(series.noiseRecords)]).toEqual([8, 1]);
  });
});
