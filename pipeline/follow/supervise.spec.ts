import { expect, test, vi } from 'vitest';
import { supervise } from './supervise.ts';

test('work that fails is tried again, later each time, until it is asked to stop', async () => {
  const stop = new AbortController();
  const retries: number[] = [];
  let runs = 0;
  const waits = [10, 20, 40];
  await supervise({
    signal: stop.signal,
    work: (well) => {
      runs += 1;
      if (runs === 3) well();
      if (runs === 5) stop.abort();
      return Promise.reject(new Error(`failure ${runs}`));
    },
    onFailure: (error, retryMs) => {
      expect(error).toEqual(new Error(`failure ${runs}`));
      retries.push(retryMs);
    },
    backOff: { next: () => waits.shift() ?? 0, reset: () => void waits.unshift(1, 2) },
  });
  expect(retries).toEqual([10, 20, 1, 2, 40]);
});

test('nothing is begun after the signal', async () => {
  const work = vi.fn(() => Promise.resolve());
  await supervise({ signal: AbortSignal.abort(), work, onFailure: () => undefined });
  expect(work).not.toHaveBeenCalled();
});
