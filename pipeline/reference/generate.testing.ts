/** Random events for comparing both implementations, and how they become cells without Parquet. */
import fc from 'fast-check';
import type { MinuteCell, VantageResults } from '../rollup/series.ts';
import { isTimed, minuteOf, type PlainEvent } from './events.testing.ts';

export const thresholdMs = 500;

const latency = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ durationMs: null, responded: false }) },
  { weight: 1, arbitrary: fc.constant({ durationMs: null, responded: true }) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(0, 12.5, 499.999, 500, 500.001, 900, 86_400_000)
      .map((durationMs) => ({ durationMs, responded: true })),
  },
);

/** Requests of some minutes; a few come twice, the copies differing in what they say. */
export function requests(minutes: number): fc.Arbitrary<PlainEvent[]> {
  const one = fc.record({
    minute: fc.nat(minutes - 1),
    ms: fc.nat(59_999),
    bad: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
    count: fc.constantFrom(0n, 1n, 1n, 1n, 2n, 19n, 20n, 98n, 1000n),
    latency,
    region: fc.constantFrom('', 'eu'),
  });
  return fc.array(one, { maxLength: 30 }).map((drawn) =>
    drawn.map(({ minute, ms, bad, count, latency: timing, region }) => ({
      ...{ id: null, probe: region, timeMs: minute * 60_000 + ms, bad, count },
      ...timing,
    })),
  );
}

/** Checks of some probes, each with its second, some missing. */
export function checks(
  probes: number,
  minutes: number,
  everyMinutes: number,
): fc.Arbitrary<PlainEvent[]> {
  const said = fc.constantFrom('.', '.', '.', '.', '.', '.', 'x', 'x', 's', ' ');
  const probe = fc.record({
    ms: fc.nat(59_999),
    said: fc.array(said, { minLength: 1, maxLength: Math.floor(minutes / everyMinutes) }),
  });
  return fc.array(probe, { minLength: 1, maxLength: probes }).map((drawn) =>
    drawn.flatMap(({ ms, said: letters }, index) =>
      letters.flatMap((letter, at): PlainEvent[] => {
        if (letter === ' ') return [];
        const timeMs = at * everyMinutes * 60_000 + ms;
        const durationMs = letter === 's' ? 900 : 20;
        const answered = letter !== 'x';
        return [
          {
            ...{ id: null, probe: `p${index}`, timeMs, bad: !answered, count: 1n },
            ...{ durationMs: answered ? durationMs : null, responded: answered },
          },
        ];
      }),
    ),
  );
}

const isOver = ({ durationMs, responded }: PlainEvent) =>
  !responded || (durationMs !== null && durationMs > thresholdMs);

function cellOf(minute: number, events: readonly PlainEvent[]): MinuteCell {
  const sum = (of: readonly PlainEvent[]) => of.reduce((n, { count }) => n + Number(count), 0);
  const results = events.filter(({ count }) => count > 0n);
  const slow = sum(results.filter(isOver));
  const rank = (event: PlainEvent) =>
    event.timeMs * 4 + Number(event.bad) * 2 + Number(isOver(event));
  const last = results.toSorted((a, b) => rank(a) - rank(b)).at(-1);
  return {
    ...{ minute, from: minute, records: events.length, n: sum(events) },
    ...{ bad: sum(events.filter(({ bad }) => bad)), timed: sum(results.filter(isTimed)) },
    ...{ slow, slowHigh: slow, unsampled: false, bucket: null },
    last: last === undefined ? null : { atMs: last.timeMs, bad: last.bad, slow: isOver(last) },
  };
}

/** Cells as the queries make them. */
export function vantagesOf(events: readonly PlainEvent[]): VantageResults[] {
  const names = [...new Set(events.map(({ probe }) => probe))].sort();
  return names.map((name) => {
    const own = events.filter(({ probe }) => probe === name);
    const minutes = [...new Set(own.map(minuteOf))].sort((a, b) => a - b);
    return {
      name,
      rows: minutes.map((minute) =>
        cellOf(
          minute,
          own.filter((event) => minuteOf(event) === minute),
        ),
      ),
    };
  });
}
