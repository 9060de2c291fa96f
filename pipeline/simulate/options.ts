import { parseArgs } from 'node:util';
import { parseDuration } from '#schema/duration.ts';
import { messageOf, Problem } from '../problem.ts';

const usage = [
  'npm run simulate -- --out <folder> [options]     checks.ndjson and the incidents',
  '       npm run simulate -- --topic <name> [options]     to a topic of Kafka or Redpanda',
  'options: --scenario <file, relative to status.yaml>, --seed <number>, --days <0 to 400>',
  'of a topic: --brokers <host:port,...>, --live (goes on in real time), --for <duration>',
].join('\n');

export interface SimulateOptions {
  readonly to: { readonly out: string } | { readonly topic: string };
  readonly scenario: string;
  /** Those of the scenario where null. */
  readonly seed: number | null;
  readonly days: number | null;
  readonly brokers: string | null;
  /** How long telemetry goes on in real time, ms; 0: not at all. */
  readonly liveMs: number;
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...args],
    options: {
      out: text,
      topic: text,
      brokers: text,
      seed: text,
      days: text,
      for: text,
      scenario: { ...text, default: 'demo.yaml' },
      live: { type: 'boolean', default: false },
    },
  }).values;
}

function wrong(what: string): Problem {
  return new Problem(`${what}\nusage: ${usage}`);
}

function numberOf(name: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw wrong(`--${name}: "${text}" is not allowed; allowed: a whole number from 0 to ${most}`);
}

function liveMsOf(live: boolean, text: string | undefined): number {
  if (text === undefined) return live ? Infinity : 0;
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw wrong(`--for: "${text}" is not allowed; allowed: a duration like 30s or 10m`);
}

/** Options of `npm run simulate`. */
export function simulateOptions(args: readonly string[]): SimulateOptions {
  let values: ReturnType<typeof parsed>;
  try {
    values = parsed(args);
  } catch (error) {
    throw wrong(messageOf(error));
  }
  const { out, topic, brokers = null, scenario } = values;
  if (Boolean(out) === Boolean(topic)) throw wrong('either --out or --topic is needed');
  return {
    to: topic ? { topic } : { out: out ?? '' },
    scenario,
    seed: numberOf('seed', values.seed, 2 ** 31 - 1),
    days: numberOf('days', values.days, 400),
    brokers,
    liveMs: liveMsOf(values.live, values.for),
  };
}
