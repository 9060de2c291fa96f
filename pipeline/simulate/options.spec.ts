import { expect, test } from 'vitest';
import { simulateOptions } from './options.ts';

test('say where a simulation goes, and what may differ from its scenario', () => {
  expect(simulateOptions(['--out', 'folder'])).toEqual({
    to: { out: 'folder' },
    scenario: 'demo.yaml',
    seed: null,
    days: null,
    brokers: null,
    liveMs: 0,
  });
  const args = '--topic t --brokers a:1,b:2 --seed 3 --days 0 --scenario x.yaml --live';
  expect(simulateOptions(args.split(' '))).toEqual({
    to: { topic: 't' },
    scenario: 'x.yaml',
    seed: 3,
    days: 0,
    brokers: 'a:1,b:2',
    liveMs: Infinity,
  });
  expect(simulateOptions(['--topic', 't', '--for', '10m']).liveMs).toBe(600_000);
});

test.each([
  ['', 'either --out or --topic is needed'],
  ['--out a --topic b', 'either --out or --topic is needed'],
  ['--topic t --days 401', '--days: "401" is not allowed; allowed: a whole number from 0 to 400'],
  ['--topic t --seed x', '--seed: "x" is not allowed'],
  ['--topic t --for ever', '--for: "ever" is not allowed; allowed: a duration like 30s or 10m'],
  ['--topic t --rate 5', "Unknown option '--rate'"],
])('of "%s" are refused with the usage', (args, why) => {
  const given = args === '' ? [] : args.split(' ');
  expect(() => simulateOptions(given)).toThrow(why);
  expect(() => simulateOptions(given)).toThrow('usage: npm run simulate');
});
