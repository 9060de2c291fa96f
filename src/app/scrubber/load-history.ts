/** When and how the figures behind the graphs are fetched: never before the page is complete. */
import type { ScrubHistory } from '#schema/snapshot.ts';
import { isScrubHistory } from '../content/snapshot-guards';

/** The history, or null where it cannot be had: the page then says so. */
export async function loadHistory(address: string): Promise<ScrubHistory | null> {
  try {
    const response = await fetch(address);
    const value: unknown = response.ok ? await response.json() : null;
    return isScrubHistory(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Resolves when the visitor points, touches or types, or when the place for the
 * controls comes into view, as it does for a screen reader that sends no keys. A
 * visitor who only looks never fetches 90 days of figures.
 */
export function firstInterest(page: Document, controls: Element): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve();
    for (const sign of ['pointerover', 'touchstart', 'keydown']) {
      page.addEventListener(sign, done, { once: true, passive: true });
    }
    const view = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      view.disconnect();
      done();
    });
    view.observe(controls);
  });
}
