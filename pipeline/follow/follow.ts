/** Follow mode: a service that drains, rolls up and renders until it is asked to stop. */
import { loadConfig } from '../config/load.ts';
import { KafkaSource } from '../drain/kafka/kafka-source.ts';
import { kafkaSettings } from '../drain/kafka/settings.ts';
import type { Environment } from '../environment.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import type { FollowContext } from './context.ts';
import { tellFailure } from './failures.ts';
import { followFiles } from './follow-files.ts';
import { Health } from './health.ts';
import { keepLake } from './keep-lake.ts';
import { keepPage } from './keep-page.ts';
import { createLog, type Log } from './log.ts';
import { FollowMetrics } from './metrics.ts';
import { Ownership } from './ownership.ts';
import { reportProgress } from './progress.ts';
import { serveMetrics } from './serve-metrics.ts';
import { followSettings } from './settings.ts';
import { supervise } from './supervise.ts';
import { type FollowedTopics, TopicSession } from './topic-session.ts';

/** Ready as long as everything worked within this many times `site.expectedEvery`. */
const lateFactor = 2;

async function openTopics({ loaded, environment }: Pick<FollowContext, 'loaded' | 'environment'>) {
  const followed: FollowedTopics[] = [];
  for (const source of loaded.config.sources) {
    if (source.kind !== 'kafka') continue;
    const settings = await kafkaSettings(source, environment.variables, loaded.folder);
    // A group has one set of topics: further sources need groups of their own.
    const others = followed.length;
    const groupId = others === 0 ? settings.groupId : `${settings.groupId}-${others + 1}`;
    const { label, key } = new KafkaSource(settings, environment.now);
    const decides = others === 0;
    followed.push({ settings: { ...settings, groupId }, label, key, reading: source, decides });
  }
  return followed;
}

type Part = (signal: AbortSignal, well: () => void) => Promise<void>;

function partsOf(context: FollowContext, topics: readonly FollowedTopics[]): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const each of topics) {
    parts.set(each.key, (signal, well) => TopicSession.run(context, each, signal, well));
  }
  if (context.loaded.config.sources.some(({ kind }) => kind !== 'kafka'))
    parts.set('files', (signal, well) => followFiles(context, signal, well));
  parts.set('lake', (signal, well) => keepLake(context, signal, well));
  const { renderMs } = context.settings;
  if (renderMs !== null)
    parts.set('page', (signal, well) => keepPage(context, renderMs, signal, well));
  return parts;
}

async function openContext(environment: Environment): Promise<FollowContext> {
  const settings = followSettings(environment.variables, process.stdout.isTTY);
  const loaded = await loadConfig(environment.configFile);
  const hasTopics = loaded.config.sources.some(({ kind }) => kind === 'kafka');
  return {
    environment,
    loaded,
    settings,
    store: new DirectoryStore(environment.dataDir),
    log: createLog({
      format: settings.logFormat,
      level: settings.logLevel,
      now: Date.now,
      write: (line) => {
        process.stdout.write(`${line}\n`);
      },
    }),
    metrics: new FollowMetrics(),
    health: new Health(lateFactor * loaded.config.site.expectedEveryMs),
    ownership: new Ownership(environment.dataDir, hasTopics),
  };
}

/** Warnings of the runtime become lines of the log. */
function logWarnings({ debug, warn }: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    // kafkajs computes a time that has passed; Node takes it for 1 ms, and so does kafkajs.
    (name === 'TimeoutNegativeWarning' ? debug : warn)(message, { warning: name });
  });
}

/** Runs until `signal`; resolves once everything in flight is committed or dropped. */
export async function follow(environment: Environment, signal: AbortSignal): Promise<void> {
  const context = await openContext(environment);
  const { settings, log, metrics, health, ownership } = context;
  logWarnings(log);
  const topics = await openTopics(context);
  const server = settings.metrics
    ? await serveMetrics(settings.metrics, { metrics, health, now: environment.now })
    : null;
  log.info('following', { sources: context.loaded.config.sources.length, metrics: server?.url });
  const progress = reportProgress(context);
  try {
    const parts = partsOf(context, topics);
    await Promise.all(
      [...parts].map(([part, run]) => {
        health.expect(part);
        return supervise({
          signal,
          work: (well) => run(signal, well),
          onFailure: (error, retryMs) => {
            tellFailure(context, part, error, { retryMs });
          },
        });
      }),
    );
  } finally {
    clearInterval(progress);
    await ownership.release();
    await server?.close();
    log.info('stopped');
  }
}
