/** The feed's transport by bare fetch: what the banner needs of Sanity's API, and no more. */
import {
  AskFailure,
  lossOf,
  retryAfterOf,
  type StreamEvents,
  type Transport,
} from '../app/live-incidents/transport';
import { fieldsOf, noticesQuery } from './notices';

/** Address of a dataset's API; null where `source` names none that is followed. */
export function apiOf(source: unknown): ((kind: string) => string) | null {
  const fields = fieldsOf(source);
  const text = (name: string) => String(fields.get(name));
  if (!fields.has('projectId') || fields.get('live') === 'off') return null;
  const host = text('apiHost').replace('//', `//${text('projectId')}.`);
  return (kind) => `${host}/v${text('apiVersion')}/data/${kind}/${text('dataset')}`;
}

/** Calls back with the name and id of each event; comments are signs of life alone. */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  alive: () => void,
  heard: (name: string, id: string | null) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let held = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const blocks = (held + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    held = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: ?(.*)$/m.exec(block)?.[1];
      if (name !== undefined) heard(name, /^id: ?(.*)$/m.exec(block)?.[1] ?? null);
    }
  }
}

async function follow(address: string, events: StreamEvents, signal: AbortSignal): Promise<void> {
  const headers = { accept: 'text/event-stream' };
  const response = await fetch(address, { signal, headers, cache: 'no-store' });
  if (!response.ok || response.body === null) {
    events.lost(lossOf(response.status, retryAfterOf(response.headers)));
    return;
  }
  await readEvents(response.body, events.alive, (name, id) => {
    if (name === 'welcome') events.welcome();
    else if (name === 'goaway' || name === 'disconnect') events.lost(lossOf(404));
    else events.changed(id);
  });
  events.lost(lossOf(undefined));
}

export function streamTransport(api: (kind: string) => string): Transport {
  return {
    open(events) {
      const control = new AbortController();
      follow(api('live/events'), events, control.signal).catch(() =>
        events.lost(lossOf(undefined)),
      );
      return () => control.abort();
    },
    async ask(change, signal) {
      const event = change === null ? '' : `&lastLiveEventId=${encodeURIComponent(change)}`;
      // Sanity's cache, where it is Sanity.
      const host = api('query').replace('.api.sanity.io', '.apicdn.sanity.io');
      const query = `${host}?perspective=published&query=${encodeURIComponent(noticesQuery)}${event}`;
      const response = await fetch(query, { signal });
      if (!response.ok)
        throw new AskFailure(lossOf(response.status, retryAfterOf(response.headers)));
      const answer: unknown = await response.json();
      return fieldsOf(answer).get('result');
    },
  };
}
