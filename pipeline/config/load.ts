import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  normaliseConfig,
  type ParsedConfig,
  statusConfigSchema,
  type StatusConfig,
} from '#schema/config.ts';
import { codeOf, messageOf, Problem } from '../problem.ts';
import { objectiveOf, type OpensloFile } from './openslo.ts';
import { opensloDocumentsOf } from './openslo-documents.ts';
import { parseYaml } from './yaml-problems.ts';

/** A configuration and the folder its relative paths start from. */
export interface LoadedConfig {
  readonly config: StatusConfig;
  readonly file: string;
  readonly folder: string;
  /** Its text and that of the OpenSLO files it names, which figures depend on. */
  readonly text: string;
}

/** Reads and checks `status.yaml`; a Problem lists every fault with its line. */
export async function loadConfig(file: string): Promise<LoadedConfig> {
  const text = await readText(
    file,
    `${file}: no such file; set PLUMBLINE_CONFIG to your status.yaml or create ${join('content', 'status.yaml')}`,
  );
  const parsed = parseYaml(statusConfigSchema, text, file);
  const folder = dirname(resolve(file));
  const files = await readOpensloFiles(parsed, dirname(file));
  const { timezone } = parsed.site;
  const config = normaliseConfig(parsed, (component, reference) => {
    const read = files.get(reference.openslo);
    if (read === undefined) throw new Error(`${reference.openslo} was not read`);
    return objectiveOf(read, reference, component, timezone);
  });
  const texts = [text, ...[...files.values()].map((read) => read.text)];
  return { config, file, folder, text: texts.join('') };
}

type OpensloText = OpensloFile & { readonly text: string };

/** Each OpenSLO file that a component names, once. */
async function readOpensloFiles(
  { components }: ParsedConfig,
  folder: string,
): Promise<ReadonlyMap<string, OpensloText>> {
  const files = new Map<string, OpensloText>();
  for (const [index, { slo }] of components.entries()) {
    if (!('openslo' in slo) || files.has(slo.openslo)) continue;
    const file = join(folder, slo.openslo);
    const missing = `components[${index}].slo.openslo: must be a file of OpenSLO documents, relative to status.yaml`;
    const text = await readText(file, `${file}: no such file; ${missing}`);
    files.set(slo.openslo, { file, text, documents: opensloDocumentsOf(text, file) });
  }
  return files;
}

/** The text of a file; `absent` is said where there is none. */
async function readText(file: string, absent: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw new Problem(`${file}: cannot be read: ${messageOf(error)}`);
    throw new Problem(absent);
  }
}
