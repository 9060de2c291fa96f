/** GROQ over the documents somebody may see. */
import { evaluateSync, parse, toJS } from 'groq-js';
import { type Document, draftId, isDocument, isPublic, publishedId } from './document.ts';
import { Refusal } from './refusal.ts';

export const perspectives = ['published', 'drafts', 'previewDrafts', 'raw'] as const;
export type Perspective = (typeof perspectives)[number];

type Params = Readonly<Record<string, unknown>>;

/** What a reader sees: anonymous readers only what is published. */
export function visibleTo(
  documents: readonly Document[],
  authenticated: boolean,
  perspective: Perspective,
): readonly Document[] {
  const allowed = authenticated ? documents : documents.filter(({ _id }) => isPublic(_id));
  if (perspective === 'raw') return allowed;
  const published = allowed.filter(({ _id }) => isPublic(_id));
  if (perspective === 'published' || !authenticated) return published;
  const byId = new Map(allowed.map((document) => [document._id, document]));
  const ids = new Set(
    allowed.filter(({ _id }) => !_id.startsWith('versions.')).map(({ _id }) => publishedId(_id)),
  );
  return [...ids].flatMap((id) => {
    const draft = byId.get(draftId(id));
    const shown = draft ?? byId.get(id);
    return shown === undefined ? [] : [{ ...shown, _id: id, _originalId: shown._id }];
  });
}

function parsed(query: string, params: Params): ReturnType<typeof parse> {
  try {
    return parse(query, { params });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Refusal(400, `unable to parse query: ${said}`, 'queryParseError');
  }
}

/** The result of a query over a list of documents. */
export function runQuery(dataset: readonly Document[], query: string, params: Params): unknown {
  const result: unknown = toJS(
    evaluateSync(parsed(query, params), { dataset, params: { ...params } }),
  );
  return result;
}

/** Ids of the documents that a query finds. */
export function findIds(
  dataset: readonly Document[],
  query: string,
  params: Params,
): readonly string[] {
  const result = runQuery(dataset, query, params);
  const found: readonly unknown[] = Array.isArray(result) ? result : [result];
  return found.filter(isDocument).map(({ _id }) => _id);
}

/** The filter of a query that selects documents, without its projection and order. */
function filterOf(query: string): string {
  const match = /^\s*\*\s*(\[[\s\S]*?\])\s*(?:[|{[]|$)/.exec(query);
  return match?.[1] === undefined ? query : `*${match[1]}`;
}

/** Whether one document is among what a query selects. */
export function matches(document: Document, query: string, params: Params): boolean {
  return findIds([document], filterOf(query), params).includes(document._id);
}
