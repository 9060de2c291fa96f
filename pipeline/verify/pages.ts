/** Renders every page again from the recomputed numbers and compares it with the published one. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inBatches } from '../render/in-batches.ts';
import { siteRoutes } from '../render/routes.ts';
import { openRenderer } from '../render/site-renderer.ts';
import type { Difference } from './difference.ts';
import type { Recomputed } from './recompute.ts';
import type { Site } from './site.ts';

export interface PageOptions {
  readonly compiledDir: string;
  readonly pagesDir: string;
}

export interface PagesResult {
  readonly pages: number;
  readonly differences: readonly Difference[];
}

async function writeSnapshot(folder: string, recomputed: Recomputed): Promise<void> {
  for (const [name, content] of recomputed) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Tags and texts of a page; scripts of another compile carry another name, which is no figure. */
function tokensOf(html: string): string[] {
  const neutral = html.replace(/assets\/[\w.-]+/g, 'assets/*');
  return neutral.match(/<[^>]*>|[^<]+/g) ?? [];
}

/** The first place where two pages differ; null where they say the same. */
export function pageDifference(
  file: string,
  published: string,
  recomputed: string,
): Difference | null {
  const [held, made] = [tokensOf(published), tokensOf(recomputed)];
  const at = held.findIndex((token, index) => token !== made[index]);
  if (at < 0 && held.length === made.length) return null;
  const cut = (text: string | undefined) => JSON.stringify((text ?? '').trim().slice(0, 160));
  const index = at < 0 ? held.length : at;
  return { file, path: null, published: cut(held[index]), recomputed: cut(made[index]) };
}

function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = new Map<string, unknown>(Object.entries(at)).get(key);
  }
  return at;
}

/** Places a page names as the origin of its figures (`data-from`) that are not there. */
export function unknownOrigins(file: string, html: string, recomputed: Recomputed): Difference[] {
  const origins = new Set(
    Array.from(html.matchAll(/ data-from="([^"]*)"/g), ([, from = '']) => from),
  );
  return [...origins].flatMap((from) => {
    const [name = '', pointer = ''] = from.split('#');
    const content = recomputed.get(name.replace(/^data\//, ''));
    const known =
      typeof content === 'string' && valueAt(JSON.parse(content), pointer) !== undefined;
    return known ? [] : [{ file, path: null, published: from, recomputed: 'nothing there' }];
  });
}

/** Compares all pages of a site. */
export async function comparePages(
  site: Site,
  recomputed: Recomputed,
  { compiledDir, pagesDir }: PageOptions,
): Promise<PagesResult> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-verify-'));
  try {
    await writeSnapshot(folder, recomputed);
    const renderer = await openRenderer(compiledDir, {
      statusDir: folder,
      pagesDir,
      siteUrl: null,
    });
    const { status, incidents, reports } = renderer.content;
    const routes = siteRoutes(status.components, incidents, reports);
    const differences: Difference[] = [];
    await inBatches(routes, 16, async ({ route, file }) => {
      const published = await site.read(file);
      const made = await renderer.render(route);
      const difference =
        published === null
          ? { file, path: null, published: 'nothing', recomputed: 'a page' }
          : pageDifference(file, published.toString('utf8'), made);
      if (difference !== null) differences.push(difference);
      differences.push(...unknownOrigins(file, made, recomputed));
    });
    return { pages: routes.length, differences };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
