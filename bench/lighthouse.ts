/** Lighthouse, brought once into `.cache/`: a hundred packages that nothing else needs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { runTimed } from './run-timed.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = join(project, '.cache/lighthouse');
const lighthouse = 'lighthouse@13.5.0';

const report = v.object({
  categories: v.record(v.string(), v.object({ score: v.nullable(v.number()) })),
  audits: v.record(v.string(), v.object({ score: v.nullable(v.number()), title: v.string() })),
});

/** Path of its command; brought by npm where it is missing. */
async function command(): Promise<string> {
  const file = join(folder, 'node_modules/lighthouse/cli/index.js');
  if (!existsSync(file)) {
    const options = ['--no-audit', '--no-fund', '--no-package-lock', '--prefix', folder];
    await runTimed('npm', ['install', ...options, lighthouse], { cwd: project });
  }
  return file;
}

/** Score of each category and what kept it from 100, by address; as a phone on a slow network. */
export async function lighthouseScores(
  urls: readonly string[],
  browser: string,
): Promise<readonly object[]> {
  const file = await command();
  const rows: object[] = [];
  for (const url of urls) {
    const { output } = await runTimed(
      process.execPath,
      [file, url, '--quiet', '--output=json', '--chrome-flags=--headless=new --no-sandbox'],
      { cwd: folder, env: { ...process.env, CHROME_PATH: browser } },
    );
    const { categories, audits } = v.parse(report, JSON.parse(output.slice(output.indexOf('{'))));
    const scores = new Map(
      Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
    );
    const failed = Object.values(audits).filter(({ score }) => score === 0);
    rows.push({
      page: new URL(url).pathname,
      ...Object.fromEntries<number>(scores),
      failed: failed.map(({ title }) => title).join('; '),
    });
  }
  return rows;
}
