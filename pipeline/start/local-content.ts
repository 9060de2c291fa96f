/** `npm start` runs the local content server where no Sanity project is configured. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment } from '../environment.ts';
import { loadConfig } from '../config/load.ts';
import { contentSourceOf } from '../incidents/sanity/settings.ts';
import { Problem } from '../problem.ts';
import { receiveWebhooks } from './receive-webhooks.ts';

export interface LocalContent {
  /** Variables that make the pipeline read from it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether it was started. */
  readonly started: boolean;
}

const usualPort = 3990;
const usualSecurePort = 3991;

async function readyUrl(args: readonly string[]): Promise<string | null> {
  const server = spawn(process.execPath, ['content-server/main.ts', ...args], {
    // Its standard input ends with this process, however that ends, and it with it.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  process.once('exit', () => server.kill());
  for await (const line of createInterface(server.stdout)) {
    const url = /^ready: (.*)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  return null;
}

/** Starts it; `changed` is called after each publication. */
export async function localContent(
  environment: Environment,
  changed: () => void,
): Promise<LocalContent> {
  const { config } = await loadConfig(environment.configFile);
  if (contentSourceOf(config.sanity, environment.variables) !== null)
    return { variables: {}, started: false };
  const secret = randomBytes(24).toString('base64url');
  const webhook = await receiveWebhooks(secret, changed);
  const url = await readyUrl([
    ...['--port', String(usualPort), '--data', join(environment.dataDir, 'content-server')],
    ...['--secure-port', String(usualSecurePort), '--studio', 'studio/dist'],
    ...['--webhook', webhook, '--webhook-secret', secret, '--until-input-ends'],
  ]);
  if (url === null) throw new Problem('The local content server did not start');
  return { variables: { SANITY_PROJECT_ID: 'local', SANITY_API_HOST: url }, started: true };
}
