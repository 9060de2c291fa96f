/** Follows the content store and the site's own files for one tab: what came is handed on. */
import { type ContentSource } from '#schema/content-source.ts';
import { readContentAnswer } from '#schema/content-documents.ts';
import { Feed, type FeedState } from './feed';
import { about } from './schedule';
import { pollStatus, type Polled } from './static-snapshot';
import type { Transport } from './transport';

export type LinkState = 'connected' | 'polling' | 'offline';

/** All that is known, in a form that passes between tabs. */
export interface News {
  readonly state: LinkState;
  readonly polled: Polled['status'] | null;
  readonly answer: { readonly content: unknown; readonly at: number } | null;
}

export interface LinkOptions {
  /** Of `/data/status.json`. */
  readonly address: string;
  readonly source: ContentSource | null;
  readonly transport: (source: ContentSource) => Promise<Transport>;
  readonly publish: (news: News) => void;
}

const connectedPollMs = 60_000;
const lonelyPollMs = 15_000;
const pollTimeoutMs = 10_000;
/** After a stream is lost: soon, but not all visitors at once. */
const afterLossMs = 2_000;

export class LiveLink {
  readonly #options: LinkOptions;
  #feed: Feed | null = null;
  #feedState: FeedState = 'waiting';
  #pollFailed = false;
  #aheadMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #news: News;

  constructor(options: LinkOptions, known: News) {
    this.#options = options;
    this.#news = known;
  }

  /** Begins to follow; `stop` ends it. */
  start(): void {
    this.#running = true;
    addEventListener('online', this.#online);
    addEventListener('offline', this.#offline);
    void this.#poll();
    void this.#follow();
  }

  stop(): void {
    this.#running = false;
    removeEventListener('online', this.#online);
    removeEventListener('offline', this.#offline);
    clearTimeout(this.#timer);
    this.#feed?.stop();
  }

  /** Tells once more what is known, for a tab that has just come. */
  repeat(): void {
    this.#options.publish(this.#news);
  }

  readonly #online = () => {
    void this.#poll();
    this.#feed?.start();
  };

  readonly #offline = () => {
    this.#feed?.stop();
    this.#tell('waiting');
  };

  async #follow(): Promise<void> {
    const { source, transport } = this.#options;
    if (source === null || source.live === 'off') return;
    const made = await transport(source).catch(() => null);
    // Stopped meanwhile, or the script cannot be had: the site's own files go on.
    if (made === null || !this.#running) return;
    this.#feed = new Feed({
      transport: made,
      receive: (answer) => this.#receive(answer),
      tell: (state) => this.#tell(state),
      refusedMs: lonelyPollMs,
    });
    this.#feed.start();
  }

  #receive(content: unknown): boolean {
    if (readContentAnswer(content) === null) return false;
    this.#feedState = 'connected';
    this.#update({ answer: { content, at: Date.now() + this.#aheadMs } });
    return true;
  }

  #tell(state: FeedState): void {
    const lost = state === 'waiting' && this.#feedState === 'connected';
    this.#feedState = state;
    if (lost) this.#pollIn(afterLossMs);
    this.#update({});
  }

  #stateNow(): LinkState {
    if (!navigator.onLine) return 'offline';
    if (this.#feedState === 'connected') return 'connected';
    return this.#pollFailed ? 'offline' : 'polling';
  }

  #update(change: Partial<News>): void {
    if (!this.#running) return;
    this.#news = { ...this.#news, ...change, state: this.#stateNow() };
    this.#options.publish(this.#news);
  }

  #pollIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#poll(), about(ms, Math.random));
  }

  async #poll(): Promise<void> {
    const polled = await pollStatus(this.#options.address, pollTimeoutMs);
    if (!this.#running) return;
    this.#pollFailed = polled === null;
    this.#aheadMs = polled?.aheadMs ?? this.#aheadMs;
    this.#update(polled === null ? {} : { polled: polled.status });
    this.#pollIn(this.#feedState === 'connected' ? connectedPollMs : lonelyPollMs);
  }
}
