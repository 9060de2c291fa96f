/**
 * Badges as SVG and as endpoint of shields.io, of the site and of each component. A badge cannot
 * know how old it has become, so its message says of when it is.
 */
import { makeBadge } from 'badge-maker';
import type { SiteStatus } from '#schema/snapshot.ts';
import { type ComponentStatus, statusLabels } from '#schema/status.ts';
import { inertJson, plainLine } from '../plain-text.ts';
import type { SiteSource } from '../site-source.ts';

/** White text on each has a contrast of at least 4.5. */
export const badgeColors: Readonly<Record<ComponentStatus, string>> = {
  operational: '#15804f',
  unknown: '#62686f',
  maintenance: '#2f68c9',
  degraded: '#8f5c00',
  partial_outage: '#bd4707',
  major_outage: '#c3242f',
};

/** Badges stand in a line of text. */
const longest = 40;

function cut(text: string): string {
  const glyphs = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  return glyphs.length <= longest ? text : `${glyphs.slice(0, longest - 1).join('')}…`;
}

function inWords(instant: string | null): string {
  if (instant === null) return 'no data yet';
  const when = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone: 'UTC',
  });
  return `${when.format(new Date(instant))} UTC`;
}

function svgOf(label: string, message: string, color: string, status: SiteStatus): string {
  const { dataThrough, validUntil } = status;
  const times = [
    ...(dataThrough === null ? [] : [` data-through="${dataThrough}"`]),
    ...(validUntil === null ? [] : [` data-valid-until="${validUntil}"`]),
  ].join('');
  return `${makeBadge({ label, message, color }).replace('<svg ', `<svg${times} `)}\n`;
}

/** Names below the site's root and contents; the same snapshot gives the same bytes. */
export function badgeFiles({ status }: SiteSource): Map<string, string> {
  const { site, overall, components, dataThrough, simulated } = status;
  const subjects = [
    { name: 'badge', label: site.name, state: overall.status },
    ...components.map((one) => ({
      name: `badges/${one.id}`,
      label: one.name,
      state: one.status,
    })),
  ];
  const files = subjects.flatMap(({ name, label: full, state }): [string, string][] => {
    const label = cut(plainLine(full));
    const when = `${inWords(dataThrough)}${simulated ? ', simulated' : ''}`;
    const message = `${statusLabels[state].toLowerCase()} · ${when}`;
    const color = badgeColors[state];
    // Shields refuses members it does not know.
    const endpoint = { schemaVersion: 1, label, message, color, cacheSeconds: 300 };
    return [
      [`${name}.svg`, svgOf(label, message, color, status)],
      [`${name}.json`, inertJson(endpoint)],
    ];
  });
  return new Map(files);
}
