import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['60s', 60_000],
    ['5m', 300_000],
    ['25h', 90_000_000],
    ['30d', 2_592_000_000],
    ['0s', 0],
    ['007m', 420_000],
  ])('reads %s as %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    'm',
    '5 m',
    ' 5m',
    '5m ',
    '5M',
    '-5m',
    '+5m',
    '1.5h',
    '1h30m',
    '5min',
    '1e3s',
    '5m\n',
    '٥m',
    '1234567890s',
    'constructor',
  ])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
