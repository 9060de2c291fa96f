/** A content server for one test, with clients that write, that only read, and with faults. */
import { createClient, type SanityClient } from '@sanity/client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Dataset } from './dataset.ts';
import type { Faults } from './faults.ts';
import { ContentServer, type Counts } from './server.ts';

export interface LocalServer {
  readonly url: string;
  readonly dataset: Dataset;
  readonly writer: SanityClient;
  readonly reader: SanityClient;
  readonly counts: () => Counts;
  readonly breakBy: (faults: Faults) => Promise<void>;
}

/** Folder of one test, gone when it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-content-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function startLocalServer(folder = temporaryFolder()): Promise<LocalServer> {
  const dataset = new Dataset(join(folder, 'production.ndjson'));
  const content = new ContentServer({
    dataset,
    tokens: new Map([['secret', 'operator']]),
    allowsOrigin: (origin) => origin === 'http://allowed.example',
  });
  const server = content.plain();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    dataset.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const url = `http://localhost:${address.port}`;
  const config = {
    projectId: 'local',
    dataset: 'production',
    apiHost: url,
    apiVersion: '2025-02-19',
    useCdn: false,
    useProjectHostname: false,
    maxRetries: 0,
  };
  return {
    url,
    dataset,
    writer: createClient({ ...config, token: 'secret' }),
    reader: createClient(config),
    counts: () => content.counts(),
    async breakBy(faults) {
      await fetch(`${url}/_faults`, { method: 'PUT', body: JSON.stringify(faults) });
    },
  };
}
