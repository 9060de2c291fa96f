import { expect, test } from 'vitest';
import type { Part } from '../lake/manifest.ts';
import { forgetGaps, gapsOf } from './gaps.ts';
import { DEGRADED, emptySeries, IDLE, MAJOR, UNKNOWN, UP } from './minutes/minute-class.ts';

function part(stream: string, components: readonly string[], gap?: Part['gap']): Part {
  return {
    stream,
    epoch: 1,
    partition: 0,
    start: 0,
    end: 1,
    drainedAt: 0,
    minTimeMs: 0,
    maxTimeMs: 0,
    firstTimeMs: Object.fromEntries(components.map((id) => [id, 0])),
    ledger: { received: 1, parsed: 1, malformed: 0, future: 0, late: 0, unmatched: 0, ignored: 0 },
    events: null,
    points: null,
    quarantine: null,
    ...(gap === undefined ? {} : { gap }),
  };
}

test('a gap concerns every component its stream has spoken of, and no other', () => {
  const gap = { from: 5, until: 9, fromMs: 60_000, untilMs: 185_000 };
  const gaps = gapsOf([part('a', ['api']), part('a', ['web'], gap), part('b', ['mail'])]);
  expect([...gaps]).toEqual([
    ['api', [{ start: 1, end: 4 }]],
    ['web', [{ start: 1, end: 4 }]],
  ]);
});

test('within a gap good minutes become unknown and bad ones stay', () => {
  const series = emptySeries({ start: 0, end: 6 });
  series.classes.set([UP, UP, DEGRADED, MAJOR, IDLE, UP]);
  forgetGaps(series, [{ start: 1, end: 5 }]);
  expect([...series.classes]).toEqual([UP, UNKNOWN, UNKNOWN, MAJOR, UNKNOWN, UP]);
});
