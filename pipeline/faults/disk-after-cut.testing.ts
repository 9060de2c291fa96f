/** What a disk may hold after the power failed somewhere in a traced run. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Placement, placementsOf } from './call-order.testing.ts';
import type { SystemCall } from './system-calls.testing.ts';

/** Files by their names in the lake. */
export type Disk = ReadonlyMap<string, Buffer>;

const happened = (call: SystemCall | undefined, at: number) =>
  call !== undefined && call.ended <= at;

/** Of what was not synced yet, what may be there or lost: nothing, all, or any one alone. */
function choicesOf(pending: readonly Placement[]): (readonly Placement[])[] {
  return [[], pending, ...pending.map((placed) => [placed])];
}

/** Names that a disk may hold at one moment; those whose folder was synced it must hold. */
function namesAt(placed: readonly Placement[], at: number): (readonly Placement[])[] {
  const lasting = placed.filter(({ nameLasts }) => happened(nameLasts, at));
  const pending = placed.filter(
    (placement) => happened(placement.named, at) && !lasting.includes(placement),
  );
  return choicesOf(pending).map((held) => [...lasting, ...held]);
}

/** Every different disk that a power cut may leave of a lake that stands whole in `folder`. */
export function disksAfterCut(calls: readonly SystemCall[], folder: string): Disk[] {
  const placed = placementsOf(calls);
  const disks = new Map<string, Disk>();
  for (const { ended: at } of calls) {
    for (const names of namesAt(placed, at)) {
      const unsynced = names.filter(({ bytesLast }) => !happened(bytesLast, at));
      for (const lost of choicesOf(unsynced)) {
        const files = names.map((placement): [string, Buffer] => [
          relative(folder, placement.file),
          lost.includes(placement) ? Buffer.alloc(0) : readFileSync(placement.file),
        ]);
        const key = files.map(([name, { length }]) => `${name} ${length}`).sort();
        disks.set(key.join('\n'), new Map(files));
      }
    }
  }
  return [...disks.values()];
}
