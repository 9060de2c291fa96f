/** Asks Sanity for all that is published, in bounded time. */
import { setTimeout as pause } from 'node:timers/promises';
import { allContentQuery } from '#schema/content-query.ts';
import type { ContentSource } from '#schema/content-source.ts';
import { messageOf } from '../../problem.ts';
import { contentClient } from './content-client.ts';

export interface AskOptions {
  readonly source: ContentSource;
  /** Reads datasets that are not public; never leaves the build. */
  readonly token: string | undefined;
  readonly timeoutMs?: number;
  readonly attempts?: number;
}

/** An answer, or why there is none. */
export type Asked = { readonly answer: unknown } | { readonly failure: string };

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** Asking again changes nothing of these. */
function isFinal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function told(error: unknown, timeoutMs: number): string {
  const status = statusOf(error);
  if (status !== null) return `it answered ${status}`;
  if (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name))
    return `no answer within ${timeoutMs} ms`;
  return messageOf(error);
}

/** Never throws: a content store that fails must not end a build. */
export async function askSanity(options: AskOptions): Promise<Asked> {
  const { source, token, timeoutMs = 10_000, attempts = 3 } = options;
  const client = contentClient(source, token);
  let failure = '';
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await pause(500 * 2 ** attempt * (0.5 + Math.random() / 2));
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer: unknown = await client.fetch(allContentQuery, {}, { signal });
      return { answer };
    } catch (error) {
      failure = told(error, timeoutMs);
      if (isFinal(error)) break;
    }
  }
  return { failure };
}
