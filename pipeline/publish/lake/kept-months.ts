/** Files of months that are over: kept in the lake, so that they are not made again every run. */
import { deserialize, serialize } from 'node:v8';
import * as v from 'valibot';
import { readSealed, writeSealed } from '../../lake/sealed-file.ts';
import type { LakeStore } from '../../lake/store.ts';
import { publishedFileSchema } from './lake-manifest.ts';
import type { MadeFile } from './made-file.ts';
import { type MonthsInput, type MonthTable, monthTables } from './months.ts';

const keptSchema = v.nullable(
  v.strictObject({ entry: publishedFileSchema, bytes: v.instance(Uint8Array) }),
);

export interface KeptMonths {
  readonly files: readonly MadeFile[];
  /** Names of what is kept in the lake for the next run. */
  readonly used: ReadonlySet<string>;
}

const nameOf = ({ name }: MonthTable, key: string) =>
  `cells/${name.replace('.parquet', '')}~${key.slice(0, 16)}.published`;

async function keptOrMade(store: LakeStore, name: string, { make }: MonthTable) {
  const bytes = await readSealed(store, name);
  const held = bytes === null ? null : v.safeParse(keptSchema, deserialize(bytes));
  if (held?.success === true) return held.output;
  const made = make();
  await writeSealed(store, name, serialize(made));
  return made;
}

/** The files of all months; those of months that are over are read where they are kept. */
export async function keptMonths(store: LakeStore, input: MonthsInput): Promise<KeptMonths> {
  const files: MadeFile[] = [];
  const used = new Set<string>();
  for (const table of monthTables(input)) {
    const name = table.key === null ? null : nameOf(table, table.key);
    const file = name === null ? table.make() : await keptOrMade(store, name, table);
    if (name !== null) used.add(name);
    if (file !== null) files.push(file);
  }
  return { files, used };
}
