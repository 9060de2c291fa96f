/** What a disk may hold after the power failed somewhere in a traced run. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Placement, placementsOf } from './call-order.testing.ts';
import type { SystemCall } from './system-calls.testing.ts';

/** Files by their names in the lake. */
export type Disk = ReadonlyMap<string, Buffer>;

const happened = (call: SystemCall | undefined, at: number) =>
  call !== undefined && call.ended <= at;

/** Of names that were not synced yet, those a disk may hold: none, all, or any one alone. */
function mayHold(pending: readonly Placement[]): (readonly Placement[])[] {
  return [[], pending, ...pending.map((placed) => [placed])];
}

/** Bytes that were not synced may be lost although their name is there. */
function bytesOf(placed: Placement, at: number): Buffer {
  return happened(placed.bytesLast, at) ? readFileSync(placed.file) : Buffer.alloc(0);
}

/** Every different disk that a power cut may leave of a lake that stands whole in `folder`. */
export function disksAfterCut(calls: readonly SystemCall[], folder: string): Disk[] {
  const placed = placementsOf(calls);
  const disks = new Map<string, Disk>();
  for (const { ended } of calls) {
    const lasting = placed.filter(({ nameLasts }) => happened(nameLasts, ended));
    const pending = placed.filter(
      (placement) => happened(placement.named, ended) && !lasting.includes(placement),
    );
    for (const held of mayHold(pending)) {
      const files = [...lasting, ...held].map((placement): [string, Buffer] => [
        relative(folder, placement.file),
        bytesOf(placement, ended),
      ]);
      const key = files.map(([name, { length }]) => `${name} ${length}`).sort();
      disks.set(key.join('\n'), new Map(files));
    }
  }
  return [...disks.values()];
}
