/**
 * The commit log of the lake. Each manifest adds parts and moves positions; it
 * is created under the next number or not at all, so two writers cannot both
 * win. Offsets live here: what the manifest does not name was never read.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Problem } from '../problem.ts';
import type { LakeStore } from './store.ts';

/** Of manifests and parts; a lake of another version is told, never misread. */
const formatVersion = 2;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const ledgerSchema = v.strictObject({
  received: count,
  parsed: count,
  malformed: count,
  future: count,
  late: count,
  /** Telemetry on a shared topic that no component claims. */
  unmatched: count,
  /** Of a kind that is not used, such as logs: no results, and no part of `received`. */
  ignored: count,
});
export type DrainLedger = v.InferOutput<typeof ledgerSchema>;

/** A file of the lake: its rows, bytes and sha256. */
export const lakeFileSchema = v.strictObject({
  name: v.string(),
  sha256,
  bytes: count,
  rows: count,
});
export type LakeFile = v.InferOutput<typeof lakeFileSchema>;

/** A stretch of a stream as it was drained: what came, and the files that hold it. */
export const partSchema = v.strictObject({
  stream: v.string(),
  epoch: count,
  partition: count,
  /** Positions [start, end) of the stream this part stands for. */
  start: count,
  end: count,
  drainedAt: v.number(),
  minTimeMs: v.nullable(v.number()),
  maxTimeMs: v.nullable(v.number()),
  /** First event time of each component in the part. */
  firstTimeMs: v.record(v.string(), v.number()),
  /** Records lost before `start`: what happened between these instants is unknown. */
  gap: v.exactOptional(
    v.strictObject({ from: count, until: count, fromMs: v.number(), untilMs: v.number() }),
  ),
  /** received = parsed + malformed + future + late + unmatched. */
  ledger: ledgerSchema,
  /** null where no record of the range was an event. */
  events: v.nullable(lakeFileSchema),
  /** Points of running totals; null where there were none. */
  points: v.nullable(lakeFileSchema),
  quarantine: v.nullable(lakeFileSchema),
  /** Records set aside that are only counted: the quarantine was full. */
  notKept: v.exactOptional(count),
});
export type Part = v.InferOutput<typeof partSchema>;

const cursorSchema = v.strictObject({
  stream: v.string(),
  epoch: count,
  partition: count,
  next: count,
  /** Files: sha256 of the bytes before `next`, to notice a rewritten past. */
  prefixSha256: v.nullable(sha256),
  /** Topics: `offset:sha256` of the last record, to notice another log under the same name. */
  lastRecord: v.exactOptional(v.string()),
});
export type Cursor = v.InferOutput<typeof cursorSchema>;

const manifestSchema = v.strictObject({
  version: v.literal(formatVersion),
  number: count,
  kind: v.picklist(['delta', 'checkpoint']),
  previousSha256: v.nullable(sha256),
  at: v.number(),
  /** delta: added parts; checkpoint: all. */
  parts: v.array(partSchema),
  /** delta: parts that others of this manifest take the place of, by {@link partKey}. */
  removed: v.exactOptional(v.array(v.string())),
  /** delta: moved positions; checkpoint: all. */
  cursors: v.array(cursorSchema),
  /** Streams drained to their end, and when. */
  drained: v.record(v.string(), v.number()),
});
type Manifest = v.InferOutput<typeof manifestSchema>;

/** The lake as the newest manifest leaves it. */
export interface LakeState {
  /** Of the newest readable manifest; 0 for an empty lake. */
  readonly number: number;
  readonly headSha256: string | null;
  readonly parts: readonly Part[];
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly drained: ReadonlyMap<string, number>;
}

export interface Change {
  readonly at: number;
  readonly parts: readonly Part[];
  /** Parts that those of this change take the place of, by {@link partKey}. */
  readonly removed?: readonly string[];
  readonly cursors: readonly Cursor[];
  readonly drained: Readonly<Record<string, number>>;
}

const folder = 'manifests';
const checkpointEvery = 100;

/** Name of a manifest in the store. */
export function nameOfManifest(number: number): string {
  return `${folder}/manifest-${number.toString().padStart(10, '0')}.json`;
}

/** Key of a position: one per stream, epoch and partition. */
export function cursorKey(cursor: Pick<Cursor, 'stream' | 'epoch' | 'partition'>): string {
  return `${cursor.stream}~${cursor.epoch}~${cursor.partition}`;
}

/** Key of a part: no two parts of the lake stand for the same positions. */
export function partKey({
  stream,
  epoch,
  partition,
  start,
  end,
}: Pick<Part, 'stream' | 'epoch' | 'partition' | 'start' | 'end'>): string {
  return `${stream}~${epoch}~${partition}~${start}~${end}`;
}

/** Parts after some were added and others taken out. */
function replaced(
  parts: readonly Part[],
  { parts: added, removed = [] }: Pick<Change, 'parts' | 'removed'>,
): Part[] {
  if (removed.length === 0) return [...parts, ...added];
  const gone = new Set(removed);
  return [...parts.filter((part) => !gone.has(partKey(part))), ...added];
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface Read {
  readonly manifest: Manifest;
  readonly sha256: string;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Cut short or damaged: as good as not there.
    return null;
  }
}

