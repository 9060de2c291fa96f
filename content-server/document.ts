/** Documents as the content server keeps them, and who may see which. */
import * as v from 'valibot';

const documentForm = v.looseObject({ _id: v.string(), _type: v.string() });

/** A stored document; fields but these two are as somebody wrote them. */
export interface Document {
  readonly _id: string;
  readonly _type: string;
  readonly _rev?: string;
  readonly _createdAt?: string;
  readonly _updatedAt?: string;
  readonly [field: string]: unknown;
}

export function isDocument(value: unknown): value is Document {
  return v.is(documentForm, value);
}

/** An id with a dot (`drafts.x`, `versions.r.x`) is for those with a token. */
export const isPublic = (id: string): boolean => !id.includes('.');

/** The id under which a draft or a version is published. */
export function publishedId(id: string): string {
  if (id.startsWith('drafts.')) return id.slice('drafts.'.length);
  return id.startsWith('versions.') ? id.split('.').slice(2).join('.') : id;
}

export const draftId = (id: string): string => `drafts.${publishedId(id)}`;
