/** A line now and then that says how it goes. */
import type { FollowContext } from './context.ts';

const everyMs = 30_000;

async function sum(metric: { get(): Promise<{ values: { value: number }[] }> }): Promise<number> {
  const { values } = await metric.get();
  return values.reduce((total, { value }) => total + value, 0);
}

/** Logs the rate, the distance to the end and what was set aside until its timer is cleared. */
export function reportProgress({ log, metrics }: FollowContext): NodeJS.Timeout {
  let before = 0;
  const tell = async () => {
    const { values } = await metrics.records.get();
    const received = values
      .filter(({ labels }) => labels.outcome === 'received')
      .reduce((total, { value }) => total + value, 0);
    log.info('progress', {
      eventsPerSecond: Math.round(((received - before) * 1000) / everyMs),
      received,
      offsetLag: await sum(metrics.lag),
      quarantined: await sum(metrics.quarantined),
      parts: await sum(metrics.parts),
    });
    before = received;
  };
  return setInterval(() => void tell(), everyMs);
}
