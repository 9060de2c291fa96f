import { expect, it } from 'vitest';
import { inBatches } from './in-batches.ts';

it('runs every item, never more at once than asked', async () => {
  const done: number[] = [];
  let running = 0;
  await inBatches([1, 2, 3, 4, 5], 2, async (item) => {
    expect(++running).toBeLessThanOrEqual(2);
    await Promise.resolve();
    running--;
    done.push(item);
  });
  expect(done).toEqual([1, 2, 3, 4, 5]);
});

it('finishes the batch before it throws, and begins no other', async () => {
  const begun: number[] = [];
  const task = async (item: number) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error('first');
  };
  await expect(inBatches([1, 2, 3], 2, task)).rejects.toThrow('first');
  expect(begun).toEqual([1, 2]);
});
