/** The feed's transport by Sanity's own client: loaded after the first paint, and only where a project is configured. */
import { createClient, type SanityClient } from '@sanity/client';
import type { Observable } from 'rxjs';
import { liveContentQuery, listenQuery } from '#schema/content-query.ts';
import type { ContentSource } from '#schema/content-source.ts';
import { watchedFetch } from './watched-fetch';
import {
  AskFailure,
  type Loss,
  lossOf,
  retryAfterOf,
  type StreamEvents,
  type Transport,
} from './transport';

function numberIn(value: unknown, key: string): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'number' ? found : undefined;
}

function lossFrom(error: unknown): Loss {
  const status = numberIn(error, 'statusCode') ?? numberIn(error, 'status');
  const response: unknown =
    typeof error === 'object' && error !== null && 'response' in error ? error.response : null;
  const headers: unknown =
    typeof response === 'object' && response !== null && 'headers' in response
      ? response.headers
      : null;
  return lossOf(status, headers instanceof Headers ? retryAfterOf(headers) : null);
}

/** What both kinds of stream have in common. */
interface News {
  readonly type: string;
  readonly id?: string;
}

function newsOf(client: SanityClient, live: ContentSource['live']): Observable<News> {
  if (live === 'events') return client.live.events();
  const events: ('welcome' | 'mutation' | 'reconnect')[] = ['welcome', 'mutation', 'reconnect'];
  const options = { events, includeResult: false, visibility: 'query' } as const;
  return client.listen(listenQuery, {}, options);
}

function follow(news: Observable<News>, events: StreamEvents): () => void {
  const subscription = news.subscribe({
    next: ({ type, id }) => {
      events.alive();
      if (type === 'welcome') events.welcome();
      // The client would try again every few seconds for ever: when to try is decided by the feed.
      else if (type === 'reconnect') events.lost({ final: false, retryAfterMs: null });
      else if (type === 'goaway') events.lost({ final: true, retryAfterMs: null });
      else events.changed(id ?? null);
    },
    error: (error: unknown) => events.lost(lossFrom(error)),
    complete: () => events.lost({ final: false, retryAfterMs: null }),
  });
  return () => subscription.unsubscribe();
}

/** A transport to a project's public dataset; no token ever comes to the browser. */
export function clientTransport(source: ContentSource): Transport {
  const { projectId, dataset, apiHost, apiVersion, live } = source;
  let alive: () => void = () => undefined;
  const client = createClient({
    projectId,
    dataset,
    apiHost,
    apiVersion,
    useCdn: live === 'events',
    perspective: 'published',
    maxRetries: 0,
    resolveFetch: () => watchedFetch(() => alive()),
  });
  return {
    open(events) {
      alive = events.alive;
      return follow(newsOf(client, live), events);
    },
    async ask(change, signal) {
      const fresh = live === 'events' && change !== null ? { lastLiveEventId: change } : {};
      try {
        const answer: unknown = await client.fetch(liveContentQuery, {}, { signal, ...fresh });
        return answer;
      } catch (error) {
        throw new AskFailure(lossFrom(error));
      }
    },
  };
}
