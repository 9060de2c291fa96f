/** What a listener to a query hears of a transaction. */
import { randomUUID } from 'node:crypto';
import type { CommittedChange, Transaction } from './dataset.ts';
import { type Document, isPublic } from './document.ts';
import { matches } from './query.ts';

export interface ListenOptions {
  readonly query: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly authenticated: boolean;
  readonly includeResult: boolean;
  readonly includePreviousRevision: boolean;
  readonly includeMutations: boolean;
  readonly includeEffects: boolean;
}

type Transition = 'update' | 'appear' | 'disappear';

function transitionOf(
  { before, after }: CommittedChange,
  { query, params }: ListenOptions,
): Transition | null {
  const selected = (document: Document | null) =>
    document !== null && matches(document, query, params);
  const [was, is] = [selected(before), selected(after)];
  if (was && is) return 'update';
  if (is) return 'appear';
  return was ? 'disappear' : null;
}

/** In Mendoza, Studio's form of a patch, `[0, value]` replaces the whole document. */
const effects = ({ before, after }: CommittedChange) => ({
  apply: [0, after],
  revert: [0, before],
});

/** Data of the `mutation` events one listener gets, in order. */
export function mutationEvents(transaction: Transaction, options: ListenOptions): object[] {
  const heard = transaction.changes.flatMap((change) => {
    if (!options.authenticated && !isPublic(change.id)) return [];
    const transition = transitionOf(change, options);
    return transition === null ? [] : [{ change, transition }];
  });
  return heard.map(({ change, transition }, index) => ({
    eventId: `${transaction.id}#${change.id}`,
    documentId: change.id,
    transactionId: transaction.id,
    transition,
    identity: transaction.identity,
    ...(options.includeMutations ? { mutations: change.mutations } : {}),
    previousRev: change.before?._rev,
    resultRev: transaction.id,
    ...(options.includeResult && change.after !== null ? { result: change.after } : {}),
    ...(options.includePreviousRevision ? { previous: change.before } : {}),
    ...(options.includeEffects ? { effects: effects(change) } : {}),
    timestamp: transaction.at,
    visibility: 'query',
    transactionTotalEvents: heard.length,
    transactionCurrentEvent: index + 1,
  }));
}

/** Data of the `welcome` event. */
export const welcome = (): object => ({ listenerName: randomUUID() });
