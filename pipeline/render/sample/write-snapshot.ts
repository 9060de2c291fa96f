/** Lays a made-up snapshot down as the files the page reads. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rules } from '../../rollup/rules.ts';
import type { SampleSnapshot } from './sample-snapshot.ts';

/** Writes a snapshot as the files the page reads. */
export async function writeSnapshot(folder: string, snapshot: SampleSnapshot): Promise<void> {
  const files: (readonly [name: string, value: unknown])[] = [
    ['status.json', snapshot.status],
    ['incidents.json', snapshot.log],
    ['history.json', snapshot.scrub],
    ['rules.json', rules],
    ...snapshot.days.map((one) => [`days/${one.id}/${one.date}.json`, one] as const),
    ...snapshot.histories.map((one) => [`components/${one.id}.json`, one] as const),
  ];
  const texts = files.map(([name, value]) => [name, `${JSON.stringify(value)}\n`] as const);
  for (const [name, text] of [...texts, ...snapshot.reports]) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
