import { describe, expect, it } from 'vitest';
import { schemaVersion, type DayDetail } from '#schema/snapshot.ts';
import { createSiteTime } from '../time/site-time';
import { dayStory, momentMarks, quarterInWords } from './day-story';
import { outagesOf, quarterHours } from './quarter-hours';

/** Three quarter-hours, the last still running. */
const detail: DayDetail = {
  schemaVersion,
  id: 'api',
  date: '2026-11-12',
  start: '2026-11-12T00:00:00.000Z',
  minutes: `${'U'.repeat(10)}PPMMMMMM${'U'.repeat(16)}?`,
  quarters: [0, 15, 30].map((minute) => ({
    start: new Date(Date.UTC(2026, 10, 12, 0, minute)).toISOString(),
    ...{ valid: 45, bad: 6, noise: 1 },
  })),
  updates: [
    {
      slug: 'db',
      title: 'Database failover',
      status: 'investigating',
      postedAt: '2026-11-12T00:15:00.000Z',
      text: 'We are looking.',
    },
  ],
};
const time = createSiteTime('UTC');

describe('quarterHours', () => {
  it('shows each by its worst minute, and unknown minutes never as up', () => {
    const statuses = quarterHours(detail).map(({ status }) => status);
    expect(statuses).toEqual(['major_outage', 'major_outage', 'unknown']);
  });

  it('ends where the day has come to', () => {
    expect(quarterHours(detail).at(-1)?.end).toBe('2026-11-12T00:35:00.000Z');
  });

  it('reads maintenance only where it is all of it', () => {
    const [some, all] = ['X'.repeat(14) + 'U', 'X'.repeat(15)].map(
      (minutes) => quarterHours({ ...detail, minutes })[0]?.status,
    );
    expect(some).toBe('operational');
    expect(all).toBe('maintenance');
  });
});

it('an outage runs across quarter-hours and is named by its worst minute', () => {
  expect(outagesOf(detail)).toEqual([
    {
      status: 'major_outage',
      from: '2026-11-12T00:10:00.000Z',
      until: '2026-11-12T00:18:00.000Z',
      minutes: 8,
    },
  ]);
  expect(outagesOf({ ...detail, minutes: 'UUUPPUP' }).map(({ minutes }) => minutes)).toEqual([
    2, 1,
  ]);
});

it('a quarter-hour is told with the minutes that differ', () => {
  const [first, , last] = quarterHours(detail);
  if (!first || !last) throw new Error('no quarter-hours');
  expect(quarterInWords(first, time)).toBe(
    '00:00–00:15 UTC: major outage, 6 of 45 results bad, 1 unconfirmed, ' +
      '00:10–00:12 partial outage, 00:12–00:15 major outage',
  );
  expect(quarterInWords(last, time)).toContain('00:34–00:35 unknown');
});

it('what was measured and what was said stand in one order', () => {
  expect(dayStory(detail, time).map(({ clock, what }) => `${clock} ${what}`)).toEqual([
    '00:10 UTC Major outage for 8 min, until 00:18, as measured',
    '00:15 UTC Investigating',
  ]);
});

it('updates are dots at their minute', () => {
  expect(momentMarks(detail)).toBe('M0.5 42v0');
});
