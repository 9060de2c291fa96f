/** Everything scrubbing needs beyond the first paint: a script of its own, asked for on first interest. */
import type { ApplicationRef } from '@angular/core';
import type { ScrubHistory } from '#schema/snapshot.ts';
import { Explorer } from './explorer';
import { GraphOverlay } from './graph-overlay';
import { ScrubStore } from './scrub-store';

/** The reserved elements of a page. */
export interface ScrubHosts {
  readonly graphs: readonly HTMLElement[];
  readonly explorer: HTMLElement;
}

/** A folded group hides its graphs: the one an address names is unfolded and shown. */
function reveal(graph: HTMLElement | undefined): void {
  const group = graph?.closest('details');
  if (group) group.open = true;
  graph?.scrollIntoView({ block: 'center' });
}

/** Attaches the controls and the overlays, and shows the day the address names. */
export function attachScrubbing(
  app: ApplicationRef,
  history: ScrubHistory,
  { graphs, explorer }: ScrubHosts,
): void {
  const store = app.injector.get(ScrubStore);
  store.load(
    history,
    graphs.flatMap(({ dataset }) => dataset['graph'] ?? []),
  );
  const restored = store.restore(location.hash);
  for (const graph of graphs) app.bootstrap(GraphOverlay, graph);
  app.bootstrap(Explorer, explorer);
  if (restored !== null) {
    reveal(graphs.find(({ dataset }) => dataset['graph'] === restored.component));
  }
}
