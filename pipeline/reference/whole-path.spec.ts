/** From JSON records over Parquet to published figures, against the plain reading of the rules. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ComponentHistory } from '#schema/snapshot.ts';
import { denoise } from '../denoise/denoise.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { auditOf, type DayLedger } from '../publish/audit.ts';
import { dayDetailOf } from '../publish/day-detail.ts';
import { siteDays } from '../rollup/calendar.ts';
import { countCells } from '../rollup/count-cells.ts';
import { rollup } from '../rollup/rollup.ts';
import { configOf } from '../testing/components.testing.ts';
import { drainedPart } from '../testing/parts.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import {
  countsOf,
  latenciesOf,
  type Letter,
  minuteOf,
  p99,
  type PlainEvent,
  withoutCopies,
} from './events.testing.ts';
import { dayStatus, floored, sharesOf } from './figures.testing.ts';
import { checks, requests, thresholdMs } from './generate.testing.ts';
import { noiseOf, probeLetters } from './probes.testing.ts';
import { requestLetters } from './requests.testing.ts';
import { transitionLetters } from './transitions.testing.ts';

const minuteMs = 60_000;
const date = '2026-03-02';
const days = siteDays(date, 2, 'UTC');
const day: readonly [number, number] = [days[1]?.start ?? 0, days[1]?.end ?? 0];
const noonMs = (day[0] + 720) * minuteMs;
const asOfMs = (day[1] + 10) * minuteMs;
const slo = { availability: 99.9, p99: `${thresholdMs}ms` };
const config = configOf([
  { id: 'api', slo },
  { id: 'ping', observed: 'probes', slo },
  { id: 'log', observed: 'transitions', maxSilence: '30m', slo },
]);

type Given = Readonly<Record<'api' | 'ping' | 'log', readonly PlainEvent[]>>;

/** At noon; each with a name, and what has no response is bad. */
function placed(events: readonly PlainEvent[], names: string): PlainEvent[] {
  return events.map((event, index) => ({
    ...event,
    id: `${names}${index}`,
    timeMs: event.timeMs + noonMs,
    bad: event.bad || !event.responded,
  }));
}

function recordOf(component: string, event: PlainEvent): unknown {
  const { id, probe, timeMs, bad, count, durationMs, responded } = event;
  return {
    ...{ id, component, probe, region: probe, ok: !bad, count: Number(count) },
    time: new Date(timeMs).toISOString(),
    ...(responded ? { statusCode: bad ? 500 : 200 } : { statusCode: 0, error: 'timeout' }),
    ...(durationMs === null ? {} : { durationMs }),
  };
}

interface Rolled {
  readonly histories: readonly ComponentHistory[];
  readonly letters: ReadonlyMap<string, string>;
  readonly ledgers: readonly DayLedger[];
}

/** Drains records in these parts, rolls them up. */
async function rolled(parts: readonly (readonly unknown[])[]): Promise<Rolled> {
  const store = new DirectoryStore(temporaryFolder());
  const held = [];
  for (const [index, records] of parts.entries())
    held.push(await drainedPart(store, config, records, asOfMs, index * 1000));
  const input = { store, parts: held, config, maintenance: [], asOfMs, days };
  const counted = await countCells(input);
  const { components } = config;
  const found = rollup(counted, denoise({ ...counted, components }), components, []);
  const [, last] = days;
  if (last === undefined) throw new Error('no day');
  return {
    histories: found.map(({ history }) => history),
    letters: new Map(
      found.map(({ history: { id }, series }) => [id, dayDetailOf(id, last, series, []).minutes]),
    ),
    ledgers: auditOf(counted, found, held).days,
  };
}

interface Expected {
  readonly letters: readonly Letter[];
  readonly counted: readonly PlainEvent[];
  readonly noise: number;
}

function expected({ api, ping, log }: Given): Readonly<Record<string, Expected>> {
  const target = { targetPpm: 999_000n, thresholdMs };
  const interval = { intervalMs: minuteMs, thresholdMs };
  const asked = { events: ping, ...interval, range: day, days: [day] };
  const noise = noiseOf(asked);
  const once = withoutCopies(api);
  return {
    api: { letters: requestLetters(once, day, target), counted: once, noise: 0 },
    ping: {
      letters: probeLetters(asked, noise),
      counted: ping.filter((event) => !noise.has(event)),
      noise: noise.size,
    },
    log: { letters: transitionLetters(log, day, 30 * minuteMs), counted: log, noise: 0 },
  };
}

