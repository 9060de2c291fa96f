/**
 * Keeps asking until the page is right again. A stream only says that something changed, so every
 * event and every new stream means "ask again"; what is lost between two streams costs nothing.
 */
import { about, allowedSilence, retryAfter } from './schedule';
import { AskFailure, type Loss, type Transport } from './transport';

export type FeedState = 'connected' | 'waiting';

export interface FeedOptions {
  readonly transport: Transport;
  /** Takes an answer; false: it is none, which counts as a failure. */
  readonly receive: (answer: unknown) => boolean;
  readonly tell: (state: FeedState) => void;
  readonly random?: () => number;
  /** How long nothing may happen before a new stream or an answer is given up, in ms. */
  readonly patienceMs?: number;
  /** How often what was refused is tried again, in ms. */
  readonly refusedMs?: number;
}

type Timer = ReturnType<typeof setTimeout>;

const soon: Loss = { final: false, retryAfterMs: null };

export class Feed {
  readonly #options: Required<FeedOptions>;
  /** Grows with each stream: what belongs to an older one is ignored. */
  #stream = 0;
  #close: () => void = () => undefined;
  #timer: Timer | undefined;
  #watchdog: Timer | undefined;
  #asking: AbortController | null = null;
  /** A change came while asking; its id. */
  #again: { readonly change: string | null } | null = null;
  #failures = 0;
  #lastSign = 0;
  #beatMs: number | null = null;

  constructor(options: FeedOptions) {
    this.#options = { random: Math.random, patienceMs: 4_000, refusedMs: 30_000, ...options };
  }

  /** Opens a stream at once; an open one is replaced. */
  start(): void {
    this.#end();
    const stream = ++this.#stream;
    const isCurrent = () => stream === this.#stream;
    const lost = (loss: Loss) => {
      if (isCurrent()) this.#lost(loss);
    };
    this.#watch(this.#options.patienceMs);
    this.#lastSign = 0;
    this.#close = this.#options.transport.open({
      lost,
      welcome: () => isCurrent() && this.#ask(null),
      changed: (id) => isCurrent() && this.#ask(id),
      alive: () => isCurrent() && this.#alive(),
    });
  }

  /** Ends everything; `start` begins anew. */
  stop(): void {
    this.#stream++;
    this.#failures = 0;
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#asking?.abort();
    this.#asking = null;
    this.#again = null;
    this.#close();
    this.#close = () => undefined;
  }

  #watch(ms: number): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lost(soon), ms);
  }

  #alive(): void {
    const now = performance.now();
    const pause = now - this.#lastSign;
    // Signs in quick succession are events, not the beat of the connection.
    if (this.#lastSign > 0 && pause > 500) this.#beatMs = Math.max(this.#beatMs ?? 0, pause);
    this.#lastSign = now;
    this.#watch(allowedSilence(this.#beatMs));
  }

  #ask(change: string | null): void {
    if (this.#asking !== null) {
      this.#again = { change };
      return;
    }
    void this.#askNow(change);
  }

  async #askNow(change: string | null): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const late = setTimeout(() => {
      if (this.#asking === asking) this.#lost(soon);
    }, this.#options.patienceMs);
    try {
      const answer = await this.#options.transport.ask(change, asking.signal);
      if (this.#asking !== asking) return;
      if (!this.#options.receive(answer)) throw new AskFailure(soon);
      this.#answered();
    } catch (error) {
      if (this.#asking === asking) this.#lost(error instanceof AskFailure ? error.loss : soon);
    } finally {
      clearTimeout(late);
    }
  }

  #answered(): void {
    this.#asking = null;
    this.#failures = 0;
    this.#options.tell('connected');
    // From the first answer on, silence is measured by the beat of the stream.
    this.#watch(allowedSilence(this.#beatMs));
    const again = this.#again;
    this.#again = null;
    if (again !== null) this.#ask(again.change);
  }

  #lost({ final, retryAfterMs }: Loss): void {
    this.#stream++;
    this.#end();
    const { random, refusedMs, tell } = this.#options;
    const wait = final
      ? about(refusedMs, random)
      : retryAfter(this.#failures, retryAfterMs, random);
    this.#failures++;
    this.#timer = setTimeout(() => this.start(), wait);
    tell('waiting');
  }
}
