/** Sanity's document actions as mutations: what Studio and the client mean by "publish". */
import * as v from 'valibot';
import type { Dataset } from './dataset.ts';
import { type Document, draftId, publishedId } from './document.ts';
import type { MutationInput } from './mutations.ts';
import { Refusal } from './refusal.ts';

const attributes = v.looseObject({ _id: v.string(), _type: v.string() });
const name = <const Name extends string>(last: Name) =>
  v.literal(`sanity.action.document.${last}` as const);

/** One action as a client sends it. */
export const actionForm = v.variant('actionType', [
  v.looseObject({
    actionType: name('create'),
    attributes: v.looseObject({ _id: v.optional(v.string()), _type: v.string() }),
    publishedId: v.optional(v.string()),
    ifExists: v.optional(v.string()),
  }),
  v.looseObject({ actionType: name('replaceDraft'), attributes }),
  v.looseObject({
    actionType: name('edit'),
    draftId: v.string(),
    publishedId: v.string(),
    patch: v.looseObject({}),
  }),
  v.looseObject({
    actionType: name('publish'),
    draftId: v.string(),
    publishedId: v.string(),
    ifDraftRevisionId: v.optional(v.string()),
  }),
  v.looseObject({ actionType: name('unpublish'), draftId: v.string(), publishedId: v.string() }),
  v.looseObject({
    actionType: name('delete'),
    publishedId: v.string(),
    includeDrafts: v.optional(v.array(v.string()), []),
  }),
  v.looseObject({ actionType: name('discard'), draftId: v.string() }),
]);
export type Action = v.InferOutput<typeof actionForm>;

/** Fields the store keeps itself. */
function bare(document: Document): Document {
  const kept = Object.entries(document).filter(
    ([field]) => !['_rev', '_updatedAt', '_originalId'].includes(field),
  );
  return { ...Object.fromEntries(kept), _id: document._id, _type: document._type };
}

function publishing(
  dataset: Dataset,
  action: Extract<Action, { actionType: 'sanity.action.document.publish' }>,
): MutationInput[] {
  const draft = dataset.get(action.draftId);
  if (draft === null) throw new Refusal(409, `Draft "${action.draftId}" was not found`);
  const wanted = action.ifDraftRevisionId;
  if (wanted !== undefined && wanted !== draft._rev)
    throw new Refusal(409, `Draft "${action.draftId}" has changed since revision ${wanted}`);
  return [
    { createOrReplace: { ...bare(draft), _id: action.publishedId } },
    { delete: { id: action.draftId } },
  ];
}

function editing(
  dataset: Dataset,
  draft: string,
  published: string,
  patch: object,
): MutationInput[] {
  const source = dataset.get(published);
  if (dataset.get(draft) === null && source === null)
    throw new Refusal(409, `Neither "${draft}" nor "${published}" was found`);
  const base = source === null ? [] : [{ createIfNotExists: { ...bare(source), _id: draft } }];
  return [...base, { patch: { ...patch, id: draft } }];
}

function unpublishing(dataset: Dataset, draft: string, published: string): MutationInput[] {
  const source = dataset.get(published);
  if (source === null) throw new Refusal(409, `"${published}" is not published`);
  return [{ createIfNotExists: { ...bare(source), _id: draft } }, { delete: { id: published } }];
}

/** The mutations that carry an action out. */
export function mutationsOf(action: Action, dataset: Dataset): MutationInput[] {
  switch (action.actionType) {
    case 'sanity.action.document.create': {
      const id = draftId(action.attributes._id ?? action.publishedId ?? '');
      const kind = action.ifExists === 'useExisting' ? 'createIfNotExists' : 'create';
      const document = { ...action.attributes, _id: id };
      return kind === 'create' ? [{ create: document }] : [{ createIfNotExists: document }];
    }
    case 'sanity.action.document.replaceDraft':
      return [{ createOrReplace: { ...action.attributes, _id: draftId(action.attributes._id) } }];
    case 'sanity.action.document.edit':
      return editing(dataset, action.draftId, action.publishedId, action.patch);
    case 'sanity.action.document.publish':
      return publishing(dataset, action);
    case 'sanity.action.document.unpublish':
      return unpublishing(dataset, action.draftId, action.publishedId);
    case 'sanity.action.document.delete':
      return [publishedId(action.publishedId), ...action.includeDrafts].map((id) => ({
        delete: { id },
      }));
    case 'sanity.action.document.discard':
      return [{ delete: { id: action.draftId } }];
  }
}
