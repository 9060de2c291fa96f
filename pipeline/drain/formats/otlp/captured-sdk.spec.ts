/** What OpenTelemetry's SDK sends: every request it served is counted once. */
import { describe, expect, it, type TestContext } from 'vitest';
import { sharedData } from '../../../testing/shared-data.testing.ts';
import { compileMatcher } from '#schema/match.ts';
import { decodeOtlpMetrics } from './metrics.ts';
import { differenceStream } from './difference.ts';
import type { Latency, Signal } from '../../event.ts';
import type { EventItem, OtlpItem } from './items.ts';
import { decodeDetected, isEvent, type Written } from './otlp.testing.ts';
import { type CumulativePoint, eventsOfPoint, type PointEvent } from './points.ts';

const match = compileMatcher([
  { id: 'checkout', tooManyRequestsIsBad: false, match: { 'service.name': 'checkout' } },
]);

type Counted = Pick<EventItem, 'event' | 'latency'>;

/** Results by status code, as `200: 1422`. */
function byStatus(results: readonly { statusCode: number | null; count: number }[]): Written {
  const counts: Record<string, number> = {};
  for (const { statusCode, count } of results) {
    if (count > 0) counts[String(statusCode)] = count + (counts[String(statusCode)] ?? 0);
  }
  return counts;
}

/** Events of the running totals of one signal, as a rollup would make them. */
function differenced(items: readonly OtlpItem[], signal: Signal): PointEvent[] {
  const points = items.flatMap((item) =>
    item.kind === 'cumulative' && item.signal === signal ? [item.point] : [],
  );
  const streams = Map.groupBy(points, ({ stream }) => stream);
  const eventsOf = (stream: readonly CumulativePoint[]) =>
    differenceStream(stream).flatMap(({ point, addition }) =>
      addition === null ? [] : eventsOfPoint(point, addition),
    );
  return [...streams.values()].flatMap(eventsOf);
}

/** Bounds of the 99th percentile, from counts at the lower and at the upper bounds. */
function p99(results: readonly Counted[]): Latency {
  const total = results.reduce((sum, { event }) => sum + event.count, 0);
  const at = (bound: (latency: Latency) => number) => {
    let below = 0;
    const sorted = results
      .map(({ event, latency }) => {
        const ms = event.durationMs ?? NaN;
        return { ms: bound(latency ?? { lowMs: ms, highMs: ms }), count: event.count };
      })
      .sort((a, b) => a.ms - b.ms);
    return sorted.find(({ count }) => (below += count) >= Math.ceil(total * 0.99))?.ms ?? NaN;
  };
  return { lowMs: at(({ lowMs }) => lowMs), highMs: at(({ highMs }) => highMs) };
}

interface Capture {
  readonly truth: Written;
  readonly items: readonly OtlpItem[];
}

function capture(folder: string, context: TestContext): Capture {
  const shared = sharedData(`data/otlp/captured-otel-js/${folder}`);
  if (!shared.present) context.skip(shared.absent);
  const lines = shared.bytes('truth.ndjson').toString().trim().split('\n');
  const served = lines
    .map((line): unknown => JSON.parse(line))
    .map((line) => Number(Reflect.get(Object(line), 'statusCode')));
  const messages = shared.names().filter((name) => /^\d/.test(name));
  return {
    truth: byStatus(served.map((statusCode) => ({ statusCode, count: 1 }))),
    items: messages.flatMap((name) => decodeDetected(shared.bytes(name), match)),
  };
}

const of = (signal: Signal, items: readonly OtlpItem[]) =>
  items.filter(isEvent).filter((item) => item.signal === signal);

describe.each(['json', 'cumulative', 'delta', 'exp'])('the SDK for JavaScript, %s', (folder) => {
  it('sends nothing that is malformed or claimed by nobody', (context) => {
    const kinds = new Set(capture(folder, context).items.map(({ kind }) => kind));
    expect([...kinds].sort()).not.toContain('malformed');
    expect([...kinds].sort()).not.toContain('unmatched');
  });

  it('server spans are the requests served, one by one', (context) => {
    const { truth, items } = capture(folder, context);
    const spans = of('server-spans', items);
    expect(byStatus(spans.map(({ event }) => event))).toEqual(truth);
    expect(new Set(spans.map(({ event }) => event.id)).size).toBe(1500);
    expect(spans.filter(({ event }) => event.bad)).toHaveLength(
      spans.filter(({ event }) => (event.statusCode ?? 0) >= 500).length,
    );
  });

  it('so are the metrics of the server, and of its client', (context) => {
    const { truth, items } = capture(folder, context);
    const signals: readonly Signal[] = ['server-metrics', 'client-metrics'];
    for (const signal of signals) {
      const events = [...of(signal, items), ...differenced(items, signal)];
      expect(byStatus(events.map(({ event }) => event))).toEqual(truth);
      expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
    }
  });

  it('the 99th percentile of its spans lies within the bounds of its metrics', (context) => {
    const { items } = capture(folder, context);
    const exact = p99(of('server-spans', items));
    const metrics = [...of('server-metrics', items), ...differenced(items, 'server-metrics')];
    const { lowMs, highMs } = p99(metrics);
    // The two are timed apart, a fraction of a millisecond from each other.
    expect(lowMs).toBeLessThanOrEqual(exact.lowMs + 1);
    expect(highMs).toBeGreaterThanOrEqual(exact.highMs - 1);
  });
});

it.for(['delta/003-metrics.pb', 'exp/003-metrics.pb', 'json/003-metrics.json'])(
  'a captured message cut at every byte: %s',
  (name, context) => {
    const shared = sharedData(`data/otlp/captured-otel-js/${name}`);
    if (!shared.present) context.skip(shared.absent);
    const whole = shared.bytes();
    const encoding = name.endsWith('.json') ? 'json' : 'protobuf';
    for (let length = 0; length < whole.length; length += 1) {
      const items = decodeOtlpMetrics(whole.subarray(0, length), encoding, match);
      expect(items.map(({ kind }) => kind)).toEqual(['malformed']);
    }
  },
);
