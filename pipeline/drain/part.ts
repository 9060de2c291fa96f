import { createHash } from 'node:crypto';
import { quarantineParquet } from '../lake/event-columns.ts';
import type { LakeFile, Part } from '../lake/manifest.ts';
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

/** Writes the Parquet files of a batch; they count only once a manifest names them. */
export async function writePart(
  store: LakeStore,
  batch: Batch,
  decoded: DecodedBatch,
  drainedAt: number,
): Promise<Part> {
  const { events, quarantined, ledger } = decoded;
  const { stream, epoch, partition, start, end } = batch;
  return {
    stream,
    epoch,
    partition,
    start,
    end,
    drainedAt,
    ...events.range(),
    firstTimeMs: events.firstTimes(),
    ledger,
    events:
      events.length === 0
        ? null
        : await writePartFile(store, batch, await events.toParquet(), events.length, '.parquet'),
    quarantine:
      quarantined.length === 0
        ? null
        : await writePartFile(
            store,
            batch,
            quarantineParquet(quarantined),
            quarantined.length,
            '.quarantine.parquet',
          ),
  };
}
