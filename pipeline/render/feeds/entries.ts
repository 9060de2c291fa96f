/** Everything people said, one entry each, for whoever follows the site. */
import type { Impact, Incident, Maintenance } from '#schema/incident.ts';
import { type AuthoredUpdate, updatesOf } from '../authored-updates.ts';
import { inertLine, plainText, textAsHtml } from '../plain-text.ts';
import { idOf, incidentUrl, maintenanceUrl, type SiteSource } from '../site-source.ts';

export interface FeedEntry {
  /** Stays the same for the same update. */
  readonly id: string;
  readonly url: string;
  /** Plain text on one line. */
  readonly title: string;
  /** Safe HTML with absolute links. */
  readonly html: string;
  readonly postedAt: string;
}

const labels: Readonly<Record<AuthoredUpdate['status'], string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
};

const impacts: Readonly<Record<Impact, string>> = {
  none: 'No impact',
  minor: 'Minor impact',
  major: 'Major impact',
  critical: 'Critical impact',
};

/** An entry is read far from the page its links start from. */
function absolute(html: string, page: string): string {
  return html.replace(/ href="([^"]*)"/g, (given, href: string) => {
    const address = href.replaceAll('&amp;', '&');
    if (!URL.canParse(address, page)) return given;
    return ` href="${new URL(address, page).href.replaceAll('&', '&amp;')}"`;
  });
}

function factsOf(item: Incident | Maintenance, names: ReadonlyMap<string, string>): string[] {
  const ids = item.components.map((one) => (typeof one === 'string' ? one : one.id));
  const affected = ids.map((id) => names.get(id) ?? id).join(', ');
  const kind =
    'impact' in item
      ? impacts[item.impact]
      : `Maintenance from ${item.scheduledFor} to ${item.scheduledUntil}`;
  return [kind, ...(affected === '' ? [] : [`Affects ${affected}`])];
}

function entriesOf(
  item: Incident | Maintenance,
  page: string,
  names: ReadonlyMap<string, string>,
): FeedEntry[] {
  const facts = factsOf(item, names).map(textAsHtml).join(' · ');
  return updatesOf(item).map(({ status, postedAt, bodyHtml }) => ({
    id: `${page.split('#')[0] ?? page}#u-${idOf('update', item.slug, postedAt, status)}`,
    url: page,
    title: inertLine(`${labels[status]}: ${item.title}`),
    html: `<p>${facts}</p>\n${absolute(plainText(bodyHtml), page)}`,
    postedAt,
  }));
}

/** Entries newest first, of everything or of what touches one component. */
export function feedEntries(source: SiteSource, component: string | null): FeedEntry[] {
  const names = new Map(source.status.components.map(({ id, name }) => [id, name]));
  const touches = (ids: readonly string[]) => component === null || ids.includes(component);
  const entries = [
    ...source.incidents
      .filter(({ components }) => touches(components.map(({ id }) => id)))
      .flatMap((one) => entriesOf(one, incidentUrl(source, one.slug), names)),
    ...source.maintenance
      .filter(({ components }) => touches(components))
      .flatMap((one) => entriesOf(one, maintenanceUrl(source, one.slug), names)),
  ];
  return entries.sort((a, b) => b.postedAt.localeCompare(a.postedAt) || a.id.localeCompare(b.id));
}
