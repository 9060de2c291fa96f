/** What a mutation makes of documents. Patches are applied by Sanity's own library. */
import { Mutation } from '@sanity/mutator';
import * as v from 'valibot';
import { type Document, isDocument } from './document.ts';
import { Refusal } from './refusal.ts';

const written = v.looseObject({ _id: v.optional(v.string()), _type: v.string() });
const patchForm = v.looseObject({
  id: v.optional(v.string()),
  query: v.optional(v.string()),
  params: v.optional(v.record(v.string(), v.unknown())),
  ifRevisionID: v.optional(v.nullable(v.string())),
});

/** One mutation as a client sends it. */
export const mutationForm = v.union([
  v.strictObject({ create: written }),
  v.strictObject({ createIfNotExists: written }),
  v.strictObject({ createOrReplace: written }),
  v.strictObject({
    delete: v.looseObject({
      id: v.optional(v.string()),
      query: v.optional(v.string()),
      params: v.optional(v.record(v.string(), v.unknown())),
    }),
  }),
  v.strictObject({ patch: patchForm }),
]);
export type MutationInput = v.InferOutput<typeof mutationForm>;

/** A document before and after. */
export interface Change {
  readonly id: string;
  readonly before: Document | null;
  readonly after: Document | null;
  readonly mutation: MutationInput;
}

/** What a transaction works on: the documents as its earlier mutations left them. */
export interface Workspace {
  get(id: string): Document | null;
  /** Ids of the documents a query finds. */
  find(query: string, params: Readonly<Record<string, unknown>>): readonly string[];
  newId(): string;
}

type Patch = v.InferOutput<typeof patchForm>;
type Written = v.InferOutput<typeof written>;

function createdOf(document: Written, workspace: Workspace): Document {
  const given = document._id ?? '';
  // `drafts.` asks for a draft with a new id.
  const id = given === '' || given.endsWith('.') ? given + workspace.newId() : given;
  return { ...document, _id: id };
}

function patched(
  before: Document,
  { id: _id, query: _query, params: _params, ifRevisionID, ...operations }: Patch,
): Document {
  if (typeof ifRevisionID === 'string' && ifRevisionID !== before._rev) {
    throw new Refusal(
      409,
      `Document "${before._id}" has revision ${before._rev ?? ''}, not ${ifRevisionID}`,
    );
  }
  const mutation = new Mutation({ mutations: [{ patch: { ...operations, id: before._id } }] });
  const after: unknown = mutation.apply({ ...before });
  if (!isDocument(after)) throw new Refusal(400, `A patch of "${before._id}" left no document`);
  return after;
}

function targets(
  given: {
    readonly id?: string | undefined;
    readonly query?: string | undefined;
    params?: object | undefined;
  },
  workspace: Workspace,
): readonly string[] {
  if (given.id !== undefined) return [given.id];
  return workspace.find(given.query ?? 'false', { ...given.params });
}

function created(workspace: Workspace, mutation: MutationInput, given: Written): Change {
  const document = createdOf(given, workspace);
  const before = workspace.get(document._id);
  if ('create' in mutation && before !== null) {
    throw new Refusal(409, `Document by ID "${document._id}" already exists`, 'mutationError');
  }
  const keeps = 'createIfNotExists' in mutation && before !== null;
  return { id: document._id, before, after: keeps ? before : document, mutation };
}

/** The changes one mutation means; a refusal where it cannot be done. */
export function changesOf(mutation: MutationInput, workspace: Workspace): readonly Change[] {
  if ('delete' in mutation) {
    const ids = targets(mutation.delete, workspace);
    return ids.map((id) => ({ id, before: workspace.get(id), after: null, mutation }));
  }
  if ('patch' in mutation) {
    const ids = targets(mutation.patch, workspace);
    return ids.map((id) => {
      const before = workspace.get(id);
      if (before === null)
        throw new Refusal(409, `The document with the ID "${id}" was not found`, 'mutationError');
      return { id, before, after: patched(before, mutation.patch), mutation };
    });
  }
  if ('create' in mutation) return [created(workspace, mutation, mutation.create)];
  if ('createIfNotExists' in mutation)
    return [created(workspace, mutation, mutation.createIfNotExists)];
  return [created(workspace, mutation, mutation.createOrReplace)];
}
