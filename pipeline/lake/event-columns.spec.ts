import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { bucketOf, noResponseBucket, zeroBucket } from '#schema/histogram.ts';
import type { Event } from '../drain/event.ts';
import { eventOf } from '../testing/events.testing.ts';
import { EventColumns } from './event-columns.ts';

const noon = Date.UTC(2026, 2, 1, 12);

/** Writes events, the first at offset 0, and reads them back from Parquet. */
async function roundTrip(...events: readonly Event[]): Promise<pl.DataFrame> {
  const columns = new EventColumns();
  events.forEach((event, offset) => {
    columns.add(event, offset, 0);
  });
  return pl.readParquet(await columns.toParquet());
}

describe('the Parquet of a part', () => {
  it('has these columns and types', async () => {
    const schema: Readonly<Record<string, pl.DataType>> = (await roundTrip(eventOf())).schema;
    expect(
      Object.entries(schema).map(([name, type]) => [
        name,
        String(type).replace(/DataType\((.*)\)/, '$1'),
      ]),
    ).toEqual([
      ['offset', 'Int64'],
      ['index', 'Int32'],
      ['time_ms', 'Int64'],
      ['minute', 'Int32'],
      ['quarter', 'Int32'],
      ['utc_day', 'Int32'],
      ['first_minute', 'Int32'],
      ['component', 'String'],
      ['region', 'String'],
      ['probe', 'String'],
      ['signal', 'String'],
      ['id', 'String'],
      ['records', 'Int32'],
      ['bad', 'Int32'],
      ['n', 'Int64'],
      ['duration_ms', 'Float64'],
      ['low_ms', 'Float64'],
      ['high_ms', 'Float64'],
      ['bucket', 'Int32'],
      ['status_code', 'Int32'],
      ['method', 'String'],
      ['route', 'String'],
      ['error', 'String'],
      ['unsampled', 'Int32'],
      ['excluded', 'String'],
    ]);
  });

  it('has the same types where nothing optional is given', async () => {
    const bare = await roundTrip(eventOf({ durationMs: null, statusCode: null, responded: true }));
    expect(bare.schema).toEqual(
      (await roundTrip(eventOf({ id: 'a', method: 'GET', route: '/', error: 'x' }))).schema,
    );
  });

  it('holds what was put in', async () => {
    const [row] = (
      await roundTrip(
        eventOf({
          id: 'a',
          region: 'eu',
          probe: 'p',
          method: 'GET',
          route: '/v1',
          error: 'x',
          count: 1e9,
        }),
      )
    ).toRecords();
    expect(row).toEqual({
      offset: 0,
      index: 0,
      time_ms: noon,
      minute: noon / 60_000,
      quarter: noon / 900_000,
      utc_day: Math.floor(noon / 86_400_000),
      first_minute: noon / 60_000,
      component: 'api',
      region: 'eu',
      probe: 'p',
      signal: 'event',
      id: 'a',
      records: 1,
      bad: 0,
      n: 1e9,
      duration_ms: 12.5,
      low_ms: null,
      high_ms: null,
      bucket: bucketOf(12.5),
      status_code: 200,
      method: 'GET',
      route: '/v1',
      error: 'x',
      unsampled: 0,
      excluded: null,
    });
  });

  it('holds what is known of a row beyond its event', async () => {
    const columns = new EventColumns();
    columns.add(eventOf(), 0, 0);
    columns.add(eventOf({ durationMs: null, count: 5 }), 1, 2, {
      signal: 'server-metrics',
      latency: { lowMs: 250, highMs: Infinity },
      firstMinute: noon / 60_000 - 3,
      records: 0,
      unsampled: true,
      excluded: 'baseline',
    });
    const kept = [
      'signal',
      'low_ms',
      'high_ms',
      'first_minute',
      'records',
      'unsampled',
      'excluded',
    ];
    const frame = pl.readParquet(await columns.toParquet());
    expect(frame.select('bucket', ...kept).rows()).toEqual([
      [bucketOf(12.5), 'event', null, null, noon / 60_000, 1, 0, null],
      [null, 'server-metrics', 250, Infinity, noon / 60_000 - 3, 0, 1, 'baseline'],
    ]);
  });

  it('keeps null, empty text and 0 apart', async () => {
    const frame = await roundTrip(
      eventOf({ durationMs: null, statusCode: null }),
      eventOf({ durationMs: 0, id: '', method: '', route: '', error: '' }),
    );
    expect(
      frame
        .select('duration_ms', 'bucket', 'status_code', 'id', 'method', 'route', 'error')
        .toRecords(),
    ).toEqual([
      {
        duration_ms: null,
        bucket: null,
        status_code: null,
        id: null,
        method: null,
        route: null,
        error: null,
      },
      {
        duration_ms: 0,
        bucket: zeroBucket,
        status_code: 200,
        id: '',
        method: '',
        route: '',
        error: '',
      },
    ]);
  });

  it('puts a result without a response behind every latency', async () => {
    const [row] = (
      await roundTrip(eventOf({ durationMs: null, responded: false, bad: true }))
    ).toRecords();
    expect(row).toMatchObject({ duration_ms: null, bucket: noResponseBucket, bad: 1 });
  });

  it('is in the order of positions, or in one that is asked for', async () => {
    const columns = new EventColumns();
    for (const [offset, timeMs] of [3, 1, 2].entries())
      columns.add(eventOf({ timeMs, component: `c${timeMs}` }), 9 - offset, 0);
    const componentsOf = async (...order: string[][]) =>
      pl
        .readParquet(await columns.toParquet(...order))
        .getColumn('component')
        .toArray();
    expect(await componentsOf()).toEqual(['c2', 'c1', 'c3']);
    expect(await componentsOf(['time_ms'])).toEqual(['c1', 'c2', 'c3']);
  });

  it('keeps the last millisecond of a minute in it, and the first of the next out of it', async () => {
    const frame = await roundTrip(eventOf({ timeMs: noon - 1 }), eventOf({ timeMs: noon }));
    expect(frame.getColumn('minute').toArray()).toEqual([noon / 60_000 - 1, noon / 60_000]);
    expect(frame.getColumn('quarter').toArray()).toEqual([noon / 900_000 - 1, noon / 900_000]);
  });

  it('counts days before 1970 downwards', async () => {
    const [row] = (await roundTrip(eventOf({ timeMs: -1 }))).toRecords();
    expect(row).toMatchObject({ time_ms: -1, minute: -1, quarter: -1, utc_day: -1 });
  });

  it('is the same bytes for the same events', async () => {
    const bytes = async () => {
      const columns = new EventColumns();
      for (let at = 0; at < 1000; at += 1)
        columns.add(
          eventOf({ timeMs: noon + ((at * 7919) % 1000), id: `x${at}`, region: `r${at % 3}` }),
          at,
          0,
        );
      return columns.toParquet();
    };
    expect(await bytes()).toEqual(await bytes());
  });

  it('keeps thousands of distinct texts with their rows', async () => {
    const events = Array.from({ length: 5000 }, (_, at) =>
      eventOf({
        timeMs: noon + at,
        region: `r${at % 1000}`,
        error: at % 2 === 0 ? `e${at}` : null,
      }),
    );
    const frame = await roundTrip(...events);
    expect(frame.getColumn('region').toArray()).toEqual(events.map(({ region }) => region));
    expect(frame.getColumn('error').toArray()).toEqual(events.map(({ error }) => error));
  });
});

describe('what a part says of its events', () => {
  it('range and first time of each component', () => {
    const columns = new EventColumns();
    columns.add(eventOf({ timeMs: noon + 5 }), 0, 0);
    columns.add(eventOf({ timeMs: noon, component: 'web' }), 1, 0);
    columns.add(eventOf({ timeMs: noon + 9, component: 'web' }), 2, 0);
    expect(columns.range()).toEqual({ minTimeMs: noon, maxTimeMs: noon + 9 });
    expect(columns.firstTimes()).toEqual({ api: noon + 5, web: noon });
  });

  it('nothing where there are none', () => {
    expect(new EventColumns().range()).toEqual({ minTimeMs: null, maxTimeMs: null });
    expect(new EventColumns().firstTimes()).toEqual({});
  });
});
