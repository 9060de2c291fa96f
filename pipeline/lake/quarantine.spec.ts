import pl from 'nodejs-polars';
import { expect, it } from 'vitest';
import { quarantineParquet } from './quarantine.ts';

it('keeps position, reason and payload', () => {
  const records = [
    {
      offset: 7,
      index: 0,
      count: 1,
      reason: 'malformed',
      detail: 'not JSON',
      component: null,
      timeMs: null,
      payload: 'x\u0000\u202Ey',
    },
    {
      offset: 9,
      index: 3,
      count: 12,
      reason: 'late',
      detail: 'older than the horizon',
      component: 'api',
      timeMs: -8.64e15,
      payload: '{}',
    },
  ];
  expect(pl.readParquet(quarantineParquet(records)).toRecords()).toEqual(
    records.map(({ timeMs, ...record }) => ({ ...record, time_ms: timeMs })),
  );
});
