/** What a feed needs of whatever brings the news. It has two forms: Sanity's client, and bare fetch. */

/** Why a stream ended. */
export interface Loss {
  /** Trying again soon is useless: refused, or gone. */
  readonly final: boolean;
  /** In ms: what the server asked for. */
  readonly retryAfterMs: number | null;
}

export interface StreamEvents {
  /** The stream is open: whatever happened before must be asked for. */
  readonly welcome: () => void;
  /** Something changed; never what. `id` names the change to caches. */
  readonly changed: (id: string | null) => void;
  /** A sign of life. */
  readonly alive: () => void;
  readonly lost: (loss: Loss) => void;
}

export interface Transport {
  /** Opens a stream; returns what closes it. After `lost` or closing, no event follows. */
  readonly open: (events: StreamEvents) => () => void;
  /** Asks for the content; rejects where that fails. */
  readonly ask: (change: string | null, signal: AbortSignal) => Promise<unknown>;
}

/** A failure, as far as its HTTP status tells. */
export function lossOf(status: number | undefined, retryAfterMs: number | null = null): Loss {
  const final =
    status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return { final, retryAfterMs };
}

/** A failure with its loss, for `ask`. */
export class AskFailure extends Error {
  readonly loss: Loss;

  constructor(loss: Loss) {
    super('the content could not be read');
    this.loss = loss;
  }
}

/** `Retry-After` in ms: it counts seconds. Dates are not read: the visitor's clock may be wrong. */
export function retryAfterOf(headers: Pick<Headers, 'get'>): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
