import { describe, expect, it } from 'vitest';
import { BatchQueue } from './batch-queue.ts';

async function all<Item>(queue: BatchQueue<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of queue) items.push(item);
  return items;
}

describe('BatchQueue', () => {
  it('hands items over in order and ends', async () => {
    const queue = new BatchQueue<number>(2);
    const reading = all(queue);
    for (let item = 0; item < 5; item += 1) await queue.push(item);
    queue.close();
    expect(await reading).toEqual([0, 1, 2, 3, 4]);
  });

  it('makes the one who pushes wait while the reader is behind', async () => {
    const queue = new BatchQueue<number>(2);
    await queue.push(1);
    let pushed = false;
    const second = queue.push(2).then(() => (pushed = true));
    await Promise.resolve();
    expect(pushed).toBe(false);
    const reader = queue[Symbol.asyncIterator]();
    expect(await reader.next()).toEqual({ value: 1, done: false });
    await second;
    expect(pushed).toBe(true);
  });

  it('fails its reader after what is there, and releases who waits', async () => {
    const queue = new BatchQueue<number>(1);
    const waiting = queue.push(1);
    queue.close(new Error('gone'));
    await waiting;
    await expect(all(queue)).rejects.toThrow('gone');
  });
});
