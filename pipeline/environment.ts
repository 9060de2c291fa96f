/** Everything the pipeline takes from the environment, read in one place. */
import { resolve } from 'node:path';
import { isInstant } from '#schema/instant.ts';
import * as v from 'valibot';
import { siteAddress, siteAddressForm } from '#schema/config-values.ts';
import { Problem } from './problem.ts';

export interface Environment {
  readonly projectRoot: string;
  readonly configFile: string;
  /** The lake: what must last between runs. */
  readonly dataDir: string;
  /** The generated snapshot the page is rendered from. */
  readonly statusDir: string;
  readonly outDir: string;
  /** The as-of time in epoch ms; fixed by PLUMBLINE_NOW for reproducible builds. */
  readonly now: () => number;
  readonly pinned: boolean;
  /** Overrides site.url. */
  readonly siteUrl: string | null;
  /** All of it, for the settings of sources. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

function pinnedNow(text: string): number {
  if (!isInstant(text)) {
    throw new Problem(
      `PLUMBLINE_NOW: "${text}" is not an instant; allowed: ISO 8601 with a zone, like 2026-03-01T14:05:00Z`,
    );
  }
  return Date.parse(text);
}

function siteUrlOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = v.safeParse(siteAddress, text);
  if (parsed.success) return parsed.output;
  throw new Problem(
    `SITE_URL: "${text}" is not allowed; allowed: ${siteAddressForm}, like https://example.com/status`,
  );
}

/** Reads the environment; relative paths start from the project's root. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  projectRoot: string,
): Environment {
  // CI systems set a variable without a value to an empty string.
  const set = (name: string) => (variables[name] === '' ? undefined : variables[name]);
  const given = (name: string, fallback: string) => resolve(projectRoot, set(name) ?? fallback);
  const nowText = set('PLUMBLINE_NOW');
  const pinned = nowText === undefined ? null : pinnedNow(nowText);
  return {
    projectRoot,
    configFile: given('PLUMBLINE_CONFIG', 'content/status.yaml'),
    dataDir: given('PLUMBLINE_DATA', 'data'),
    statusDir: given('PLUMBLINE_STATUS', 'content/status'),
    outDir: given('PLUMBLINE_OUT', 'dist/site'),
    now: pinned === null ? Date.now : () => pinned,
    pinned: pinned !== null,
    siteUrl: siteUrlOf(set('SITE_URL')),
    variables,
  };
}
