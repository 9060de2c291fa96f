/** When the live parts are fetched: after the first paint, and without a content store not before the first poll is due. */
import type { ApplicationRef } from '@angular/core';

const firstPollMs = 60_000;

/** Two frames: what was laid out when the first began is on the screen when the second does. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** Sanity's client, for `attachLive`: asked for here, so that what it shares with this script stays in it. */
const loadTransport = () => import('./client-transport');

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Follows incidents and states for as long as the page is open. */
export async function followLive(app: ApplicationRef, page: Document): Promise<void> {
  const { base = '/', content = '' } = page.documentElement.dataset;
  await (content === '' ? pause(firstPollMs) : painted());
  const live = await import('./attach-live').catch(() => null);
  live?.attachLive(app, page, { base, content, loadTransport });
}
