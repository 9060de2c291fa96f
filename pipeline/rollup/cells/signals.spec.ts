/** Of several views of the same requests one counts; what only bounds are known of keeps them. */
import { describe, expect, it } from 'vitest';
import type { Circumstances } from '../../drain/event.ts';
import { cellsOf, type GivenEvent } from '../../testing/cells.testing.ts';
import { componentOf } from '../../testing/components.testing.ts';
import { eventOf } from '../../testing/events.testing.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const minute = noon / 60_000;

function given(changes: Partial<Circumstances>, event = eventOf()): GivenEvent {
  return {
    event,
    circumstances: {
      ...{ signal: 'server-metrics', latency: null, firstMinute: event.timeMs / 60_000 },
      ...{ records: 1, unsampled: false, excluded: null },
      ...changes,
    },
  };
}

async function recordsBy(events: readonly GivenEvent[], observed = 'requests') {
  const frames = await cellsOf([events], { components: [componentOf({ observed })] });
  const parsed = frames.parsed.toRecords().map((row) => [row['left_out'], row['records']]);
  return { parsed, accepted: frames.minutes.toRecords().map((row) => row['records']) };
}

describe('of several signals', () => {
  const server = given({ signal: 'server-metrics' });
  const span = given({ signal: 'server-spans' });
  const client = given({ signal: 'client-metrics' });

  it('metrics of the server come before its spans, and those before the client', async () => {
    expect(await recordsBy([client, span, server])).toEqual({
      parsed: [
        [null, 1],
        ['other-signal', 2],
      ],
      accepted: [1],
    });
    expect((await recordsBy([client, span, span])).accepted).toEqual([2]);
    expect((await recordsBy([client])).accepted).toEqual([1]);
  });

  it('one that names its component comes before them', async () => {
    expect((await recordsBy([server, { event: eventOf() }])).parsed).toEqual([
      [null, 1],
      ['other-signal', 1],
    ]);
  });

  it('each UTC day is judged on its own', async () => {
    const later = given({ signal: 'server-spans' }, eventOf({ timeMs: noon + 86_400_000 }));
    expect((await recordsBy([server, span, later])).accepted).toEqual([1, 1]);
  });

  it('served requests are no checks, and checks no served requests', async () => {
    const check = given({ signal: 'httpcheck' });
    expect((await recordsBy([server, check], 'probes')).accepted).toEqual([1]);
    expect((await recordsBy([check])).parsed).toEqual([['other-signal', 1]]);
  });

  it('a baseline chooses nothing', async () => {
    const baseline = given({ signal: 'server-metrics', excluded: 'baseline' });
    expect(await recordsBy([baseline, span])).toEqual({
      parsed: [
        [null, 1],
        ['baseline', 1],
      ],
      accepted: [1],
    });
  });
});

describe('latencies of which only the bounds are known', () => {
  const between = (lowMs: number, highMs: number, count: number) =>
    given({ latency: { lowMs, highMs } }, eventOf({ durationMs: null, count }));

  it('are over the threshold surely, possibly, or not', async () => {
    const { minutes, latency } = await cellsOf([
      [
        between(0, 500, 7),
        between(250, 1000, 20),
        between(500, 1000, 3),
        between(1000, Infinity, 1),
      ],
    ]);
    // The threshold is 500 ms: a bucket holds more than its lower bound.
    expect(minutes.select('timed', 'slow', 'slow_high').rows()).toEqual([[31, 4, 24]]);
    expect(latency.select('bucket', 'low_ms', 'high_ms', 'n').rows()).toEqual([
      [null, 0, 500, 7],
      [null, 250, 1000, 20],
      [null, 500, 1000, 3],
      [null, 1000, Infinity, 1],
    ]);
  });

  it('of one record are counted with its first row', async () => {
    const rest = given({ latency: { lowMs: 5, highMs: 10 }, records: 0 }, eventOf({ count: 2 }));
    const { minutes } = await cellsOf([[between(0, 5, 1), rest]]);
    expect(minutes.select('records', 'n').rows()).toEqual([[1, 3]]);
  });
});

it('keeps the first minute that sums speak of, and that nobody declared their sampling', async () => {
  const { minutes } = await cellsOf([
    [given({ firstMinute: minute - 4 }), given({ firstMinute: minute - 1, unsampled: true })],
  ]);
  expect(minutes.select('minute', 'first_minute', 'unsampled').rows()).toEqual([
    [minute, minute - 4, 1],
  ]);
});
