/** Server-sent events to one reader. */
import { type Outgoing, sendPiece } from './exchange.ts';

/** Often enough that a reader soon notices a connection that is only half there. */
const keepAliveMs = 2_000;

export interface EventStream {
  send(event: string, data: unknown, id?: string): void;
  /** Sends bytes as they are. */
  raw(text: string): void;
  end(): void;
}

/**
 * Answers with a stream. Once `silent` it stays so, like a connection of which one end is gone and the
 * other was not told; `closed` is called once when its reader is gone.
 */
export function openStream(
  response: Outgoing,
  silent: () => boolean,
  closed: () => void,
): EventStream {
  let dead = false;
  const write = (text: string) => {
    dead ||= silent();
    if (!dead) sendPiece(response, text);
  };
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  response.setHeader('Cache-Control', 'no-cache, no-transform');
  const alive = setInterval(() => write(':\n\n'), keepAliveMs);
  response.once('close', () => {
    clearInterval(alive);
    closed();
  });
  sendPiece(response, ':\n\n');
  return {
    send(event, data, id) {
      const named = id === undefined ? '' : `id: ${id}\n`;
      write(`${named}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    raw: write,
    end: () => void response.end(),
  };
}
