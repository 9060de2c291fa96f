/** Runs the local content server for a test. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SanityClient } from '@sanity/client';
import { onTestFinished } from 'vitest';
import type { ContentSource } from '#schema/content-source.ts';
import { contentClient } from '../incidents/sanity/content-client.ts';
import { temporaryFolder } from './temporary-folder.testing.ts';

export interface RunningContentServer {
  readonly source: ContentSource;
  readonly token: string;
  readonly writer: SanityClient;
  /** Breaks it on purpose, by switches the server knows; `{}` mends it. */
  readonly breakBy: (faults: Readonly<Record<string, unknown>>) => Promise<void>;
}

async function readyUrl(folder: string): Promise<string> {
  const server = spawn(
    process.execPath,
    ['content-server/main.ts', '--port', '0', '--data', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void server.kill());
  for await (const line of createInterface(server.stdout)) {
    const url = /^ready: (.*)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the content server did not start');
}

export async function runContentServer(): Promise<RunningContentServer> {
  const folder = temporaryFolder();
  const apiHost = await readyUrl(folder);
  const token = readFileSync(join(folder, 'token'), 'utf8').trim();
  const source = {
    projectId: 'local',
    dataset: 'production',
    apiHost,
    apiVersion: '2025-02-19',
    live: 'events',
  } as const;
  return {
    source,
    token,
    writer: contentClient(source, token),
    async breakBy(faults) {
      await fetch(`${apiHost}/_faults`, { method: 'PUT', body: JSON.stringify(faults) });
    },
  };
}
