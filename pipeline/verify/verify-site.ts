/** Recomputes everything a site publishes and tells what is not so. */
import type { LakeStore } from '../lake/store.ts';
import { compareFiles, countFigures, type Held, readHeld, unaccounted } from './compare-files.ts';
import { type Difference, differenceText } from './difference.ts';
import { comparePages, type PageOptions } from './pages.ts';
import { missingPositions } from './parts.ts';
import { fromParts, isAtHand } from './raw.ts';
import { type Published, readManifestText, readPublished } from './read-published.ts';
import { fromCells, type Recomputed } from './recompute.ts';
import type { Site } from './site.ts';
import { compareSiteFiles } from './site-files.ts';

export interface VerifyOptions {
  /** The lake to count from again, where it holds parts of this site; null: cells only. */
  readonly lake: LakeStore | null;
  /** The site is this lake's own: then its parts must be there. */
  readonly own: boolean;
  /** How to render pages; null: they are not compared. */
  readonly pages: PageOptions | null;
}

export interface Verdict {
  readonly asOf: string | null;
  /** `raw`: from the parts as drained; `sealed`: from the published cells; null: not at all. */
  readonly level: 'raw' | 'sealed' | null;
  /** UTC days the level holds for. */
  readonly days: { readonly from: string; readonly until: string } | null;
  readonly figures: number;
  readonly pages: number | null;
  readonly differences: readonly Difference[];
}

const tries = 3;

function unique(differences: readonly Difference[]): Difference[] {
  return [...new Map(differences.map((one) => [differenceText(one), one])).values()];
}

function daysOf({ manifest }: Published): Verdict['days'] {
  const from = manifest.files.flatMap((file) => file.from ?? []).sort();
  const until = manifest.files.flatMap((file) => file.until ?? []).sort();
  const [first, last] = [from[0], until.at(-1)];
  return first === undefined || last === undefined ? null : { from: first, until: last };
}

interface Raw {
  readonly level: Verdict['level'];
  readonly differences: readonly Difference[];
}

async function checkRaw(
  published: Published,
  held: Held,
  { lake, own }: VerifyOptions,
): Promise<Raw> {
  if (lake === null || !(own || (await isAtHand(published, lake))))
    return { level: 'sealed', differences: [] };
  const { differences, recomputed } = await fromParts(published, lake);
  if (recomputed === null) return { level: 'sealed', differences };
  return { level: 'raw', differences: [...differences, ...compareFiles(held, recomputed)] };
}

async function checkPages(
  site: Site,
  recomputed: Recomputed,
  pages: PageOptions | null,
): Promise<{ readonly pages: number | null; readonly differences: readonly Difference[] }> {
  return pages === null ? { pages: null, differences: [] } : comparePages(site, recomputed, pages);
}

async function verifyOnce(site: Site, text: string, options: VerifyOptions): Promise<Verdict> {
  const { published, differences } = await readPublished(site, text);
  if (published === null)
    return { asOf: null, level: null, days: null, figures: 0, pages: null, differences };
  const recomputed = fromCells(published);
  const held = await readHeld(site, recomputed.keys());
  const raw = await checkRaw(published, held, options);
  const rendered = await checkPages(site, recomputed, options.pages);
  return {
    asOf: published.manifest.asOf,
    level: raw.level,
    days: daysOf(published),
    figures: countFigures(recomputed),
    pages: rendered.pages,
    differences: unique([
      ...missingPositions(published.manifest.parts),
      ...compareFiles(held, recomputed),
      ...(await unaccounted(site, recomputed)),
      ...(await compareSiteFiles(site, recomputed)),
      ...raw.differences,
      ...rendered.differences,
    ]),
  };
}

/** Checks a site; one that is published anew meanwhile is read again. */
export async function verifySite(site: Site, options: VerifyOptions): Promise<Verdict> {
  let text = await readManifestText(site);
  for (let attempt = 1; ; attempt += 1) {
    const verdict = await verifyOnce(site, text, options);
    const now = verdict.differences.length === 0 ? text : await readManifestText(site);
    if (now === text || attempt === tries) return verdict;
    text = now;
  }
}
