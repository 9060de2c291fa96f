/** Attaches the live parts to the elements the static page reserves for them. */
import type { ApplicationRef } from '@angular/core';
import { DataAge } from './freshness/data-age';
import { firstInterest, loadHistory } from './scrubber/load-history';
import { MissingFigures } from './scrubber/missing-figures';
import { PAGE_SETTINGS } from './scrubber/page-settings';

type Island = 'age' | 'copy' | 'graph' | 'explorer';

function hostsOf(page: Document, island: Island): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(`[data-island="${island}"]`)];
}

/** The script that scrubs, or null where it cannot be had. */
function loadScrubbing() {
  return import('./scrubber/attach-scrubbing').catch(() => null);
}

/** Attaches what copies when the menu that holds it is opened for the first time. */
function attachCopying(app: ApplicationRef, page: Document): void {
  const attach = async () => {
    const script = await import('./shell/copy-text').catch(() => null);
    if (script === null) return;
    for (const host of hostsOf(page, 'copy')) app.bootstrap(script.CopyText, host);
  };
  const menu = page.getElementById('get-updates');
  menu?.addEventListener('toggle', () => void attach(), { once: true });
}

/** Attaches what needs no data at once, and scrubbing when its script and its history are here. */
export async function attachIslands(app: ApplicationRef, page: Document): Promise<void> {
  for (const host of hostsOf(page, 'age')) app.bootstrap(DataAge, host);
  // The clipboard is there for pages that came by HTTPS, or from this machine.
  if (isSecureContext) attachCopying(app, page);
  const [explorer] = hostsOf(page, 'explorer');
  if (explorer === undefined) return;
  if (location.hash === '') await firstInterest(page, explorer);
  const { links } = app.injector.get(PAGE_SETTINGS);
  const [scrubbing, history] = await Promise.all([loadScrubbing(), loadHistory(links.history)]);
  if (scrubbing === null || history === null) {
    app.bootstrap(MissingFigures, explorer);
    return;
  }
  scrubbing.attachScrubbing(app, history, { explorer, graphs: hostsOf(page, 'graph') });
}
