/** The configured sources, ready to be drained. */
import { join, resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { simulateUntil } from '../simulate/simulated-source.ts';
import { FileSource } from './file/file-source.ts';
import { fileStream, findFiles } from './file/find-files.ts';
import { kafkaSettings } from './kafka/settings.ts';
import { matchesTopic, topicOf } from './kafka/topic-plans.ts';
import type { Reading, Source } from './source.ts';

export interface OpenSources {
  readonly sources: readonly Source[];
  /** Whether a stream of the lake belongs to a configured source, its file gone or not. */
  readonly owns: (stream: string) => boolean;
  /** Folder of the incidents a simulation tells; null where nothing is simulated. */
  readonly simulatedIncidents: string | null;
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const any = escaped.replace(/\*\*\/?|\*|\?/g, (mark) =>
    mark.startsWith('**') ? '.*' : mark === '*' ? '[^/]*' : '[^/]',
  );
  return new RegExp(`^${any}$`);
}

/** Opens every source; a source that cannot be there is a Problem that names it. */
export async function openSources(
  { config, folder }: LoadedConfig,
  dataDir: string,
  nowMs: number,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<OpenSources> {
  const sources: Source[] = [];
  const patterns: RegExp[] = [];
  const topics: string[] = [];
  const files = new Map<string, Reading>();
  let simulatedIncidents: string | null = null;
  for (const source of config.sources) {
    if (source.kind === 'file') {
      // A file of two sources is read as the first of them says.
      for (const file of await findFiles(source.paths, folder))
        if (!files.has(file)) files.set(file, source);
      for (const path of source.paths)
        patterns.push(patternOf(fileStream(resolve(folder, path), folder)));
    } else if (source.kind === 'kafka') {
      // The client is large; without a topic no run should wait for it.
      const { KafkaSource } = await import('./kafka/kafka-source.ts');
      const settings = await kafkaSettings(source, variables, folder);
      sources.push(new KafkaSource(settings, Date.now, source));
      topics.push(...settings.topics);
    } else {
      const made = await simulateUntil({
        scenarioFile: resolve(folder, source.scenario),
        folder: join(dataDir, 'simulation'),
        components: config.components,
        nowMs,
      });
      sources.push(new FileSource(made.file, made.stream));
      simulatedIncidents = made.incidentsFolder;
    }
  }
  const present = new Set([...files.keys()].map((file) => fileStream(file, folder)));
  const counted = (stream: string) => patterns.some((pattern) => pattern.test(stream));
  for (const [file, reading] of files) {
    const siblings = { present, counted };
    sources.push(new FileSource(file, fileStream(file, folder), siblings, reading));
  }
  const opened = new Set(sources.map(({ key }) => key));
  const owns = (stream: string) =>
    opened.has(stream) || counted(stream) || matchesTopic(topics, topicOf(stream));
  return { sources, owns, simulatedIncidents };
}
