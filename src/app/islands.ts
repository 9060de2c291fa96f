/** Attaches the live parts to the elements the static page reserves for them. */
import type { ApplicationRef, Type } from '@angular/core';
import { DataAge } from './freshness/data-age';
import { Explorer } from './scrubber/explorer';
import { GraphOverlay } from './scrubber/graph-overlay';
import { firstInterest, loadHistory } from './scrubber/load-history';
import { MissingFigures } from './scrubber/missing-figures';
import { PAGE_SETTINGS } from './scrubber/page-settings';
import { ScrubStore } from './scrubber/scrub-store';

type Island = 'age' | 'graph' | 'explorer';

function hostsOf(page: Document, island: Island): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(`[data-island="${island}"]`)];
}

function attach(app: ApplicationRef, part: Type<unknown>, hosts: readonly HTMLElement[]): void {
  for (const host of hosts) app.bootstrap(part, host);
}

/** Attaches what needs no data at once, and scrubbing when its history is here. */
export async function attachIslands(app: ApplicationRef, page: Document): Promise<void> {
  attach(app, DataAge, hostsOf(page, 'age'));
  const explorers = hostsOf(page, 'explorer');
  const controls = explorers[0];
  if (controls === undefined) return;
  if (location.hash === '') await firstInterest(page, controls);
  const history = await loadHistory(app.injector.get(PAGE_SETTINGS).links.history);
  if (history === null) {
    attach(app, MissingFigures, explorers);
    return;
  }
  const graphs = hostsOf(page, 'graph');
  const store = app.injector.get(ScrubStore);
  store.load(
    history,
    graphs.flatMap(({ dataset }) => dataset['graph'] ?? []),
  );
  const restored = store.restore(location.hash);
  attach(app, GraphOverlay, graphs);
  attach(app, Explorer, explorers);
  graphs
    .find(({ dataset }) => dataset['graph'] === restored?.component)
    ?.scrollIntoView({ block: 'center' });
}
