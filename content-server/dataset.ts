/** The documents of a dataset: in memory, and in a log on the disk that survives the process. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { type Document, isDocument } from './document.ts';
import { type Change, changesOf, type MutationInput } from './mutations.ts';
import { findIds } from './query.ts';

/** A document that a committed transaction changed. */
export interface CommittedChange extends Omit<Change, 'mutation'> {
  readonly mutations: readonly MutationInput[];
}

/** Mutations that became visible at once. */
export interface Transaction {
  readonly id: string;
  readonly at: string;
  readonly identity: string;
  readonly changes: readonly CommittedChange[];
}

type Watcher = (transaction: Transaction) => void;

const entry = v.object({ put: v.array(v.unknown()), remove: v.array(v.string()) });

/** A transaction's mutations, and on whose behalf. */
export interface Commit {
  readonly mutations: readonly MutationInput[];
  readonly identity: string;
  readonly id?: string | undefined;
  /** Nothing is kept: what would happen is answered. */
  readonly dryRun?: boolean;
}

function parsedEntry(line: string): v.InferOutput<typeof entry> | null {
  try {
    const read = v.safeParse(entry, JSON.parse(line));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

export class Dataset {
  readonly #documents = new Map<string, Document>();
  readonly #watchers = new Set<Watcher>();
  readonly #log: number;

  /** `file`: the log; read if it is there. */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    const log = existsSync(file) ? readFileSync(file, 'utf8') : '';
    this.#replay(log);
    this.#log = openSync(file, 'a', 0o600);
    if (log !== '' && !log.endsWith('\n')) writeSync(this.#log, '\n');
  }

  get documents(): readonly Document[] {
    return [...this.#documents.values()];
  }

  get(id: string): Document | null {
    return this.#documents.get(id) ?? null;
  }

  /** Calls back after each transaction, until the returned function is called. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** All of the mutations, or none; on the disk before it returns. */
  commit(commit: Commit): Transaction {
    const transaction = this.#prepare(commit);
    if (commit.dryRun !== true) this.#settle(transaction);
    return transaction;
  }

  close(): void {
    closeSync(this.#log);
  }

  #prepare({ mutations, identity, id = randomUUID() }: Commit): Transaction {
    const at = new Date().toISOString();
    const staged = new Map(this.#documents);
    const changed = new Map<string, CommittedChange>();
    const workspace = {
      get: (key: string) => staged.get(key) ?? null,
      find: (query: string, params: Readonly<Record<string, unknown>>) =>
        findIds([...staged.values()], query, params),
      newId: () => randomBytes(11).toString('hex'),
    };
    for (const mutation of mutations) {
      for (const change of changesOf(mutation, workspace)) {
        const first = changed.get(change.id);
        const before = first === undefined ? change.before : first.before;
        const after = stamped(change.after, before, { id, at });
        if (after === null) staged.delete(change.id);
        else staged.set(change.id, after);
        const done = [...(first?.mutations ?? []), mutation];
        changed.set(change.id, { id: change.id, before, after, mutations: done });
      }
    }
    return { id, at, identity, changes: [...changed.values()] };
  }

  #settle(transaction: Transaction): void {
    const put = transaction.changes.flatMap(({ after }) => after ?? []);
    const remove = transaction.changes.flatMap(({ id, after }) => (after === null ? [id] : []));
    writeSync(this.#log, `${JSON.stringify({ put, remove })}\n`);
    fsyncSync(this.#log);
    for (const document of put) this.#documents.set(document._id, document);
    for (const id of remove) this.#documents.delete(id);
    for (const watcher of this.#watchers) watcher(transaction);
  }

  /** The last line may be half of one: its writer was killed, and nobody was told that it is kept. */
  #replay(log: string): void {
    for (const line of log.split('\n')) {
      const read = parsedEntry(line);
      if (read === null) continue;
      for (const document of read.put.filter(isDocument))
        this.#documents.set(document._id, document);
      for (const id of read.remove) this.#documents.delete(id);
    }
  }
}

function stamped(
  document: Document | null,
  before: Document | null,
  { id, at }: { readonly id: string; readonly at: string },
): Document | null {
  if (document === null) return null;
  const createdAt = before?._createdAt ?? document._createdAt ?? at;
  return { ...document, _rev: id, _createdAt: createdAt, _updatedAt: at };
}
