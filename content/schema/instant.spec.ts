import { describe, expect, it } from 'vitest';
import { isCalendarDay, isInstant } from './instant.ts';

describe('isCalendarDay', () => {
  it.each(['2026-03-01', '2028-02-29', '2026-12-31'])('%s is one', (text) => {
    expect(isCalendarDay(text)).toBe(true);
  });

  it.each(['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-01', '2026-01-32'])(
    '%s is none',
    (text) => {
      expect(isCalendarDay(text)).toBe(false);
    },
  );
});

describe('isInstant', () => {
  it.each([
    '2026-03-01T14:05Z',
    '2026-03-01T14:05:06Z',
    '2026-03-01T14:05:06.789+01:00',
    '2026-03-01T14:05-0530',
  ])('%s is one', (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    '',
    'now',
    '2026-03-01',
    '2026-03-01T14:05',
    '2026-03-01 14:05Z',
    '2026-3-1T14:05Z',
    '2026-02-30T14:05Z',
    '2026-03-01T24:00Z',
    '2026-03-01T25:00Z',
    '2026-03-01T14:60Z',
    '2026-03-01T14:05+99:00',
    ' 2026-03-01T14:05Z',
    '2026-03-01T14:05Z\n',
  ])('%j is none', (text) => {
    expect(isInstant(text)).toBe(false);
  });
});