/** A transition's results are minutes. */
function sumsOf(id: string, { letters, counted }: Expected): { valid: bigint; bad: bigint } {
  if (id !== 'log') return countsOf(counted);
  const bad = letters.filter((letter) => letter === 'M').length;
  const known = letters.filter((letter) => letter !== '?').length;
  return { valid: BigInt(known), bad: BigInt(bad) };
}

function compare(found: Rolled, wanted: Readonly<Record<string, Expected>>): void {
  for (const { id, days: published, windows } of found.histories) {
    const want = wanted[id];
    const last = published.at(-1);
    if (want === undefined || last === undefined || want.counted.length === 0) continue;
    const { valid, bad } = sumsOf(id, want);
    expect(found.letters.get(id)).toBe(want.letters.join(''));
    expect(last).toMatchObject({
      ...{ valid: Number(valid), bad: Number(bad), noise: want.noise },
      ...sharesOf(want.letters),
      availability: floored(valid - bad, valid, 3),
    });
    if (last.briefMinutes === 0)
      expect(last.status).toBe(dayStatus({ letters: want.letters, valid, bad }, 999_000n));
    expect(windows['7d']).toMatchObject({ valid: Number(valid), bad: Number(bad) });
    compareLatency(last.p99Ms, latenciesOf(want.counted));
  }
  for (const { parsed, accepted, duplicate, excluded, noise } of found.ledgers)
    expect(parsed).toBe(accepted + duplicate + excluded + noise);
}

function compareLatency(found: ComponentHistory['days'][number]['p99Ms'], all: number[]): void {
  const exact = p99(all);
  expect(found?.n ?? 0).toBe(all.length);
  if (exact === null) return;
  if (Number.isFinite(exact)) expect(found?.low).toBeLessThanOrEqual(exact);
  expect(found?.high ?? Infinity).toBeGreaterThanOrEqual(exact);
}

const states = fc.array(fc.record({ ms: fc.nat(40 * minuteMs), bad: fc.boolean() }), {
  maxLength: 8,
});
const given = fc
  .record({ api: requests(30), ping: checks(5, 20, 1), log: states })
  .map(({ api, ping, log }) => ({
    api: placed(api, 'a'),
    ping: placed(ping, 'p'),
    log: placed(
      log.map(({ ms, bad }) => ({
        ...{ id: null, probe: '', timeMs: ms, bad, count: 1n },
        ...{ durationMs: null, responded: true },
      })),
      'l',
    ),
  }));

const recordsOf = ({ api, ping, log }: Given) => [
  ...api.map((event) => recordOf('api', event)),
  ...ping.map((event) => recordOf('ping', event)),
  ...log.map((event) => recordOf('log', event)),
];

it('figures are those of the plain reading', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(given, async (drawn) => {
      const records = recordsOf(drawn);
      fc.pre(records.length > 0);
      compare(await rolled([records]), expected(drawn));
    }),
    { numRuns: 12, seed: 31 },
  );
});

it('of copies that differ the worst counts', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(requests(30), fc.array(fc.nat(5)), async (events, names) => {
      fc.pre(events.length > 0);
      // Copies of one event tell of the same time and latency.
      const api = events.map((event, index) => {
        const name = names[index] ?? index + 10;
        const timeMs = noonMs + name * 7000;
        return {
          ...event,
          ...{ id: `n${name}`, timeMs, durationMs: 20, responded: true, probe: '' },
        };
      });
      const drawn = { api, ping: [], log: [] };
      compare(await rolled([recordsOf(drawn)]), expected(drawn));
    }),
    { numRuns: 8, seed: 32 },
  );
});

it(
  'shuffled, duplicated and split anew, the figures are the same bytes',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(given, fc.infiniteStream(fc.nat()), fc.nat(60), async (drawn, keys, cut) => {
        const records = recordsOf(drawn);
        fc.pre(records.length > 0);
        const keyed = [...records, ...records.filter((_, index) => index % 3 === 0)].map(
          (record) => ({
            record,
            key: keys.next().value ?? 0,
          }),
        );
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ record }) => record);
        const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].filter(
          ({ length }) => length > 0,
        );
        const [once, again] = [await rolled([records]), await rolled(parts)];
        expect(JSON.stringify(again.histories)).toBe(JSON.stringify(once.histories));
        expect(again.letters).toEqual(once.letters);
      }),
      { numRuns: 6, seed: 33 },
    );
  },
);

it('minutes of the events lie within the day', () => {
  const [start, end] = day;
  const [sample] = fc.sample(given, { numRuns: 1, seed: 1 });
  for (const event of Object.values(sample ?? {}).flat()) {
    expect(minuteOf(event)).toBeGreaterThanOrEqual(start);
    expect(minuteOf(event)).toBeLessThan(end);
  }
});
