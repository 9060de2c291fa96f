import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { Health } from './health.ts';
import { FollowMetrics } from './metrics.ts';
import { serveMetrics } from './serve-metrics.ts';

const any = { host: '127.0.0.1', port: 0, isDefault: false };

async function served() {
  let nowMs = 0;
  const shown = { metrics: new FollowMetrics(), health: new Health(1000), now: () => nowMs };
  const server = await serveMetrics(any, shown);
  onTestFinished(() => server.close());
  const ask = async (path: string) => {
    const response = await fetch(new URL(path, server.url));
    return [response.status, (await response.text()).trim()];
  };
  const at = (ms: number) => {
    nowMs = ms;
  };
  return { ...shown, ask, at };
}

test('it is alive from the start, and ready once every part has worked', async () => {
  const { health, ask, at } = await served();
  health.expect('files');
  health.expect('page');
  expect(await ask('healthz')).toEqual([200, 'alive']);
  expect(await ask('readyz')).toEqual([503, 'files: is starting\npage: is starting']);
  health.worked('files', 0);
  health.worked('page', 0);
  expect(await ask('readyz')).toEqual([200, 'ready']);
  health.failed('page', 'the disk is full');
  expect(await ask('readyz')).toEqual([503, 'page: the disk is full']);
  health.worked('page', 500);
  at(1001);
  expect(await ask('readyz')).toEqual([503, 'files: nothing for 1 s']);
  expect(await ask('nothing')).toEqual([404, 'there are /metrics, /healthz and /readyz']);
});

test('metrics are what Prometheus reads', async () => {
  const { metrics, ask } = await served();
  metrics.countRecords('file a', {
    ...{ received: 9, parsed: 2, malformed: 1 },
    ...{ future: 2, late: 0, unmatched: 4 },
  });
  metrics.lag.set({ topic: 't', partition: 3 }, 7);
  metrics.commitSeconds.observe(0.2);
  const [status, text] = await ask('metrics');
  expect(status).toBe(200);
  const lines = String(text).split('\n');
  for (const line of [
    '# TYPE plumbline_records_total counter',
    'plumbline_records_total{source="file a",outcome="received"} 9',
    'plumbline_records_total{source="file a",outcome="future"} 2',
    'plumbline_records_total{source="file a",outcome="unmatched"} 4',
    'plumbline_quarantined_total{reason="malformed"} 1',
    'plumbline_offset_lag{topic="t",partition="3"} 7',
    'plumbline_commit_seconds_bucket{le="0.3"} 1',
  ])
    expect(lines).toContain(line);
});

test('a port that is taken is said so; the default one gives way', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const shown = { metrics: new FollowMetrics(), health: new Health(1), now: () => 0 };
  await expect(serveMetrics({ ...any, port }, shown)).rejects.toThrow(
    `PLUMBLINE_METRICS_PORT: 127.0.0.1:${port} cannot be listened on: the port is taken`,
  );
  const server = await serveMetrics({ ...any, port, isDefault: true }, shown);
  onTestFinished(() => server.close());
  expect(server.url).not.toContain(`:${port}/`);
});
