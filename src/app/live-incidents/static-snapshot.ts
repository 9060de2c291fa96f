/** Asks the site's own host for `/data/status.json`: the way without Sanity, and how telemetry comes to an open page. */
import type { SiteStatus } from '#schema/snapshot.ts';
import { isSiteStatus } from '../content/snapshot-guards';

export interface Polled {
  readonly status: SiteStatus;
  /** How far the host's clock is ahead of the visitor's, in ms; null: it does not say. */
  readonly aheadMs: number | null;
}

function aheadOf(date: string | null, now: number): number | null {
  const host = Date.parse(date ?? '');
  return Number.isNaN(host) ? null : host - now;
}

/** The newest snapshot; null where it cannot be had. The browser revalidates by ETag. */
export async function pollStatus(address: string, timeoutMs: number): Promise<Polled | null> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(address, { cache: 'no-cache', signal });
    const value: unknown = response.ok ? await response.json() : null;
    if (!isSiteStatus(value)) return null;
    return { status: value, aheadMs: aheadOf(response.headers.get('date'), Date.now()) };
  } catch {
    return null;
  }
}
