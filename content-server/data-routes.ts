/** Reading and writing documents: `/data/query`, `/data/doc`, `/data/mutate`, `/data/actions`. */
import * as v from 'valibot';
import { actionForm, mutationsOf } from './actions.ts';
import type { Dataset, Transaction } from './dataset.ts';
import { type Document, isPublic } from './document.ts';
import { mutationForm } from './mutations.ts';
import { type Perspective, perspectives, runQuery, visibleTo } from './query.ts';
import { Refusal } from './refusal.ts';
import { type ApiRequest, parsedBody, queryParams } from './request.ts';

/** What a change of content is tagged with for live events: one tag, so every change means "refetch". */
export const syncTag = 's1:content';

const mutateForm = v.looseObject({
  mutations: v.array(mutationForm),
  transactionId: v.optional(v.string()),
});
const actionsForm = v.looseObject({
  actions: v.union([
    v.array(actionForm),
    v.pipe(
      actionForm,
      v.transform((action) => [action]),
    ),
  ]),
  transactionId: v.optional(v.string()),
  dryRun: v.optional(v.boolean()),
});
const queryForm = v.looseObject({
  query: v.string(),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
});

function perspectiveOf(search: URLSearchParams, authenticated: boolean): Perspective {
  const asked = search.get('perspective');
  // A list of releases: the local server knows none of them.
  const first = asked?.startsWith('[') === true ? 'drafts' : (asked?.split(',')[0] ?? null);
  if (first === null) return authenticated ? 'raw' : 'published';
  const known = perspectives.find((name) => name === first);
  return known ?? 'drafts';
}

/** `GET` or `POST /data/query/<dataset>` */
export async function answerQuery(request: ApiRequest, dataset: Dataset): Promise<object> {
  const started = performance.now();
  const { search, identity } = request;
  const asked =
    request.method === 'POST'
      ? parsedBody(queryForm, await request.body())
      : { query: search.get('query') ?? '', params: queryParams(search) };
  const perspective = perspectiveOf(search, identity !== null);
  const documents = visibleTo(dataset.documents, identity !== null, perspective);
  const result = runQuery(documents, asked.query, asked.params);
  const ms = Math.round(performance.now() - started);
  const echo = search.get('returnQuery') === 'false' ? {} : { query: asked.query };
  return { ...echo, result, ms, syncTags: [syncTag] };
}

/** `GET /data/doc/<dataset>/<id>,<id>` */
export function answerDocuments(request: ApiRequest, dataset: Dataset): object {
  const ids = request.path.split('/').slice(4).join('/').split(',');
  const allowed = (id: string) => request.identity !== null || isPublic(id);
  const documents = ids.flatMap((id): Document[] => {
    const document = allowed(id) ? dataset.get(id) : null;
    return document === null ? [] : [document];
  });
  const found = new Set(documents.map(({ _id }) => _id));
  const omitted = ids
    .filter((id) => !found.has(id))
    .map((id) => ({ id, reason: allowed(id) ? 'existence' : 'permission' }));
  return { documents, omitted };
}

/** Who writes; anonymous readers may not. */
function writerOf({ identity }: ApiRequest): string {
  if (identity !== null) return identity;
  throw new Refusal(
    403,
    'Insufficient permissions; permission "create" required',
    'insufficientPermissionsError',
  );
}

function mutateAnswer({ id, changes }: Transaction, search: URLSearchParams): object {
  const operation = (before: Document | null, after: Document | null) => {
    if (after === null) return 'delete';
    return before === null ? 'create' : 'update';
  };
  const documents = search.get('returnDocuments') === 'true';
  return {
    transactionId: id,
    results: changes.map((change) => ({
      id: change.id,
      operation: operation(change.before, change.after),
      ...(documents ? { document: change.after ?? change.before } : {}),
    })),
  };
}

/** `POST /data/mutate/<dataset>` */
export async function answerMutate(request: ApiRequest, dataset: Dataset): Promise<object> {
  const identity = writerOf(request);
  const { mutations, transactionId } = parsedBody(mutateForm, await request.body());
  const dryRun = request.search.get('dryRun') === 'true';
  const transaction = dataset.commit({ mutations, identity, id: transactionId, dryRun });
  return mutateAnswer(transaction, request.search);
}

/** `POST /data/actions/<dataset>` */
export async function answerActions(request: ApiRequest, dataset: Dataset): Promise<object> {
  const identity = writerOf(request);
  const { actions, transactionId, dryRun } = parsedBody(actionsForm, await request.body());
  const mutations = actions.flatMap((action) => mutationsOf(action, dataset));
  const { id } = dataset.commit({
    mutations,
    identity,
    id: transactionId,
    dryRun: dryRun ?? false,
  });
  return { transactionId: id };
}
