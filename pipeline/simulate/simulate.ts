/** `npm run simulate`: telemetry with scripted outages, to a folder or to a topic. */
import { resolve } from 'node:path';
import * as v from 'valibot';
import { kafkaSourceSchema } from '#schema/source-config.ts';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { type KafkaSettings, kafkaSettings } from '../drain/kafka/settings.ts';
import type { Environment } from '../environment.ts';
import { type SimulateOptions, simulateOptions } from './options.ts';
import { readScenario, simulateInto } from './simulated-source.ts';
import { produceSimulation } from './to-topic.ts';

/** The configured broker, that of the environment, or the one given; the latter comes first. */
async function brokerOf(
  { config, folder }: LoadedConfig,
  variables: Environment['variables'],
  topic: string,
  brokers: string | null,
): Promise<KafkaSettings> {
  const configured = config.sources.find((source) => source.kind === 'kafka');
  return kafkaSettings(
    configured ?? v.parse(kafkaSourceSchema, { kind: 'kafka' }),
    { ...variables, KAFKA_TOPICS: topic, ...(brokers === null ? {} : { KAFKA_BROKERS: brokers }) },
    folder,
  );
}

async function changedScenario(file: string, { seed, days }: SimulateOptions) {
  const { scenario } = await readScenario(file);
  return { ...scenario, seed: seed ?? scenario.seed, days: days ?? scenario.days };
}

/** Simulates as `args` say; a simulation in real time ends with `signal`. */
export async function simulate(
  environment: Environment,
  log: (line: string) => void,
  args: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const options = simulateOptions(args);
  const loaded = await loadConfig(environment.configFile);
  const scenario = await changedScenario(resolve(loaded.folder, options.scenario), options);
  const { components } = loaded.config;
  const nowMs = environment.now();
  if ('out' in options.to) {
    const folder = resolve(environment.projectRoot, options.to.out);
    const { file, records } = await simulateInto({ scenario, folder, components, nowMs });
    log(`${records} records -> ${file}`);
    return;
  }
  const { topic } = options.to;
  const settings = await brokerOf(loaded, environment.variables, topic, options.brokers);
  const simulation = { scenario, components, anchorMs: Math.floor(nowMs / 60_000) * 60_000 };
  const { liveMs } = options;
  const sent = await produceSimulation({ simulation, settings, topic, liveMs, signal, log });
  log(`${sent} records -> ${topic}`);
}
