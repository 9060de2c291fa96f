import { expect, it } from 'vitest';
import type { MadePart } from './make-part.ts';
import { PoisonGuard } from './poison-guard.ts';

function made(received: number, malformed: number): MadePart {
  const ledger = {
    ...{ received, parsed: received - malformed, malformed },
    ...{ future: 0, late: 0, unmatched: 0, ignored: 0 },
  };
  const place = { stream: 'file:log', epoch: 1, partition: 0, start: 0, end: received };
  const times = { drainedAt: 0, minTimeMs: null, maxTimeMs: null, firstTimeMs: {} };
  const files = { events: null, points: null, quarantine: null };
  return {
    part: { ...place, ...times, ...files, ledger },
    examples: ['malformed at 3: not JSON'],
  };
}

it('lets through exactly the share that is allowed', () => {
  const guard = new PoisonGuard('file log', 50);
  expect(() => {
    guard.check(made(100, 50));
  }).not.toThrow();
});

it('stops above it, and says of what', () => {
  const guard = new PoisonGuard('file log', 50);
  guard.check(made(100, 0));
  guard.check(made(100, 100));
  expect(() => {
    guard.check(made(2, 2));
  }).toThrow(/^file log: 102 of 202 records are malformed, more than the 50 %[^]*at 3: not JSON$/);
});

it('does not judge by a few records', () => {
  const guard = new PoisonGuard('file log', 0);
  guard.check(made(99, 98));
  expect(() => {
    guard.check(made(1, 0));
  }).toThrow('98 of 100');
});

it('needs only a few where nothing at all could be used', () => {
  const guard = new PoisonGuard('file log', 50);
  guard.check(made(4, 4));
  expect(() => {
    guard.check(made(1, 1));
  }).toThrow('5 of 5');
});

it('allows everything at 100 %', () => {
  const guard = new PoisonGuard('file log', 100);
  expect(() => {
    guard.check(made(1000, 1000));
  }).not.toThrow();
});

it('is not lulled by a long good past', () => {
  const guard = new PoisonGuard('file log', 50);
  for (let part = 0; part < 100; part += 1) guard.check(made(10_000, 0));
  expect(() => {
    for (let part = 0; part < 4; part += 1) guard.check(made(10_000, 10_000));
  }).toThrow('malformed');
});
