/** `npm start`: everything from telemetry to a page on this machine that keeps itself up to date. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment, type Environment } from './environment.ts';
import { render, snapshot } from './main.ts';
import { messageOf, Problem } from './problem.ts';
import { compileSite } from './render/compile.ts';
import { serveSite } from './serve/serve.ts';

const tickMs = 60_000;
const log = (line: string) => {
  console.log(line);
};
const quiet = () => undefined;

function port(): number {
  const text = process.env['PORT'] ?? '4321';
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new Problem(`PORT: "${text}" is not a port; allowed: 0 to 65535`);
}

/** New telemetry, new pages; a failure leaves the last ones up, which show their age. */
async function tick(environment: Environment): Promise<void> {
  try {
    await snapshot(environment, quiet);
    await render(environment, quiet);
  } catch (error) {
    console.error(`not updated: ${messageOf(error)}`);
  }
}

function keepFresh(environment: Environment): void {
  // One after the other: a slow run must not meet the next one.
  setTimeout(() => {
    void tick(environment).finally(() => {
      keepFresh(environment);
    });
  }, tickMs);
}

async function start(): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const environment = readEnvironment(process.env, root);
  // The compile needs no data and runs in a process of its own.
  await Promise.all([snapshot(environment, log), compileSite({ projectRoot: root, log })]);
  const { base } = await render(environment, log);
  const { url } = await serveSite({
    base,
    dir: environment.outDir,
    host: '127.0.0.1',
    port: port(),
  });
  const config = relative(root, environment.configFile);
  log(`ready: ${url}`);
  log(`  open the page      ${url}`);
  log(`  change something   edit ${config}, it is read again every minute`);
  log('  use your own data  replace its sources and components, see README.md');
  if (!environment.pinned) keepFresh(environment);
}

start().catch((error: unknown) => {
  console.error(error instanceof Problem ? `error: ${error.message}` : error);
  process.exit(1);
});
