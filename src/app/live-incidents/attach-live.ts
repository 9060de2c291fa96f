/** Attaches what follows incidents and states while a page is open: a script of its own, after the first paint. */
import {
  type ApplicationRef,
  effect,
  type EffectRef,
  Injector,
  type Type,
  untracked,
} from '@angular/core';
import * as v from 'valibot';
import { type ContentSource, contentSourceSchema } from '#schema/content-source.ts';
import { LiveBanners } from './live-banners';
import { LiveHeadline } from './live-headline';
import { LiveProgress } from './live-progress';
import { LiveSign } from './live-sign';
import { LiveState } from './live-state';
import { LiveStore } from './live-store';
import { LiveTimeline } from './live-timeline';
import { RunningIncidents } from './running-incidents';
import { SharedLink } from './shared-link';
import type { Transport } from './transport';

/** By the name in `data-island`. */
const parts: readonly (readonly [string, Type<unknown>])[] = [
  ['headline', LiveHeadline],
  ['running', RunningIncidents],
  ['state', LiveState],
];

const incidentParts: readonly (readonly [string, Type<unknown>])[] = [
  ['timeline', LiveTimeline],
  ['progress', LiveProgress],
];

/** The places a page reserves for its live parts. */
class LiveParts {
  readonly #app: ApplicationRef;
  readonly #page: Document;

  constructor(app: ApplicationRef, page: Document) {
    this.#app = app;
    this.#page = page;
  }

  hosts(name: string): HTMLElement[] {
    return [...this.#page.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)];
  }

  attach(part: Type<unknown>, host: Element): void {
    this.#app.bootstrap(part, host);
  }

  /** Runs `attach` once what it needs is known; the static page stays until then. */
  once(isKnown: () => boolean, attach: () => void): void {
    const waiting: EffectRef = effect(
      () => {
        if (!isKnown()) return;
        waiting.destroy();
        untracked(attach);
      },
      { injector: this.#app.injector.get(Injector) },
    );
  }
}

/** A place for the banners within the region that screen readers watch. */
function bannersHost(region: HTMLElement): HTMLElement {
  const host = region.ownerDocument.createElement('div');
  Object.assign(host.dataset, region.dataset);
  region.append(host);
  return host;
}

function attachAll(live: LiveParts, page: Document, store: LiveStore): void {
  for (const [name, part] of parts) for (const host of live.hosts(name)) live.attach(part, host);
  const region = page.getElementById('live-incidents');
  if (region !== null) live.attach(LiveBanners, bannersHost(region));
  for (const [name, part] of incidentParts) {
    for (const host of live.hosts(name)) {
      const isKnown = () => store.incident(host.dataset['slug'] ?? '') !== undefined;
      live.once(isKnown, () => live.attach(part, host));
    }
  }
}

function sourceIn(text: string): ContentSource | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), contentSourceSchema), text);
  return read.success ? read.output : null;
}

/** What the page tells its live parts. */
export interface LiveSettings {
  /** Path the site lives under, with a slash at both ends. */
  readonly base: string;
  /** The content store as JSON; empty where none is followed. */
  readonly content: string;
  readonly loadTransport: () => Promise<{ clientTransport: (from: ContentSource) => Transport }>;
}

/** Starts to follow. */
export function attachLive(
  app: ApplicationRef,
  page: Document,
  { base, content, loadTransport }: LiveSettings,
): void {
  const store = app.injector.get(LiveStore);
  const live = new LiveParts(app, page);
  for (const host of live.hosts('live')) live.attach(LiveSign, host);
  live.once(
    () => store.status() !== null,
    () => attachAll(live, page, store),
  );
  const link = new SharedLink(`plumbline ${base}`, {
    source: sourceIn(content),
    address: `${base}data/status.json`,
    transport: async (from) => (await loadTransport()).clientTransport(from),
    publish: (news) => store.take(news),
  });
  link.start(page);
}
