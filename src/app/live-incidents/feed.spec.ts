import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Feed, type FeedState } from './feed';
import { AskFailure, lossOf, type StreamEvents, type Transport } from './transport';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A transport whose streams and answers the test controls. */
function controlled() {
  const streams: { events: StreamEvents; closed: boolean }[] = [];
  const asked: (string | null)[] = [];
  let answer: () => Promise<unknown> = () => Promise.resolve('content');
  const transport: Transport = {
    open(events) {
      const stream = { events, closed: false };
      streams.push(stream);
      return () => {
        stream.closed = true;
      };
    },
    ask(change) {
      asked.push(change);
      return answer();
    },
  };
  const states: FeedState[] = [];
  const received: unknown[] = [];
  const feed = new Feed({
    transport,
    tell: (state) => states.push(state),
    receive: (content) => {
      received.push(content);
      return content !== 'nonsense';
    },
    random: () => 1,
  });
  const last = () => {
    const stream = streams.at(-1);
    if (stream === undefined) throw new Error('no stream');
    return stream.events;
  };
  const answerBy = (next: () => Promise<unknown>) => {
    answer = next;
  };
  return { feed, streams, asked, states, received, last, answerBy };
}

it('asks on every welcome and every change, and names the change to caches', async () => {
  const { feed, asked, received, states, last } = controlled();
  feed.start();
  last().welcome();
  await vi.advanceTimersByTimeAsync(0);
  last().changed('t1');
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([null, 't1']);
  expect(received).toEqual(['content', 'content']);
  expect(states.at(-1)).toBe('connected');
});

it('asks once more for all changes that came while it was asking', async () => {
  const { feed, asked, last, answerBy } = controlled();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  answerBy(() => promise);
  feed.start();
  last().welcome();
  for (const id of ['t1', 't2', 't3']) last().changed(id);
  expect(asked).toEqual([null]);
  resolve('content');
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([null, 't3']);
});

it('waits longer after each loss, and asks again when it is welcome', async () => {
  const { feed, streams, asked, last } = controlled();
  feed.start();
  for (const [index, wait] of [500, 1_000, 2_000, 4_000, 5_000, 5_000].entries()) {
    last().lost(lossOf(503));
    expect(streams[index]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(streams).toHaveLength(index + 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(streams).toHaveLength(index + 2);
  }
  last().welcome();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([null]);
});

it.each([401, 403, 404])('tries again after %i only at the polling interval', async (status) => {
  const { feed, streams, last } = controlled();
  feed.start();
  last().lost(lossOf(status));
  await vi.advanceTimersByTimeAsync(35_000);
  expect(streams).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(streams).toHaveLength(2);
});

it('gives up a stream that never says welcome, and one that goes silent', async () => {
  const { feed, streams, states, last } = controlled();
  feed.start();
  await vi.advanceTimersByTimeAsync(4_000 + 500);
  expect(streams).toHaveLength(2);
  last().welcome();
  for (let beat = 0; beat < 5; beat++) {
    await vi.advanceTimersByTimeAsync(2_000);
    last().alive();
  }
  expect(states.at(-1)).toBe('connected');
  await vi.advanceTimersByTimeAsync(6_000);
  expect(states.at(-1)).toBe('waiting');
});

it(
  'takes an answer that never comes, a refused one and nonsense for a loss',
  { timeout: 5_000 },
  async () => {
    const never = () => new Promise<unknown>(() => undefined);
    const refused = () => Promise.reject(new AskFailure(lossOf(429, 3_000)));
    for (const failing of [never, refused, () => Promise.resolve('nonsense')]) {
      const { feed, streams, states, last, answerBy } = controlled();
      answerBy(failing);
      feed.start();
      last().welcome();
      while (streams.length < 2) await vi.advanceTimersByTimeAsync(100);
      expect(states).toEqual(['waiting']);
      answerBy(() => Promise.resolve('content'));
      last().welcome();
      await vi.advanceTimersByTimeAsync(0);
      expect(states.at(-1)).toBe('connected');
    }
  },
);

it('hears nothing more of a stream it has left', async () => {
  const { feed, streams, asked } = controlled();
  feed.start();
  const first = streams[0];
  feed.start();
  first?.events.welcome();
  first?.events.lost(lossOf(401));
  feed.stop();
  streams[1]?.events.changed('late');
  await vi.advanceTimersByTimeAsync(100_000);
  expect(asked).toEqual([]);
  expect(streams).toHaveLength(2);
});
