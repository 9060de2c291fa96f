/** Which minute, day and objective an event belongs to. */
import { describe, expect, it } from 'vitest';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { Event } from '../../drain/event.ts';
import { cellsOf, type CellOptions } from '../../testing/cells.testing.ts';
import { componentOf } from '../../testing/components.testing.ts';
import { eventOf } from '../../testing/events.testing.ts';

const at = (instant: string, changes: Partial<Event> = {}) =>
  eventOf({ timeMs: Date.parse(instant), ...changes });
const minuteOf = (instant: string) => Date.parse(instant) / 60_000;

async function minutes(events: readonly Event[], options?: CellOptions) {
  return (await cellsOf([events], options)).minutes.toRecords();
}

async function latency(events: readonly Event[], options?: CellOptions) {
  return (await cellsOf([events], options)).latency.select('day', 'bucket', 'n').toRecords();
}

describe('a minute', () => {
  it('holds its first millisecond, and not that of the next', async () => {
    const events = [
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:59.999Z',
      '2026-03-01T12:01:00.000Z',
    ].map((time) => at(time));
    expect(await minutes(events)).toMatchObject([
      { minute: minuteOf('2026-03-01T12:00Z'), n: 2, records: 2 },
      { minute: minuteOf('2026-03-01T12:01Z'), n: 1, records: 1 },
    ]);
  });

  it('on the hour is the first of the hour', async () => {
    const [before, on] = await minutes([
      at('2026-03-01T12:59:59.999Z'),
      at('2026-03-01T13:00:00.000Z'),
    ]);
    expect([before?.['minute'], on?.['minute']]).toEqual([
      minuteOf('2026-03-01T12:59Z'),
      minuteOf('2026-03-01T13:00Z'),
    ]);
  });

  it('is counted once for each place it is seen from', async () => {
    const events = [
      { region: 'eu', probe: 'a' },
      { region: 'eu', probe: 'b' },
      { region: 'us', probe: 'a' },
    ].map((place) => eventOf(place));
    expect(await minutes([...events, ...events])).toHaveLength(3);
  });

  it('adds up counts, bad ones and slow ones exactly', async () => {
    const lost = eventOf({ bad: true, durationMs: null, responded: false, count: 3 });
    const failed = eventOf({ bad: true, statusCode: 503, durationMs: 500, count: 4 });
    const slow = eventOf({ durationMs: 500.001, count: 5 });
    const untimed = eventOf({ durationMs: null, count: 1e9 });
    expect(await minutes([lost, failed, slow, untimed])).toMatchObject([
      { records: 4, n: 1e9 + 12, bad: 7, timed: 12, slow: 8, bucket: noResponseBucket },
    ]);
  });
});

describe('the result that stands at the end of a minute', () => {
  const second = (seconds: number, changes: Partial<Event> = {}) =>
    eventOf({ timeMs: Date.UTC(2026, 2, 1, 12, 0, seconds), ...changes });
  const standing = async (...events: readonly Event[]) => {
    const [row] = await minutes(events);
    const packed = Number(row?.['standing']);
    return packed < 0
      ? null
      : {
          second: Math.floor(packed / 4) / 1000,
          bad: (packed & 2) !== 0,
          slow: (packed & 1) !== 0,
        };
  };
  const bad = { bad: true, statusCode: 503, durationMs: null } as const;

  it('is the last', async () => {
    expect(await standing(second(10, bad), second(40))).toEqual({
      second: 40,
      bad: false,
      slow: false,
    });
    expect(await standing(second(40, bad), second(10))).toEqual({
      second: 40,
      bad: true,
      slow: false,
    });
  });

  it('is the worse of two at the same instant', async () => {
    expect(await standing(second(10), second(10, bad))).toEqual({
      second: 10,
      bad: true,
      slow: false,
    });
    expect(await standing(second(10), second(10, { durationMs: 501 }))).toEqual({
      second: 10,
      bad: false,
      slow: true,
    });
  });

  it('is none where only signs of life came', async () => {
    expect(await standing(second(10, { count: 0 }))).toBeNull();
    expect(await standing(second(10), second(20, { ...bad, count: 0 }))).toEqual({
      second: 10,
      bad: false,
      slow: false,
    });
  });
});

describe('a sign of life', () => {
  it('is a cell of no results, and of no latency', async () => {
    const alive = eventOf({ count: 0, durationMs: 5 });
    expect(await minutes([alive])).toMatchObject([{ records: 1, n: 0, bad: 0, timed: 0 }]);
    expect(await latency([alive])).toEqual([]);
  });
});

