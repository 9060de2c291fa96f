import { describe, expect, it } from 'vitest';
import { goldenCases, sharedData } from '../testing/shared-data.testing.ts';
import { dayOf, firstMinuteOf, siteDays } from './calendar.ts';

/** The golden table of local days. */
const golden = [
  { zone: 'America/New_York', day: '2026-03-08', minutes: 1380, startUtc: '2026-03-08T05:00Z' },
  { zone: 'America/New_York', day: '2026-11-01', minutes: 1500, startUtc: '2026-11-01T04:00Z' },
  { zone: 'Europe/Berlin', day: '2026-03-29', minutes: 1380, startUtc: '2026-03-28T23:00Z' },
  { zone: 'Europe/Berlin', day: '2026-10-25', minutes: 1500, startUtc: '2026-10-24T22:00Z' },
  { zone: 'Australia/Lord_Howe', day: '2026-04-05', minutes: 1470, startUtc: '2026-04-04T13:00Z' },
  { zone: 'Australia/Lord_Howe', day: '2026-10-04', minutes: 1410, startUtc: '2026-10-03T13:30Z' },
  { zone: 'Asia/Kathmandu', day: '2026-06-01', minutes: 1440, startUtc: '2026-05-31T18:15Z' },
  { zone: 'Asia/Kolkata', day: '2026-06-01', minutes: 1440, startUtc: '2026-05-31T18:30Z' },
  { zone: 'America/Sao_Paulo', day: '2018-11-04', minutes: 1380, startUtc: '2018-11-04T03:00Z' },
];

it('restates the golden table', (context) => {
  const shared = sharedData('golden/days.json');
  if (!shared.present) context.skip(shared.absent);
  expect(goldenCases('days')).toEqual(golden);
});

describe('siteDays', () => {
  it.each(golden)(
    '$zone $day has $minutes minutes from $startUtc',
    ({ zone, day, minutes, startUtc }) => {
      const [found] = siteDays(day, 1, zone);
      const start = Date.parse(startUtc) / 60_000;
      expect(found).toEqual({ date: day, start, end: start + minutes });
      expect(firstMinuteOf(day, zone)).toBe(start);
    },
  );

  it('joins days without a gap, each of 92 to 100 whole quarter-hours', () => {
    for (const zone of ['UTC', ...golden.map((one) => one.zone)]) {
      const days = siteDays('2026-12-31', 365, zone);
      expect(days).toHaveLength(365);
      expect(days[0]?.date).toBe('2026-01-01');
      days.forEach(({ start, end }, index) => {
        expect(start).toBe(days[index - 1]?.end ?? start);
        expect(start % 15).toBe(0);
        expect([92, 94, 96, 98, 100]).toContain((end - start) / 15);
      });
    }
  });

  it('crosses a leap day', () => {
    expect(siteDays('2028-03-01', 3, 'UTC').map(({ date }) => date)).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
  });
});

describe('dayOf', () => {
  it.each(golden)('$zone: $day begins at $startUtc', ({ zone, day, minutes, startUtc }) => {
    const start = Date.parse(startUtc);
    expect(dayOf(start, zone)).toBe(day);
    expect(dayOf(start - 1, zone) < day).toBe(true);
    expect(dayOf(start + minutes * 60_000 - 1, zone)).toBe(day);
    expect(dayOf(start + minutes * 60_000, zone) > day).toBe(true);
  });
});
