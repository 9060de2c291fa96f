/** What the files for machines are made from: the snapshot, and where the site will live. */
import { createHash } from 'node:crypto';
import type { Incident, Maintenance } from '#schema/incident.ts';
import { localAddress } from '#schema/local-address.ts';
import type { SiteStatus } from '#schema/snapshot.ts';

export interface SiteSource {
  readonly status: SiteStatus;
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** Latest first. */
  readonly maintenance: readonly Maintenance[];
  /** Absolute, without a slash at its end; may hold a path. */
  readonly url: string;
}

/** Where a site lives: what was asked for, else what is configured, else this machine. */
export function siteUrlOf(status: SiteStatus, siteUrl: string | null): string {
  return (siteUrl ?? status.site.url ?? localAddress).replace(/\/+$/, '');
}

/** Address of an incident's page. */
export function incidentUrl({ url }: SiteSource, slug: string): string {
  return `${url}/incidents/${encodeURIComponent(slug)}/`;
}

/** Address of a maintenance on its page. */
export function maintenanceUrl({ url }: SiteSource, slug: string): string {
  return `${url}/maintenance/#m-${encodeURIComponent(slug)}`;
}

/** Twelve letters and digits, the same for the same words: the form of Statuspage's own ids. */
export function idOf(...words: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(-12);
}
