/** `npm start`: everything from telemetry to a page on this machine that keeps itself up to date. */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, readEnvironment } from './environment.ts';
import { snapshot } from './snapshot.ts';
import { render } from './stages.ts';
import { Problem } from './problem.ts';
import { compileSite } from './render/compile.ts';
import { serveSite } from './serve/serve.ts';
import { localContent } from './start/local-content.ts';

const tickMs = 60_000;
const log = (line: string) => {
  console.log(line);
};
const quiet = () => undefined;

function port(): number {
  const { PORT } = process.env;
  const text = PORT === undefined || PORT === '' ? '4321' : PORT;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new Problem(`PORT: "${text}" is not a port; allowed: 0 to 65535`);
}

function told(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Keeps the page up to date; a failure leaves the last one up, which shows its age. */
class Refresher {
  readonly #environment: Environment;
  #config = '';
  #failure = '';
  #wake: () => void = () => undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  async #tick(): Promise<void> {
    const config = await readFile(this.#environment.configFile, 'utf8').catch(() => '');
    const changed = this.#config !== '' && config !== this.#config;
    this.#config = config;
    try {
      await snapshot(this.#environment, quiet);
      await render(this.#environment, quiet);
      if (changed || this.#failure !== '') log('updated: the page shows your change');
      this.#failure = '';
    } catch (error) {
      // The same failure every minute is told once.
      if (told(error) !== this.#failure) console.error(`not updated: ${told(error)}`);
      this.#failure = told(error);
    }
  }

  /** Does not wait for the minute to end. */
  wake(): void {
    this.#wake();
  }

  /** Never returns; each run waits for the one before. */
  async run(): Promise<never> {
    this.#config = await readFile(this.#environment.configFile, 'utf8').catch(() => '');
    for (;;) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, tickMs);
      });
      await this.#tick();
    }
  }
}

async function start(): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const given = readEnvironment(process.env, root);
  let wake: () => void = () => undefined;
  const content = await localContent(given, () => wake());
  const environment = { ...given, variables: { ...given.variables, ...content.variables } };
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
  if (content.started)
    log('  publish an incident  npm run incident -- publish --title "…" --body "…"');
  if (environment.pinned) return;
  const refresher = new Refresher(environment);
  wake = () => {
    refresher.wake();
  };
  await refresher.run();
}

start().catch((error: unknown) => {
  console.error(error instanceof Problem ? `error: ${error.message}` : error);
  process.exit(1);
});
