/** Which Sanity project is read: the environment comes before status.yaml. */
import * as v from 'valibot';
import { type ContentSource, contentSourceSchema } from '#schema/content-source.ts';
import { Problem } from '../../problem.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const names = {
  projectId: 'SANITY_PROJECT_ID',
  dataset: 'SANITY_DATASET',
  apiHost: 'SANITY_API_HOST',
  live: 'SANITY_LIVE',
} as const;

/** The project to read, or null where none is configured; a Problem names the wrong variable. */
export function contentSourceOf(
  configured: ContentSource | null,
  variables: Variables,
): ContentSource | null {
  const given = Object.entries(names).flatMap(([key, name]): [string, string][] => {
    const value = variables[name];
    return value === undefined || value === '' ? [] : [[key, value]];
  });
  const merged: Record<string, unknown> = { ...configured, ...Object.fromEntries(given) };
  if (merged['projectId'] === undefined) return null;
  const read = v.safeParse(contentSourceSchema, merged);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const key = v.getDotPath(issue) ?? '';
  const name = new Map<string, string>(Object.entries(names)).get(key) ?? `sanity.${key}`;
  throw new Problem(`${name}: ${JSON.stringify(merged[key])} is not allowed: ${issue.message}`);
}
