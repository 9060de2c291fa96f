/**
 * Data nobody here wrote, beside the project: golden tables and hostile inputs. A test
 * that needs it where it is absent says so: `if (!shared.present) context.skip(shared.absent)`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** One folder or file of the shared data. */
export interface Shared {
  readonly present: boolean;
  /** Why a test is skipped. */
  readonly absent: string;
  /** Names in the folder, sorted. */
  names: () => string[];
  bytes: (name?: string) => Buffer;
  json: (name?: string) => unknown;
}

export function sharedData(path: string): Shared {
  const place = join(resolve(projectRoot, '../shared'), path);
  const fileOf = (name?: string) => (name === undefined ? place : join(place, name));
  return {
    present: existsSync(place),
    absent: `../shared/${path} is absent`,
    names: () => readdirSync(place).sort(),
    bytes: (name) => readFileSync(fileOf(name)),
    json: (name): unknown => JSON.parse(readFileSync(fileOf(name), 'utf8')),
  };
}

/** Cases of a golden table, in the shape the restated ones have. */
export function goldenCases(table: string, key = 'cases'): unknown[] {
  const found: unknown = Reflect.get(Object(sharedData(`golden/${table}.json`).json()), key);
  return Array.isArray(found) ? found : [];
}
