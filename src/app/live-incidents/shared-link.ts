/**
 * One stream for all tabs of a site: the tab that holds a lock follows, the others hear of it by
 * a channel. A hidden tab gives the lock away, so that nothing is asked for where nobody looks.
 */
import { LiveLink, type LinkOptions, type News } from './live-link';

type Message = { readonly kind: 'hello' } | { readonly kind: 'news'; readonly news: News };

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

const nothing: News = { state: 'polling', polled: null, answer: null };

export class SharedLink {
  readonly #options: LinkOptions;
  readonly #name: string;
  readonly #channel: BroadcastChannel | null;
  #leading: LiveLink | null = null;
  #release: (() => void) | null = null;
  #request: AbortController | null = null;
  #known = nothing;

  /** `name`: tabs of the same name share a stream. */
  constructor(name: string, options: LinkOptions) {
    this.#name = name;
    this.#options = options;
    this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
    this.#channel?.addEventListener('message', ({ data }) => this.#heard(data));
  }

  /** Follows while the page is looked at. */
  start(page: Document): void {
    const look = () => {
      if (page.visibilityState === 'visible') this.#join();
      else this.#leave();
    };
    page.addEventListener('visibilitychange', look);
    addEventListener('pagehide', () => this.#leave());
    addEventListener('pageshow', look);
    look();
  }

  #join(): void {
    if (this.#request !== null) return;
    this.#request = new AbortController();
    // Only secure pages have locks: elsewhere every tab follows for itself.
    if (!('locks' in navigator)) {
      this.#lead();
      return;
    }
    this.#channel?.postMessage({ kind: 'hello' } satisfies Message);
    const { signal } = this.#request;
    navigator.locks
      .request(this.#name, { signal }, () => this.#leadUntilReleased(signal))
      .catch(() => undefined);
  }

  async #leadUntilReleased(signal: AbortSignal): Promise<void> {
    // The lock may be granted in the moment it is given up.
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#release = resolve;
      this.#lead();
    });
  }

  #lead(): void {
    const link = new LiveLink(
      { ...this.#options, publish: (news) => this.#tell(news) },
      this.#known,
    );
    this.#leading = link;
    link.start();
  }

  #leave(): void {
    this.#leading?.stop();
    this.#leading = null;
    this.#release?.();
    this.#release = null;
    this.#request?.abort();
    this.#request = null;
  }

  #tell(news: News): void {
    this.#known = news;
    this.#options.publish(news);
    this.#channel?.postMessage({ kind: 'news', news } satisfies Message);
  }

  #heard(message: unknown): void {
    if (!isMessage(message)) return;
    if (message.kind === 'hello') {
      this.#leading?.repeat();
      return;
    }
    if (this.#leading !== null) return;
    this.#known = message.news;
    this.#options.publish(message.news);
  }
}
