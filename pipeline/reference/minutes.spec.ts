/** Minutes: the pipeline against the plain reading of the rules, on random events. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotsOf } from '../denoise/standing.ts';
import { noiseOf } from '../denoise/vote.ts';
import { probeMinutes } from '../rollup/minutes/probes.ts';
import { requestMinutes } from '../rollup/minutes/requests.ts';
import { transitionMinutes } from '../rollup/minutes/transitions.ts';
import { lettersOf } from '../testing/minutes.testing.ts';
import { minuteOf, type PlainEvent } from './events.testing.ts';
import { checks, requests, thresholdMs, vantagesOf } from './generate.testing.ts';
import { noiseOf as plainNoiseOf, probeLetters } from './probes.testing.ts';
import { requestLetters } from './requests.testing.ts';
import { transitionLetters } from './transitions.testing.ts';

const cases = { numRuns: 4000, seed: 11 };
const targets = fc.constantFrom(900_000, 990_000, 999_000, 999_900);
const promised = (ppm: number) => ({ targetPpm: BigInt(ppm), thresholdMs });

describe('requests', () => {
  it('have the same class in every minute', () => {
    const excluded = fc.array(fc.nat(19), { maxLength: 3 });
    fc.assert(
      fc.property(requests(20), targets, excluded, (events, ppm, away) => {
        const maintenance = new Set(away);
        const range = { start: 0, end: 20 };
        const { classes } = requestMinutes(vantagesOf(events), range, () => ppm, maintenance);
        const plain = requestLetters(events, [0, 20], promised(ppm), maintenance);
        // Announced maintenance is laid over the minutes afterwards.
        const letters = Array.from(lettersOf(classes), (letter, at) =>
          maintenance.has(at) ? 'X' : letter,
        );
        expect(letters.join('')).toBe(plain.join(''));
      }),
      cases,
    );
  });

  it('have the same class where traffic vanished or the last hour is looked at', () => {
    const days = 9;
    const sparse = fc.array(
      fc.record({
        day: fc.nat(days - 1),
        minute: fc.nat(44),
        bad: fc.boolean(),
        count: fc.constantFrom(0n, 0n, 1n, 5n, 10n, 12n),
      }),
      { minLength: 10, maxLength: 60 },
    );
    fc.assert(
      fc.property(sparse, (drawn) => {
        const events = drawn.map(({ day, minute, bad, count }): PlainEvent => ({
          ...{ id: null, probe: '', timeMs: (day * 1440 + minute) * 60_000, bad, count },
          ...{ durationMs: null, responded: true },
        }));
        const end = days * 1440;
        const { classes } = requestMinutes(vantagesOf(events), { start: 0, end }, () => 999_000);
        const known = (letters: Iterable<string>) =>
          Array.from(letters, (letter, at) => `${at} ${letter}`).filter((at) => !at.endsWith('?'));
        const plain = requestLetters(events, [0, end], promised(999_000));
        expect(known(lettersOf(classes))).toEqual(known(plain));
      }),
      { numRuns: 150, seed: 12 },
    );
  });
});

describe('probes', () => {
  function compare(events: readonly PlainEvent[], everyMinutes: number, minutes: number): void {
    const intervalMs = everyMinutes * 60_000;
    const vantages = vantagesOf(events);
    const ballots = ballotsOf(vantages);
    const days = [{ start: 0, end: minutes }];
    const noise = noiseOf(ballots, { checkIntervalMs: intervalMs, probes: null, days });
    const range = { start: 0, end: minutes };
    const denoised = { ballots, noise, monitor: new Set<never>() };
    const series = probeMinutes(vantages, denoised, range, intervalMs);
    const plain = {
      ...{ events, intervalMs, thresholdMs },
      range: [0, minutes] as const,
      days: [[0, minutes]] as const,
    };
    const plainNoise = plainNoiseOf(plain);
    const named = [...noise.keys()].map(
      ({ vantage, minute }) => `${vantages[vantage]?.name} ${minute}`,
    );
    const plainly = [...plainNoise].map((event) => `${event.probe} ${minuteOf(event)}`);
    expect(named.sort()).toEqual(plainly.sort());
    expect(lettersOf(series.classes)).toBe(probeLetters(plain, plainNoise).join(''));
  }

  it.each([
    [1, 2500],
    [2, 800],
    [5, 800],
  ])('every %i min have the same noise and classes', (every, numRuns) => {
    const minutes = 14 * every;
    fc.assert(
      fc.property(checks(5, minutes, every), (events) => {
        compare(events, every, minutes);
      }),
      { numRuns, seed: 13 },
    );
  });

  it('have the same noise and classes over hours, with crowds of noise', () => {
    const crowd = fc.array(fc.tuple(fc.nat(2), fc.nat(119)), { maxLength: 14 });
    fc.assert(
      fc.property(crowd, (failures) => {
        const failed = new Set(failures.map(([probe, minute]) => `${probe} ${minute}`));
        const events = [0, 1, 2].flatMap((probe) =>
          Array.from({ length: 130 }, (_, minute): PlainEvent => {
            const bad = failed.has(`${probe} ${minute}`);
            const at = { id: null, probe: `p${probe}`, timeMs: minute * 60_000 + probe };
            return { ...at, bad, count: 1n, durationMs: bad ? null : 20, responded: !bad };
          }),
        );
        compare(events, 1, 130);
      }),
      { numRuns: 40, seed: 14 },
    );
  });
});

describe('transitions', () => {
  it('have the same state in every minute', () => {
    const record = fc.record({ ms: fc.nat(30 * 60_000), whole: fc.boolean(), bad: fc.boolean() });
    const silence = fc.constantFrom(60_000, 150_000, 600_000, 3_600_000);
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), silence, (records, maxSilenceMs) => {
        const events = records.map(({ ms, whole, bad }): PlainEvent => ({
          ...{ id: null, probe: '', timeMs: whole ? ms - (ms % 60_000) : ms, bad, count: 1n },
          ...{ durationMs: null, responded: true },
        }));
        const range = { start: 5, end: 40 };
        const { classes } = transitionMinutes(vantagesOf(events), range, maxSilenceMs);
        expect(lettersOf(classes)).toBe(transitionLetters(events, [5, 40], maxSilenceMs).join(''));
      }),
      cases,
    );
  });
});
