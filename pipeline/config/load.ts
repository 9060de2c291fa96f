import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { normaliseConfig, statusConfigSchema, type StatusConfig } from '#schema/config.ts';
import { codeOf, messageOf, Problem } from '../problem.ts';
import { parseYaml } from './yaml-problems.ts';

/** A configuration and the folder its relative paths start from. */
export interface LoadedConfig {
  readonly config: StatusConfig;
  readonly file: string;
  readonly folder: string;
  /** Its text, which figures depend on. */
  readonly text: string;
}

/** Reads and checks `status.yaml`; a Problem lists every fault with its line. */
export async function loadConfig(file: string): Promise<LoadedConfig> {
  const text = await readConfigText(file);
  const config = normaliseConfig(parseYaml(statusConfigSchema, text, file));
  return { config, file, folder: dirname(resolve(file)), text };
}

async function readConfigText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw new Problem(`${file}: cannot be read: ${messageOf(error)}`);
    throw new Problem(
      `${file}: no such file; set PLUMBLINE_CONFIG to your status.yaml or create ${join('content', 'status.yaml')}`,
    );
  }
}