describe('a day', () => {
  const midnight = ['2026-03-01T23:59:59.999Z', '2026-03-02T00:00:00.000Z'].map((time) => at(time));

  it('ends at midnight UTC', async () => {
    expect(await latency(midnight)).toEqual([
      { day: '2026-03-01', bucket: bucketOf(12.5), n: 1 },
      { day: '2026-03-02', bucket: bucketOf(12.5), n: 1 },
    ]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-01T23:00:00.000Z', '2026-03-02'],
    ['Asia/Kolkata', '2026-03-01T18:30:00.000Z', '2026-03-02'],
    ['Asia/Kathmandu', '2026-03-01T18:15:00.000Z', '2026-03-02'],
    ['America/New_York', '2026-03-09T04:00:00.000Z', '2026-03-09'],
    ['America/New_York', '2026-03-08T05:00:00.000Z', '2026-03-08'],
  ])('in %s begins at %s', async (zone, start, day) => {
    const before = at(new Date(Date.parse(start) - 1).toISOString(), { durationMs: 1 });
    const found = await latency([before, at(start)], { zone });
    expect(found.find(({ bucket }) => bucket === bucketOf(12.5))).toMatchObject({ day });
    expect(found.find(({ bucket }) => bucket === bucketOf(1))?.['day']).not.toBe(day);
  });

  it('of the ledger counts records before copies are removed', async () => {
    const copy = eventOf({ id: 'a' });
    const { parsed } = await cellsOf([[copy, copy, ...midnight]]);
    expect(parsed.select('day', 'records').toRecords()).toEqual([
      { day: '2026-03-01', records: 3 },
      { day: '2026-03-02', records: 1 },
    ]);
  });
});

describe('latency', () => {
  const noon = minuteOf('2026-03-01T12:00Z');

  it('leaves out announced maintenance of that component only', async () => {
    const maintenance = new Map([['api', new Set([noon])]]);
    const components = ['api', 'web'].map((id) => componentOf({ id }));
    const events = [
      eventOf(),
      eventOf({ component: 'web' }),
      at('2026-03-01T12:01:00Z'),
      at('2026-03-01T11:59:59.999Z'),
    ];
    const found = (await cellsOf([events], { maintenance, components })).latency;
    expect(found.select('component', 'n').toRecords()).toEqual([
      { component: 'api', n: 2 },
      { component: 'web', n: 1 },
    ]);
  });

  it('but the minutes themselves keep their records', async () => {
    expect(
      await minutes([eventOf()], { maintenance: new Map([['api', new Set([noon])]]) }),
    ).toHaveLength(1);
  });

  it('leaves out what is not settled yet', async () => {
    expect(await latency([eventOf(), at('2026-03-01T12:01:00Z')], { settled: noon + 1 })).toEqual([
      { day: '2026-03-01', bucket: bucketOf(12.5), n: 1 },
    ]);
  });

  it('counts results without a response as longer than all others', async () => {
    expect(
      await latency([eventOf({ bad: true, durationMs: null, responded: false, count: 7 })]),
    ).toEqual([{ day: '2026-03-01', bucket: noResponseBucket, n: 7 }]);
  });
});

describe('the threshold', () => {
  const slow = { durationMs: 300 };

  it('is that of the day', async () => {
    const slo = [
      { availability: 99, p99: '500ms' },
      { from: '2026-03-02', availability: 99, p99: '250ms' },
    ];
    const events = [at('2026-03-01T23:59:59.999Z', slow), at('2026-03-02T00:00:00Z', slow)];
    expect(await minutes(events, { components: [componentOf({ slo })] })).toMatchObject([
      { slow: 0, timed: 1 },
      { slow: 1, timed: 1 },
    ]);
  });

  it('where there is none, nothing is over it or timed against it', async () => {
    const lost = eventOf({ bad: true, durationMs: null, responded: false });
    const components = [componentOf({ slo: { availability: 99 } })];
    const [row] = await minutes([eventOf(slow), lost], { components });
    expect(row).toMatchObject({ n: 2, bad: 1, timed: 0, slow: 0 });
    expect(Number(row?.['standing']) & 1).toBe(0);
    expect(await latency([eventOf(slow), lost], { components })).toHaveLength(2);
  });
});
