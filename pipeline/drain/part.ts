import { createHash } from 'node:crypto';
import type { LakeFile, Part } from '../lake/manifest.ts';
import { quarantineParquet } from '../lake/quarantine.ts';
import type { LakeStore } from '../lake/store.ts';
import type { DecodedBatch } from './decode-batch.ts';
import type { Batch } from './source.ts';

type Positions = Pick<Batch, 'stream' | 'epoch' | 'partition' | 'start' | 'end'>;

/** A stream's name as part of a file name; the hash keeps two streams apart. */
function fileName(stream: string): string {
  const plain = stream.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80);
  return plain === stream ? plain : `${plain}-${sha256(stream).slice(0, 8)}`;
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Writes one file of a part, named by its positions and its content. */
export async function writePartFile(
  store: LakeStore,
  positions: Positions,
  bytes: Buffer,
  rows: number,
  ending: string,
): Promise<LakeFile> {
  const hash = sha256(bytes);
  const { stream, epoch, partition, start, end } = positions;
  const stem = [fileName(stream), epoch, partition, start, end, hash.slice(0, 12)].join('~');
  const name = `parts/${stem}${ending}`;
  await store.put(name, bytes);
  return { name, sha256: hash, bytes: bytes.length, rows };
}

/** Earliest and latest time, and the first of each component, over events and points. */
function timesOf({
  events,
  points,
}: DecodedBatch): Pick<Part, 'minTimeMs' | 'maxTimeMs' | 'firstTimeMs'> {
  const [a, b] = [events.range(), points.range()];
  const [min, max] = [
    Math.min(a.minTimeMs ?? Infinity, b.minTimeMs ?? Infinity),
    Math.max(a.maxTimeMs ?? -Infinity, b.maxTimeMs ?? -Infinity),
  ];
  const first = { ...points.firstTimes() };
  for (const [id, timeMs] of Object.entries(events.firstTimes()))
    first[id] = Math.min(first[id] ?? Infinity, timeMs);
  return {
    minTimeMs: Number.isFinite(min) ? min : null,
    maxTimeMs: Number.isFinite(max) ? max : null,
    firstTimeMs: first,
  };
}

/** Writes the Parquet files of a batch; they count only once a manifest names them. */
export async function writePart(
  store: LakeStore,
  batch: Batch,
  decoded: DecodedBatch,
  drainedAt: number,
): Promise<Part> {
  const { events, points, quarantined, ledger } = decoded;
  const { stream, epoch, partition, start, end } = batch;
  const file = async (rows: number, ending: string, bytes: () => Buffer | Promise<Buffer>) =>
    rows === 0 ? null : writePartFile(store, batch, await bytes(), rows, ending);
  return {
    stream,
    epoch,
    partition,
    start,
    end,
    drainedAt,
    ...timesOf(decoded),
    ledger,
    events: await file(events.length, '.parquet', () => events.toParquet()),
    points: await file(points.length, '.points.parquet', () => points.toParquet()),
    quarantine: await file(quarantined.length, '.quarantine.parquet', () =>
      quarantineParquet(quarantined),
    ),
  };
}
