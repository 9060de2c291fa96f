/** Where people's words are kept: a Sanity project, and how far it was read. */
import * as v from 'valibot';

/** How an open page hears of changes: live events through the CDN, a listener, or not at all. */
const liveModes = ['events', 'listen', 'off'] as const;

const projectId = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9-]+$/,
    'must be a project id like zp7mbokg: lower-case letters, digits, hyphens',
  ),
);
const dataset = v.pipe(
  v.string(),
  v.regex(/^~?[a-z0-9][a-z0-9_-]{0,63}$/, 'must be the name of a dataset like production'),
);
const apiHost = v.pipe(
  v.string(),
  v.regex(
    /^https?:\/\/[^\s/?#]+$/,
    'must be an address like https://api.sanity.io, without a path',
  ),
);
const apiVersion = v.pipe(v.string(), v.isoDate('must be a date like 2025-02-19'));

/** The `sanity` key of status.yaml. */
export const contentSourceSchema = v.strictObject({
  projectId,
  dataset: v.optional(dataset, 'production'),
  apiHost: v.optional(apiHost, 'https://api.sanity.io'),
  apiVersion: v.optional(apiVersion, '2025-02-19'),
  live: v.optional(v.picklist(liveModes), 'events'),
});

/** Public: it stands in the page. */
export type ContentSource = v.InferOutput<typeof contentSourceSchema>;

/** What is known of the content store when a site is made. */
export interface ContentState {
  /** null: none is configured. */
  readonly source: ContentSource | null;
  /** Instant of the copy that is shown; null: there is none. */
  readonly readAt: string | null;
  /** Whether the last attempt to read it failed, so that the copy is an older one. */
  readonly stale: boolean;
  /** Pinned to every page. */
  readonly notice: string | null;
}

export const noContent: ContentState = { source: null, readAt: null, stale: false, notice: null };
