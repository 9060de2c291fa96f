import { describe, expect, it } from 'vitest';
import { planCompaction } from './compact-plan.ts';
import type { Part } from './manifest.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 2, 10);
const later = start + 3 * day;

function partAt(number: number, drainedAt: number, change: Partial<Part> = {}): Part {
  return {
    stream: 'kafka:c/t',
    epoch: 1,
    partition: 0,
    start: number * 10,
    end: number * 10 + 10,
    drainedAt,
    minTimeMs: drainedAt - 1000,
    maxTimeMs: drainedAt,
    firstTimeMs: {},
    ledger: {
      received: 10,
      parsed: 10,
      malformed: 0,
      future: 0,
      late: 0,
      unmatched: 0,
      ignored: 0,
    },
    events: { name: `parts/${number}`, sha256: '0'.repeat(64), bytes: 1000, rows: 10 },
    points: null,
    quarantine: null,
    ...change,
  };
}

const plan = (parts: readonly Part[], nowMs = later, zone = 'UTC') =>
  planCompaction(parts, zone, nowMs).map((group) => group.map((part) => part.start / 10));

describe('parts that are merged', () => {
  const minutes = [0, 1, 4, 5, 6, 61].map((at, number) => partAt(number, start + at * minute));

  it('are those of the longest window that is over', () => {
    expect(plan(minutes, start + 7 * minute)).toEqual([[0, 1, 2]]);
    expect(plan(minutes, start + 11 * minute)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(plan(minutes, start + hour + 2 * minute)).toEqual([[0, 1, 2, 3, 4]]);
    expect(plan(minutes)).toEqual([[0, 1, 2, 3, 4, 5]]);
  });

  it('follow each other in one partition, in whatever order they are listed', () => {
    const other = partAt(2, start, { partition: 1 });
    expect(plan([partAt(1, start), other, partAt(0, start)])).toEqual([[0, 1]]);
    expect(plan([partAt(0, start), partAt(2, start)])).toEqual([]);
    expect(plan([partAt(0, start), partAt(1, start, { epoch: 2 })])).toEqual([]);
  });

  it('keep a loss at their beginning', () => {
    const gap = { from: 5, until: 10, fromMs: 0, untilMs: 1 };
    const parts = [partAt(0, start), partAt(1, start, { gap }), partAt(2, start)];
    expect(plan(parts)).toEqual([[1, 2]]);
  });

  it('do not become larger than can be read at once', () => {
    const events = { name: 'parts/x', sha256: '0'.repeat(64), bytes: 1000, rows: 900_000 };
    const parts = [0, 1, 2, 3, 4].map((number) => partAt(number, start, { events }));
    expect(plan(parts)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('lie on one side of the moment a site day becomes final', () => {
    // 10 March ends in Berlin at 23:00 UTC, and is final 48 hours later.
    const moment = Date.UTC(2026, 2, 12, 23);
    const parts = [-30, -20, 20, 30].map((at, number) => partAt(number, moment + at * minute));
    expect(plan(parts, later + 3 * day, 'Europe/Berlin')).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(plan(parts, later + 3 * day)).toEqual([[0, 1, 2, 3]]);
  });

  it('do not restate a final day', () => {
    const late = partAt(1, start + minute, { minTimeMs: start - 2 * day - 1 });
    const parts = [partAt(0, start), late, partAt(2, start + 2 * minute)];
    expect(plan(parts)).toEqual([]);
    const inTime = { ...late, minTimeMs: start - 2 * day };
    expect(plan([partAt(0, start), inTime, partAt(2, start + 2 * minute)])).toEqual([[0, 1, 2]]);
  });
});
