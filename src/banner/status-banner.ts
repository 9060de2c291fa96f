/**
 * `<status-banner>`: running incidents of this status site on any page.
 *   <script type="module" src="https://status.example.com/banner.js"></script>
 *   <status-banner></status-banner>
 * Custom properties: --status-banner-background, --status-banner-color, --status-banner-font.
 */
import { Feed } from '../app/live-incidents/feed';
import { about } from '../app/live-incidents/schedule';
import { fieldsOf, type Notice, noticesOfSite, noticesOfStore, runningNotices } from './notices';
import { apiOf, streamTransport } from './stream-transport';

const home = new URL('.', import.meta.url).href;
const pollMs = 60_000;

const styles = `:host{display:block}
article{display:flex;gap:1em;align-items:start;padding:.75em 1em;font:var(--status-banner-font,.9375em/1.4 system-ui,sans-serif);color:var(--status-banner-color,#fff);background:var(--status-banner-background,#8f1d1d)}
div{flex:1}a{color:inherit;font-weight:600}p{margin:0;white-space:pre-line;overflow-wrap:anywhere}
button{border:0;padding:.25em .5em;background:none;color:inherit;font:inherit;cursor:pointer}`;

const keyOf = ({ slug }: Notice) => `status-banner ${home} ${slug}`;

function isDismissed(notice: Notice): boolean {
  try {
    return localStorage.getItem(keyOf(notice)) === notice.postedAt;
  } catch {
    // Storage is closed to this page: the banner comes back with it.
    return false;
  }
}

function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: Node[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

export class StatusBanner extends HTMLElement {
  readonly #list = made('section', { ariaLive: 'polite', ariaLabel: 'Service status' });
  readonly #closed = new Set<string>();
  #site: readonly Notice[] = [];
  #store: readonly Notice[] = [];
  #feed: Feed | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = '';

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#list);
  }

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#look);
    addEventListener('online', this.#look);
    this.#look();
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#look);
    removeEventListener('online', this.#look);
    this.#pause();
  }

  readonly #look = (): void => {
    this.#pause();
    if (document.visibilityState === 'visible') void this.#poll();
  };

  #pause(): void {
    clearTimeout(this.#timer);
    this.#feed?.stop();
    this.#feed = null;
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#poll(), about(pollMs, Math.random));
    try {
      const signal = AbortSignal.timeout(10_000);
      const response = await fetch(`${home}data/status.json`, { cache: 'no-cache', signal });
      const status: unknown = await response.json();
      this.#site = noticesOfSite(status) ?? this.#site;
      this.#show();
      this.#follow(fieldsOf(fieldsOf(status).get('content')).get('source'));
    } catch {
      // The next poll comes; what is shown stays.
    }
  }

  #follow(source: unknown): void {
    const api = apiOf(source);
    if (this.#feed !== null || api === null || !this.isConnected) return;
    this.#feed = new Feed({
      transport: streamTransport(api),
      tell: () => undefined,
      receive: (answer) => this.#receive(noticesOfStore(answer)),
    });
    this.#feed.start();
  }

  #receive(notices: readonly Notice[] | null): boolean {
    if (notices === null) return false;
    this.#store = notices;
    this.#show();
    return true;
  }

  #show(): void {
    const running = runningNotices(this.#site, this.#store).filter(
      (notice) => !isDismissed(notice) && !this.#closed.has(notice.slug + notice.postedAt),
    );
    const shown = JSON.stringify(running);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...running.map((notice) => this.#article(notice)));
  }

  #article(notice: Notice): HTMLElement {
    const link = made('a', { href: home, textContent: notice.title });
    const close = made('button', { type: 'button', ariaLabel: 'Dismiss', textContent: '✕' });
    close.addEventListener('click', () => this.#dismiss(notice));
    const text = made('p', { textContent: notice.text });
    const article = made('article', {}, made('div', {}, link, text), close);
    article.part.add('banner');
    return article;
  }

  /** Until there is something new to say. */
  #dismiss(notice: Notice): void {
    this.#closed.add(notice.slug + notice.postedAt);
    try {
      localStorage.setItem(keyOf(notice), notice.postedAt);
    } catch {
      // Only for as long as this page is open, then.
    }
    this.#show();
  }
}

if (!customElements.get('status-banner')) customElements.define('status-banner', StatusBanner);
