/** The compiled site as a function: route in, HTML out. */
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { originsOf } from '#schema/content-source.ts';
import type { Incident, Maintenance } from '#schema/incident.ts';
import type { ReportIndex } from '#schema/report.ts';
import type { SiteStatus } from '#schema/snapshot.ts';
import { codeOf, messageOf, Problem } from '../problem.ts';
import { withPolicy } from './hosts/policy.ts';
import { type SiteSource, siteUrlOf } from './site-source.ts';

interface Content {
  readonly status: SiteStatus;
  readonly incidents: readonly Incident[];
  readonly maintenance: readonly Maintenance[];
  readonly reports: ReportIndex['months'];
  readonly links: { readonly base: string };
}

interface ContentPlaces {
  readonly statusDir: string;
  readonly pagesDir: string;
  readonly siteUrl: string | null;
}

interface SiteModule {
  readonly default: (route: string, document: string, content: Content) => Promise<string>;
  readonly readContent: (places: ContentPlaces) => Content;
}

function isSiteModule(module: unknown): module is SiteModule {
  return (
    typeof module === 'object' &&
    module !== null &&
    'default' in module &&
    typeof module.default === 'function' &&
    'readContent' in module &&
    typeof module.readContent === 'function'
  );
}

function openContent({ readContent }: SiteModule, places: ContentPlaces): Content {
  try {
    return readContent(places);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new Problem(`There is no snapshot to render (${messageOf(error)}): roll up first`);
  }
}

export interface SiteRenderer {
  readonly content: Content;
  /** Other origins the pages may ask for data. */
  readonly connect: readonly string[];
  /** What files for machines are made from. */
  readonly source: SiteSource;
  /** HTML of a page; throws with the route named where the page throws. */
  render(route: string): Promise<string>;
}

/** Loads the newest compile and reads the snapshot afresh. */
export async function openRenderer(
  compiledDir: string,
  places: ContentPlaces,
): Promise<SiteRenderer> {
  // The real path names the compile, so a process that outlives one loads the next.
  const folder = await realpath(compiledDir);
  const module: unknown = await import(pathToFileURL(join(folder, 'ssr/main.server.js')).href);
  if (!isSiteModule(module)) throw new Error(`${folder}: not a compile of this site`);
  const document = await readFile(join(folder, 'client/index.html'), 'utf8');
  const content = openContent(module, places);
  const { status, incidents, maintenance } = content;
  const connect = originsOf(status.content.source);
  return {
    content,
    connect,
    source: { status, incidents, maintenance, url: siteUrlOf(status, places.siteUrl) },
    async render(route) {
      try {
        return withPolicy(await module.default(route, document, content), connect);
      } catch (error) {
        throw new Error(`page ${route}: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}