const otherVersion = v.object({ version: v.pipe(v.number(), v.notValue(formatVersion)) });

/** A manifest under its number; null where there is none that can be read. */
export async function readManifest(store: LakeStore, number: number): Promise<Read | null> {
  const name = nameOfManifest(number);
  const bytes = await store.read(name);
  if (bytes === null) return null;
  const value = parseJson(bytes);
  const other = v.safeParse(otherVersion, value);
  if (other.success) {
    throw new Problem(
      `${store.pathOf(name)}: this lake was written in format ${other.output.version}, read here is ${formatVersion}; remove the lake (PLUMBLINE_DATA) to read the sources again`,
    );
  }
  const parsed = v.safeParse(manifestSchema, value);
  return parsed.success ? { manifest: parsed.output, sha256: hash(bytes) } : null;
}

/** Numbers that are taken, the highest first. */
export async function manifestNumbers(store: LakeStore): Promise<number[]> {
  const names = await store.list(folder);
  return names
    .flatMap((name) => /^manifest-(\d{10})\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

const unreadableText = 'this manifest of the lake cannot be read';

/** From the newest readable manifest back to its checkpoint, oldest first. */
async function readChain(store: LakeStore): Promise<Read[]> {
  const chain: Read[] = [];
  const restore = (name: string, wrong: string) =>
    new Problem(`${store.pathOf(name)}: ${wrong}; restore it from a backup`);
  /** Below the head: never committed, or damaged since. */
  const unreadable: number[] = [];
  for (const number of await manifestNumbers(store)) {
    const read = await readManifest(store, number);
    const following = chain[0];
    if (read === null) {
      if (following) unreadable.push(number);
      continue;
    }
    // The hash tells: whoever skipped an unreadable number wrote after the one before it.
    if (following && following.manifest.previousSha256 !== read.sha256) {
      const [damaged] = unreadable;
      if (damaged !== undefined) throw restore(nameOfManifest(damaged), unreadableText);
      throw restore(
        nameOfManifest(number),
        'this manifest is not the one its successor was written after',
      );
    }
    unreadable.length = 0;
    chain.unshift(read);
    if (read.manifest.kind === 'checkpoint') return chain;
  }
  const [damaged] = unreadable;
  if (damaged !== undefined) throw restore(nameOfManifest(damaged), unreadableText);
  if (chain.length > 0) throw restore(folder, "the lake's last checkpoint is missing");
  return chain;
}

/** Reads the lake's state; an empty lake where nothing was ever committed. */
export async function readLake(store: LakeStore): Promise<LakeState> {
  let parts: Part[] = [];
  const cursors = new Map<string, Cursor>();
  const drained = new Map<string, number>();
  const chain = await readChain(store);
  for (const { manifest } of chain) {
    parts = replaced(parts, manifest);
    for (const cursor of manifest.cursors) cursors.set(cursorKey(cursor), cursor);
    for (const [stream, at] of Object.entries(manifest.drained)) drained.set(stream, at);
  }
  const head = chain.at(-1);
  return {
    number: head?.manifest.number ?? 0,
    headSha256: head?.sha256 ?? null,
    parts,
    cursors,
    drained,
  };
}

function applied(state: LakeState, change: Change): Omit<LakeState, 'number' | 'headSha256'> {
  const cursors = new Map(state.cursors);
  for (const cursor of change.cursors) cursors.set(cursorKey(cursor), cursor);
  return {
    parts: replaced(state.parts, change),
    cursors,
    drained: new Map([...state.drained, ...Object.entries(change.drained)]),
  };
}

/** The number to create next; null where the state is no longer the head. */
async function nextNumber(store: LakeStore, state: LakeState): Promise<number | null> {
  const newer = (await manifestNumbers(store)).filter((number) => number > state.number);
  for (const number of newer) {
    if ((await readManifest(store, number)) !== null) return null;
  }
  // A number that exists but cannot be read stays unused for ever.
  return (newer[0] ?? state.number) + 1;
}

/**
 * Commits a change on top of a state. Returns the new state, or null where
 * another writer took the number first: read the lake again and decide anew.
 */
export async function commit(
  store: LakeStore,
  state: LakeState,
  change: Change,
): Promise<LakeState | null> {
  const after = applied(state, change);
  const number = await nextNumber(store, state);
  if (number === null) return null;
  const checkpoint = state.number === 0 || number % checkpointEvery === 0;
  const manifest: Manifest = {
    version: formatVersion,
    number,
    kind: checkpoint ? 'checkpoint' : 'delta',
    previousSha256: state.headSha256,
    at: change.at,
    parts: [...(checkpoint ? after.parts : change.parts)],
    ...(checkpoint || change.removed === undefined ? {} : { removed: [...change.removed] }),
    cursors: [...(checkpoint ? after.cursors.values() : change.cursors)],
    drained: checkpoint ? Object.fromEntries(after.drained) : { ...change.drained },
  };
  const bytes = Buffer.from(`${JSON.stringify(manifest)}\n`);
  if (!(await store.create(nameOfManifest(number), bytes))) return null;
  return { ...after, number, headSha256: hash(bytes) };
}
