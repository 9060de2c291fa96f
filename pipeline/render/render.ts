/** Renders every page from the snapshot and puts the whole site in place in one step. */
import { readdir, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, Problem } from '../problem.ts';
import { inBatches } from './in-batches.ts';
import { headerRules } from './hosts/header-rules.ts';
import { hostFiles } from './hosts/host-files.ts';
import { inlineHashes, policyOf } from './hosts/policy.ts';
import { markNewest, pruneFolders } from './prune.ts';
import { filesBelow, ReleaseDraft } from './release.ts';
import { siteRoutes } from './routes.ts';
import { siteFiles } from './site-files.ts';
import { openRenderer, type SiteRenderer } from './site-renderer.ts';
import {
  currentTarget,
  openDraft,
  removeDeadDrafts,
  settleDraft,
  switchLink,
} from './switch-link.ts';

export interface RenderOptions {
  readonly projectRoot: string;
  readonly statusDir: string;
  /** Becomes a link to the newest release beside it. */
  readonly outDir: string;
  /** Overrides `site.url`; its path becomes the base of every link. */
  readonly siteUrl?: string | null;
  readonly compiledDir?: string;
  readonly log?: (line: string) => void;
}

export interface RenderReport {
  readonly routes: number;
  readonly bytes: number;
  readonly ms: number;
  /** Name of the release: the same content has the same name. */
  readonly release: string;
  /** Path the pages' links start from, with a slash at both ends. */
  readonly base: string;
}

const keptReleases = 3;
const assets = 'assets/';

async function writePages(draft: ReleaseDraft, renderer: SiteRenderer): Promise<number> {
  const { status, incidents, reports, links } = renderer.content;
  const routes = siteRoutes(status.components, incidents, reports);
  const hashes = { styles: new Set<string>(), scripts: new Set<string>() };
  // A render waits for timers as long as it computes: several at once fill the gaps.
  await inBatches(routes, 16, async ({ route, file }) => {
    const html = await renderer.render(route);
    const { styles, scripts } = inlineHashes(html);
    for (const hash of styles) hashes.styles.add(hash);
    for (const hash of scripts) hashes.scripts.add(hash);
    await draft.write(file, html);
  });
  const rules = headerRules(policyOf(hashes, renderer.connect));
  for (const [name, content] of hostFiles(rules, links.base)) await draft.write(name, content);
  return routes.length;
}

/** A page that is open, or cached, still asks for the scripts of the compile before. */
async function keepOlderAssets(draft: ReleaseDraft, compiledDir: string): Promise<void> {
  const compiles = dirname(await realpath(compiledDir));
  for (const compile of await readdir(compiles)) {
    const folder = join(compiles, compile, 'client', assets);
    const names = await filesBelow(folder).catch(() => []);
    for (const name of names) await draft.keep(assets + name, join(folder, name));
  }
}

/** What a failed write means to people; any other error as it is. */
export function explainWriteFailure(error: unknown, outDir: string): unknown {
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'the disk quota is used up',
    EFBIG: 'a file would be larger than allowed',
    EROFS: 'the disk is read-only',
    EACCES: 'no permission to write',
  };
  const reason = reasons[codeOf(error) ?? ''];
  if (reason === undefined) return error;
  return new Problem(`The site could not be written: ${reason}. ${outDir} is as it was.`);
}

interface FilledFrom {
  readonly statusDir: string;
  /** The browser's part of a compile. */
  readonly client: string;
}

async function fillDraft(
  draft: ReleaseDraft,
  renderer: SiteRenderer,
  { statusDir, client }: FilledFrom,
): Promise<number> {
  await draft.copyFrom(join(client, assets), assets);
  await draft.copyFrom(statusDir, 'data/');
  for (const [name, content] of siteFiles(renderer.source, renderer.content.reports))
    await draft.write(name, content);
  await draft.write('banner.js', await readFile(join(client, 'banner.js')));
  return writePages(draft, renderer);
}

/** Renders the site; whatever fails, what `outDir` showed before stays. */
export async function renderSite(options: RenderOptions): Promise<RenderReport> {
  const started = performance.now();
  const { projectRoot, outDir, siteUrl = null, log = () => undefined } = options;
  const { compiledDir = join(projectRoot, 'dist/compiled') } = options;
  const releases = join(dirname(outDir), 'releases');
  await currentTarget(outDir);
  const pagesDir = join(projectRoot, 'content/pages');
  // One version of the snapshot for all pages, whatever is published meanwhile.
  const statusDir = await realpath(options.statusDir).catch(() => options.statusDir);
  const renderer = await openRenderer(compiledDir, { statusDir, pagesDir, siteUrl });
  await removeDeadDrafts(releases);
  const folder = await openDraft(releases).catch((error: unknown) => {
    throw explainWriteFailure(error, outDir);
  });
  const draft = new ReleaseDraft(folder);
  try {
    const routes = await fillDraft(draft, renderer, {
      statusDir,
      client: join(compiledDir, 'client'),
    });
    await keepOlderAssets(draft, compiledDir);
    const release = draft.name();
    await settleDraft(draft.folder, join(releases, release));
    await markNewest(join(releases, release));
    await switchLink(outDir, join(releases, release));
    await pruneFolders(releases, keptReleases);
    log(`release ${release}`);
    const ms = Math.round(performance.now() - started);
    return { routes, bytes: draft.bytes, ms, release, base: renderer.content.links.base };
  } catch (error) {
    throw explainWriteFailure(error, outDir);
  } finally {
    await rm(draft.folder, { recursive: true, force: true });
  }
}
