/** `/metrics`, `/healthz` and `/readyz` for whoever watches the service. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { codeOf, Problem } from '../problem.ts';
import type { Health } from './health.ts';
import type { FollowMetrics } from './metrics.ts';
import type { MetricsAddress } from './settings.ts';

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Shown {
  readonly metrics: FollowMetrics;
  readonly health: Health;
  readonly now: () => number;
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(`${body}\n`);
}

async function respond(path: string, response: ServerResponse, shown: Shown): Promise<void> {
  const { metrics, health, now } = shown;
  if (path === '/healthz') answer(response, 200, 'alive');
  else if (path === '/readyz') {
    const reasons = health.reasons(now());
    answer(response, reasons.length === 0 ? 200 : 503, reasons.join('\n') || 'ready');
  } else if (path === '/metrics') {
    const text = await metrics.registry.metrics();
    response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text);
  } else answer(response, 404, 'there are /metrics, /healthz and /readyz');
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Serves until closed. The default port gives way to any free one, a chosen one does not. */
export async function serveMetrics(
  { host, port, isDefault }: MetricsAddress,
  shown: Shown,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    respond(path, response, shown).catch(() => response.destroy());
  });
  await listen(server, host, port).catch((error: unknown) => {
    if (codeOf(error) === 'EADDRINUSE' && isDefault) return listen(server, host, 0);
    const why = codeOf(error) === 'EADDRINUSE' ? 'the port is taken' : codeOf(error);
    throw new Problem(
      `PLUMBLINE_METRICS_PORT: ${host}:${port} cannot be listened on: ${why}; choose another port, or off`,
    );
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
