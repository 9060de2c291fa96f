/** The only place that opens content files; called by the renderer, never by a component. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localAddress } from '#schema/local-address.ts';
import { isMonthReport, isReportIndex } from '#schema/report.ts';
import { isComponentHistory, isDayDetail, isIncidentLog, isSiteStatus } from './snapshot-guards';
import { createSiteTime } from '../time/site-time';
import { fillIn } from './fill-in.server';
import { pageExample } from './page-example.server';
import { renderProse } from './prose.server';
import { basePathOf, siteLinks } from './site-links';
import type { SiteContent } from './site-content';

export interface ContentPlaces {
  readonly statusDir: string;
  readonly pagesDir: string;
  /** Where the site will live; without it, `site.url` of the snapshot. */
  readonly siteUrl?: string | null;
}

function readSnapshot<T>(file: string, isKnown: (value: unknown) => value is T): T {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isKnown(value)) throw new Error(`${file}: not a snapshot of this version; roll up again`);
  return value;
}

function readRules(file: string): object {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null)
    throw new Error(`${file}: no rules; roll up again`);
  return value;
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** Reads the snapshot; component histories and prose are opened when a page first asks for them. */
export function readContent({ statusDir, pagesDir, siteUrl }: ContentPlaces): SiteContent {
  const status = readSnapshot(join(statusDir, 'status.json'), isSiteStatus);
  const { incidents, maintenance } = readSnapshot(join(statusDir, 'incidents.json'), isIncidentLog);
  const reports = readSnapshot(join(statusDir, 'reports/index.json'), isReportIndex).months;
  const components = new Map(status.components.map((component) => [component.id, component]));
  const bySlug = new Map(incidents.map((incident) => [incident.slug, incident]));
  const history = remember((id) =>
    readSnapshot(join(statusDir, 'components', `${id}.json`), isComponentHistory),
  );
  const url = siteUrl ?? status.site.url;
  const constants = () => ({
    ...readRules(join(statusDir, 'rules.json')),
    example: pageExample(status, history),
  });
  return {
    status,
    incidents,
    maintenance,
    reports,
    links: siteLinks(basePathOf(url)),
    address: (url ?? localAddress).replace(/\/+$/, ''),
    hasAddress: url !== null,
    time: createSiteTime(status.site.timezone),
    component: (id) => components.get(id),
    incident: (slug) => bySlug.get(slug),
    history,
    day: (id, date) => {
      const file = join(statusDir, 'days', id, `${date}.json`);
      return existsSync(file) ? readSnapshot(file, isDayDetail) : null;
    },
    report: remember((name) =>
      readSnapshot(join(statusDir, 'reports', `${name}.json`), isMonthReport),
    ),
    prose: remember((name) => {
      const text = readFileSync(join(pagesDir, `${name}.md`), 'utf8');
      return renderProse(fillIn(text, constants(), `${name}.md`));
    }),
  };
}
