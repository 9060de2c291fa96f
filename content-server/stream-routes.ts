/** Streams of what changes: `/data/listen` and `/data/live/events`. */
import type { Outgoing } from './exchange.ts';
import type { Dataset, Transaction } from './dataset.ts';
import { syncTag } from './data-routes.ts';
import { isPublic } from './document.ts';
import { type EventStream, openStream } from './event-stream.ts';
import { mutationEvents, welcome } from './listen.ts';
import { type ApiRequest, queryParams } from './request.ts';

/** All streams that are open. */
export class Streams {
  readonly #open = new Set<EventStream>();
  readonly #silent: () => boolean;

  /** `silent`: whether nothing may be sent now. */
  constructor(silent: () => boolean) {
    this.#silent = silent;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Sends the same bytes to all. */
  raw(text: string): void {
    for (const stream of this.#open) stream.raw(text);
  }

  #add(response: Outgoing, stop: () => void): EventStream {
    const stream = openStream(response, this.#silent, () => {
      this.#open.delete(stream);
      stop();
    });
    this.#open.add(stream);
    return stream;
  }

  /** `GET /data/listen/<dataset>` */
  listen({ search, identity }: ApiRequest, response: Outgoing, dataset: Dataset): void {
    const options = {
      query: search.get('query') ?? '',
      params: queryParams(search),
      authenticated: identity !== null,
      includeResult: search.get('includeResult') !== 'false',
      includePreviousRevision: search.get('includePreviousRevision') === 'true',
      includeMutations: search.get('includeMutations') !== 'false',
      includeEffects: search.get('effectFormat') === 'mendoza',
    };
    const stop = dataset.watch((transaction) => {
      for (const event of mutationEvents(transaction, options)) stream.send('mutation', event);
    });
    const stream = this.#add(response, stop);
    stream.send('welcome', welcome());
  }

  /** `GET /data/live/events/<dataset>` */
  live({ search, identity }: ApiRequest, response: Outgoing, dataset: Dataset): void {
    const drafts = identity !== null && search.get('includeDrafts') === 'true';
    const concerns = ({ changes }: Transaction) => changes.some(({ id }) => drafts || isPublic(id));
    const stop = dataset.watch((transaction) => {
      if (concerns(transaction)) stream.send('message', { tags: [syncTag] }, transaction.id);
    });
    const stream = this.#add(response, stop);
    stream.send('welcome', {}, 'welcome');
  }
}
