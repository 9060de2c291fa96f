/**
 * @typedef {object} Command
 * @property {string[]} run what Node is given, from the project's root; the caller's arguments follow
 * @property {(args: string[]) => boolean} [browser] whether it needs Chromium
 * @property {boolean} [bare] whether it runs without the packages
 */

// kafkajs sets timers into the past; Node says so on every run, and nobody here can mend it.
const quiet = '--disable-warning=TimeoutNegativeWarning';

/** @param {string} stage @returns {Command} */
const pipeline = (stage) => ({ run: [quiet, 'pipeline/main.ts', stage] });

/** @type {Record<string, Command>} What `node toolchain/run.mjs <name>` can run. */
export const commands = {
  start: { run: [quiet, 'pipeline/start.ts'] },
  build: pipeline('build'),
  drain: pipeline('drain'),
  worker: pipeline('worker'),
  rollup: pipeline('rollup'),
  render: pipeline('render'),
  verify: pipeline('verify'),
  compact: pipeline('compact'),
  incident: pipeline('incident'),
  simulate: pipeline('simulate'),
  test: {
    run: ['checks/main.ts'],
    browser: (args) => !args.join(' ').includes('--only') || /\be2e\b/.test(args.join(' ')),
  },
  studio: { run: ['studio/make.ts'] },
  'test:studio': {
    run: ['studio/e2e/main.ts'],
    browser: () => true,
  },
  bench: { run: ['bench/main.ts'] },
  schema: { run: ['pipeline/config/json-schema.ts'] },
  lock: { run: ['toolchain/lock-file.mjs'], bare: true },
  format: { run: ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', '.'] },
};
