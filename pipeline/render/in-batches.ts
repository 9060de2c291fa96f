/**
 * Runs a task for every item, a few at a time, in order of the items. A batch
 * is finished before its first failure is thrown, so nothing goes on behind it.
 */
export async function inBatches<T>(
  items: readonly T[],
  size: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    const ended = await Promise.allSettled(items.slice(start, start + size).map(task));
    const failed = ended.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
