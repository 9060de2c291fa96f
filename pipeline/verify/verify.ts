/** `npm run verify [-- <folder or address>]`: is every published number what its cells give? */
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Environment } from '../environment.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { manifestNumbers } from '../lake/manifest.ts';
import { Problem } from '../problem.ts';
import { compileSite } from '../render/compile.ts';
import { differenceText } from './difference.ts';
import { openSite } from './site.ts';
import { type Verdict, verifySite } from './verify-site.ts';

const shown = 50;

function levelText({ level, days, asOf }: Verdict): string {
  const span = days === null ? 'no day' : `${days.from} to ${days.until}`;
  const means =
    level === 'raw'
      ? 'raw: counted again from the parts as they were drained'
      : 'sealed: recomputed from the published cells; the parts behind them are not at hand';
  return `as of ${asOf ?? 'unknown'}, ${span}: ${means}`;
}

/** What a check found, for people. */
export function verdictLines(label: string, verdict: Verdict): string[] {
  const { differences, figures, pages, level } = verdict;
  const lines = differences.slice(0, shown).map(differenceText);
  if (differences.length > shown) lines.push(`and ${differences.length - shown} more`);
  if (level === null) return [...lines, `${label}: nothing could be recomputed`];
  const pagesText = pages === null ? 'no pages compared' : `${pages} pages`;
  return [...lines, levelText(verdict), `${label}: ${figures} figures, ${pagesText}`];
}

function targetOf(args: readonly string[]): string | null {
  const [target, ...more] = args;
  const option = args.find((arg) => arg.startsWith('-'));
  if (more.length > 0 || option !== undefined)
    throw new Problem(
      `verify: "${option ?? more.join(' ')}" is not allowed; allowed: one folder or address of a site`,
    );
  return target ?? null;
}

/** Checks a site, by default our own; a Problem, and so exit code 1, for any difference. */
export async function verify(
  environment: Environment,
  log: (line: string) => void,
  args: readonly string[],
): Promise<void> {
  const { projectRoot, outDir, dataDir } = environment;
  const given = targetOf(args);
  const folder = given ?? outDir;
  // One release for the whole check, whatever is rendered meanwhile.
  const place = /^https?:/.test(folder)
    ? folder
    : await realpath(resolve(folder)).catch(() => folder);
  const site = await openSite(place);
  const { compiledDir } = await compileSite({ projectRoot, log });
  const lake = new DirectoryStore(dataDir);
  const hasLake = (await manifestNumbers(lake)).length > 0;
  const verdict = await verifySite(site, {
    lake: hasLake ? lake : null,
    own: hasLake && given === null,
    pages: { compiledDir, pagesDir: join(projectRoot, 'content/pages') },
  });
  for (const line of verdictLines(given ?? outDir, verdict)) log(line);
  const { length } = verdict.differences;
  if (length > 0)
    throw new Problem(`${given ?? outDir}: ${length} differences; these numbers are not proven`);
  log('every published number is what its cells give');
}
