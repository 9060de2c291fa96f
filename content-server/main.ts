/**
 * A local stand-in for Sanity's API, for development and tests; it is no database for production:
 *   node content-server/main.ts [--port 3990] [--data data/content-server] [--webhook <url>]
 * The token that may write is made at the first start and kept beside the documents.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { certificate } from './certificate.ts';
import { Dataset } from './dataset.ts';
import { ContentServer } from './server.ts';
import { tell } from './webhooks.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3990' },
    /** For TLS and HTTP/2; without it there is none. */
    'secure-port': { type: 'string' },
    data: { type: 'string', default: 'data/content-server' },
    webhook: { type: 'string' },
    /** Folder of a built Studio, served on the secure port. */
    studio: { type: 'string' },
    'webhook-secret': { type: 'string', default: '' },
    /** Ends with whoever started it. */
    'until-input-ends': { type: 'boolean', default: false },
  },
});

const folder = resolve(values.data);

function keptToken(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = `local-${randomBytes(24).toString('base64url')}`;
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

interface Listening {
  listen(port: number, host: string, done: () => void): unknown;
  address(): unknown;
  once(event: 'error', refuse: () => void): unknown;
}

/** Listens on loopback; the port it got, another one where the wanted is taken. */
async function listening(server: Listening, port: number): Promise<number> {
  const taken = await new Promise<boolean>((settle) => {
    server.once('error', () => settle(true));
    server.listen(port, '127.0.0.1', () => settle(false));
  });
  if (taken) return listening(server, 0);
  const address = server.address();
  if (typeof address !== 'object' || address === null || !('port' in address)) return port;
  return Number(address.port);
}

/** Two servers would write over each other. */
async function refuseSecond(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const other = readFileSync(file, 'utf8').trim();
  const answers = await fetch(`${other}/_counts`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!answers) return;
  console.error(`error: the documents of ${folder} are served already: ${other}`);
  process.exit(1);
}

const loopback = (origin: string) =>
  /^https?:\/\/(?:[\w-]+\.)*(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(origin);

mkdirSync(folder, { recursive: true });
await refuseSecond(join(folder, 'address'));
const token = keptToken(join(folder, 'token'));
const dataset = new Dataset(join(folder, 'production.ndjson'));
const { webhook, 'webhook-secret': secret } = values;
if (webhook !== undefined)
  dataset.watch((transaction) => tell({ url: webhook, secret }, transaction));
const server = new ContentServer({
  dataset,
  tokens: new Map([[token, 'operator']]),
  allowsOrigin: loopback,
  ...(values.studio === undefined ? {} : { studio: { folder: resolve(values.studio), token } }),
});
const port = await listening(server.plain(), Number(values.port));
if (values['secure-port'] !== undefined) {
  const identity = await certificate(folder).catch(() => null);
  if (identity === null) console.error('no HTTPS: openssl is not installed');
  else {
    const secure = await listening(server.secure(identity), Number(values['secure-port']));
    console.log(`secure: https://local.localhost:${secure}/`);
  }
}
const address = `http://localhost:${port}`;
writeFileSync(join(folder, 'address'), `${address}\n`);
if (values['until-input-ends']) process.stdin.resume().once('end', () => process.exit());
console.log(`ready: ${address}`);
