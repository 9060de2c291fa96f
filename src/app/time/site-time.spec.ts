import { describe, expect, it } from 'vitest';
import {
  ageInWords,
  createSiteTime,
  dayInFull,
  dayInShort,
  daySpoken,
  firstAndLast,
  spanInWords,
} from './site-time';

const minute = 60_000;

describe('createSiteTime', () => {
  it('prints instants in the zone of the site', () => {
    expect(createSiteTime('UTC').instant('2026-11-12T14:05:00Z')).toBe('12 Nov 2026, 14:05 UTC');
    expect(createSiteTime('Asia/Kolkata').instant('2026-11-12T20:05:00Z')).toContain(
      '13 Nov 2026, 01:35',
    );
    expect(createSiteTime('Asia/Kolkata').month('2026-10-31T20:05:00Z')).toBe('November 2026');
  });
});

describe('site days', () => {
  it('are dates, whatever zone the reader is in', () => {
    expect(dayInFull('2026-03-01')).toBe('1 March 2026');
    expect(daySpoken('2026-03-01')).toBe('1 March');
  });

  it('name their year where it is not the one told before', () => {
    expect(dayInShort('2026-03-01', '2026-03-02')).toBe('1 Mar');
    expect(dayInShort('2025-12-31', '2026-01-01')).toBe('31 Dec 2025');
    expect(dayInShort('2026-03-01', undefined)).toBe('1 Mar 2026');
    expect(firstAndLast([{ date: '2026-08-25' }, { date: '2026-11-23' }])).toEqual({
      first: '25 Aug',
      last: '23 Nov',
    });
    expect(firstAndLast([{ date: '2025-12-25' }, { date: '2026-01-23' }])).toEqual({
      first: '25 Dec 2025',
      last: '23 Jan 2026',
    });
  });
});

describe('spans', () => {
  it.each([
    [30_000, 'under 1 min'],
    [12 * minute, '12 min'],
    [134 * minute, '2 h 14 min'],
    [26 * 60 * minute, '1 d 2 h'],
    [1441 * minute, '1 d 1 min'],
  ])('%d ms', (ms, words) => {
    expect(spanInWords(ms)).toBe(words);
  });

  it.each([
    [-5000, 'just now'],
    [59_000, 'just now'],
    [5 * minute, '5\u00a0min ago'],
    [199 * minute, '3\u00a0h ago'],
    [50 * 60 * minute, '2\u00a0d ago'],
  ])('%d ms ago', (ms, words) => {
    expect(ageInWords(ms)).toBe(words);
  });
});
