/** A record that arrived twice counts once, and of copies that differ the worst wins. */
import { describe, expect, it } from 'vitest';
import { noResponseBucket } from '#schema/histogram.ts';
import type { Event } from '../../drain/event.ts';
import { cellsOf } from '../../testing/cells.testing.ts';
import { eventOf } from '../../testing/events.testing.ts';

const good = eventOf({ id: 'a', count: 5 });

async function minutesOf(...parts: readonly (readonly Event[])[]) {
  const { minutes, parsed } = await cellsOf(parts);
  const total = (name: string) => minutes.getColumn(name).sum();
  return {
    cells: minutes.height,
    records: total('records'),
    n: total('n'),
    bad: total('bad'),
    slow: total('slow'),
    parsed: parsed.getColumn('records').sum(),
  };
}

/** The same in every order, in one part and in one part each. */
async function expectAlways(events: readonly Event[], expected: object): Promise<void> {
  const [first, ...rest] = events;
  if (first === undefined) return;
  for (const order of [events, [...rest, first]]) {
    expect(await minutesOf(order)).toMatchObject(expected);
    expect(await minutesOf(...order.map((event) => [event]))).toMatchObject(expected);
  }
}

describe('copies', () => {
  it('count once', async () => {
    await expectAlways([good, good, good], { cells: 1, records: 1, n: 5, bad: 0, parsed: 3 });
  });

  it('bad wins over good, whatever the counts', async () => {
    const bad = { ...good, bad: true, count: 2, statusCode: 503 };
    await expectAlways([good, bad, good], { records: 1, n: 2, bad: 2, parsed: 3 });
    await expectAlways(
      [
        { ...good, count: 1e9 },
        { ...bad, count: 0 },
      ],
      { records: 1, n: 0, bad: 0 },
    );
  });

  it('then the larger count wins', async () => {
    await expectAlways([good, { ...good, count: 1e9 }, { ...good, count: 7 }], {
      records: 1,
      n: 1e9,
      bad: 0,
    });
  });

  it('then the slower one', async () => {
    const slow = { ...good, durationMs: 501 };
    await expectAlways([good, slow], { n: 5, slow: 5 });
    await expectAlways([slow, { ...good, durationMs: null, responded: false }], { n: 5, slow: 5 });
  });

  it('of different minutes count in the earliest', async () => {
    const later = { ...good, timeMs: good.timeMs + 90_000 };
    await expectAlways([later, good], { cells: 1, n: 5 });
    const { minutes } = await cellsOf([[later], [good]]);
    expect(minutes.getColumn('minute').toArray()).toEqual([good.timeMs / 60_000]);
  });

  it('of a result without a response stay without one', async () => {
    const lost = { ...good, bad: true, durationMs: null, responded: false };
    const { latency } = await cellsOf([[lost, lost]]);
    expect(latency.select('bucket', 'n').toRecords()).toEqual([{ bucket: noResponseBucket, n: 5 }]);
  });
});

describe('no copies', () => {
  it('are records without an id, however alike', async () => {
    await expectAlways(
      [
        { ...good, id: null },
        { ...good, id: null },
      ],
      { records: 2, n: 10 },
    );
  });

  it('are records of different ids, components or regions without id', async () => {
    await expectAlways([good, { ...good, id: 'b' }], { records: 2, n: 10 });
    const { minutes } = await cellsOf([
      [
        { ...good, id: null, region: 'eu' },
        { ...good, id: null, region: 'us' },
      ],
    ]);
    expect(minutes.height).toBe(2);
  });
});
