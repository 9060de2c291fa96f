/** Sanity's client for the build: from the source itself, never from a cache. */
import { createClient, type SanityClient } from '@sanity/client';
import type { ContentSource } from '#schema/content-source.ts';

const isLocal = (host: string) => /^https?:\/\/(?:localhost|127\.0\.0\.1)(?::|$)/.test(host);

/** Tries once: who asks decides how often. */
export function contentClient(
  { projectId, dataset, apiHost, apiVersion }: ContentSource,
  token: string | undefined,
): SanityClient {
  return createClient({
    projectId,
    dataset,
    apiHost,
    apiVersion,
    // Subdomains of localhost are known to browsers, not to every resolver; nothing else says so.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    useProjectHostname: !isLocal(apiHost),
    useCdn: false,
    perspective: 'published',
    maxRetries: 0,
    ...(token === undefined || token === '' ? {} : { token }),
  });
}
