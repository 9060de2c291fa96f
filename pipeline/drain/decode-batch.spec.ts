/** What becomes of a batch: events, and what is set aside, each record exactly once. */
import { describe, expect, it } from 'vitest';
import { byId, componentOf } from '../testing/components.testing.ts';
import { decodeBatch } from './decode-batch.ts';
import type { RawRecord } from './source.ts';

const components = byId(componentOf());
const nothing = {
  received: 0,
  parsed: 0,
  malformed: 0,
  future: 0,
  late: 0,
  unmatched: 0,
  ignored: 0,
};
const limits = { earliestMs: 1_000_000, latestMs: 2_000_000 };

const recordOf = (offset: number, time: unknown): RawRecord => ({
  offset,
  text: JSON.stringify({ time, component: 'api', statusCode: 200 }),
});

const decode = (...records: readonly RawRecord[]) => decodeBatch(records, components, limits);

describe('time', () => {
  it('is believed from the horizon to 2 minutes after receipt, both included', () => {
    const { ledger, events } = decode(recordOf(0, 1_000_000), recordOf(1, 2_000_000));
    expect(ledger).toEqual({ ...nothing, received: 2, parsed: 2 });
    expect(events.range()).toEqual({ minTimeMs: 1_000_000, maxTimeMs: 2_000_000 });
  });

  it('outside of that sets a record aside, with component and time', () => {
    const { quarantined } = decode(
      recordOf(7, 999_999),
      recordOf(8, 2_000_001),
      recordOf(9, -8.64e15),
    );
    expect(quarantined).toMatchObject([
      {
        offset: 7,
        reason: 'late',
        component: 'api',
        timeMs: 999_999,
        detail: 'older than the horizon',
      },
      {
        offset: 8,
        reason: 'future',
        component: 'api',
        timeMs: 2_000_001,
        detail: 'more than 2 minutes after it was received',
      },
      { offset: 9, reason: 'late', timeMs: -8.64e15 },
    ]);
  });
});

describe('what is set aside', () => {
  it('keeps its reason and its text', () => {
    expect(decode({ offset: 3, text: 'nonsense' }).quarantined).toMatchObject([
      { offset: 3, reason: 'malformed', component: null, timeMs: null, payload: 'nonsense' },
    ]);
  });

  it('keeps what could be read of bytes that are no text', () => {
    const record = { offset: 3, text: null, fault: 'not valid UTF-8', excerpt: 'a\uFFFD' };
    expect(decode(record).quarantined).toMatchObject([
      { offset: 3, reason: 'malformed', detail: 'not valid UTF-8', payload: 'a\uFFFD' },
    ]);
  });

  it('is cut at 4 KiB', () => {
    const [long] = decode({ offset: 0, text: 'ä'.repeat(5000) }).quarantined;
    expect(long?.payload).toBe('ä'.repeat(2048));
  });
});

it('puts every record in exactly one column', () => {
  const times = [0, 1_500_000, 'soon', 3_000_000, 1_500_000, null];
  const { ledger, events, quarantined } = decode(
    ...times.map((time, offset) => recordOf(offset, time)),
  );
  expect(ledger).toEqual({ ...nothing, received: 6, parsed: 2, malformed: 2, future: 1, late: 1 });
  expect([events.length, quarantined.length]).toEqual([2, 4]);
});
