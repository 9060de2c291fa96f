/** The order in which a lake's files must come into being, checked on a trace. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SystemCall } from './system-calls.testing.ts';

const writing = ['write', 'writev', 'pwrite64', 'pwritev'];
const syncing = ['fsync', 'fdatasync'];
const naming = ['rename', 'renameat', 'renameat2', 'link', 'linkat'];

/** A file that got its name in a trace. */
export interface Placement {
  readonly file: string;
  /** The call that gave it its name. */
  readonly named: SystemCall;
  /** The sync that made its bytes last, before or after; undefined for none. */
  readonly bytesLast: SystemCall | undefined;
  /** The sync of its folder that made its name last; undefined for none. */
  readonly nameLasts: SystemCall | undefined;
  readonly opened: SystemCall | undefined;
  readonly writes: readonly SystemCall[];
}

const succeeded = ({ result }: SystemCall) => result >= 0;
const isBefore = (one: SystemCall | undefined, other: SystemCall | undefined) =>
  one !== undefined && other !== undefined && one.ended < other.began;

/** Files that were renamed or linked to their names, in that order. */
export function placementsOf(calls: readonly SystemCall[]): Placement[] {
  const done = calls.filter(succeeded);
  const syncs = done.filter(({ name }) => syncing.includes(name));
  return done.flatMap((named): Placement[] => {
    const { path, to } = named;
    if (!naming.includes(named.name) || to === null) return [];
    const writes = done.filter((call) => call.path === path && writing.includes(call.name));
    const last = writes.at(-1);
    return [
      {
        file: to,
        named,
        writes,
        opened: done.find((call) => call.path === path && call.creates),
        bytesLast: syncs.find((call) => call.path === path && isBefore(last, call)),
        nameLasts: syncs.find((call) => call.path === dirname(to) && isBefore(named, call)),
      },
    ];
  });
}

function faultsOf({ file, opened, writes, bytesLast, named, nameLasts }: Placement): string[] {
  const name = basename(file);
  const size = writes.reduce((sum, { result }) => sum + result, 0);
  const fault = (isFault: boolean, what: string) => (isFault ? [`${name}: ${what}`] : []);
  return [
    ...fault(!isBefore(opened, writes[0]), 'no new temporary file was opened for it'),
    ...fault(size !== statSync(file).size, `${size} bytes were written before it got its name`),
    ...fault(!isBefore(bytesLast, named), 'got its name before its bytes were synced'),
    ...fault(nameLasts === undefined, 'its folder was not synced after it got its name'),
  ];
}

/** Files a manifest names that did not last yet when it got its own name. */
function dataFaults(lake: string, manifest: Placement, placed: readonly Placement[]): string[] {
  const text = readFileSync(manifest.file, 'utf8');
  const files = new Set(
    [...text.matchAll(/"name":"([^"]+)"/g)].map(([, name = '']) => join(lake, name)),
  );
  return placed
    .filter(({ file, nameLasts }) => files.has(file) && !isBefore(nameLasts, manifest.named))
    .map(({ file }) => `${basename(manifest.file)} came before its data lasted: ${basename(file)}`);
}

/** Folders whose own name was not synced before the first file in them got its name. */
function folderFaults(calls: readonly SystemCall[], placed: readonly Placement[]): string[] {
  const made = calls.filter((call) => call.name === 'mkdir' && succeeded(call));
  return made.flatMap((call) => {
    const first = placed.find(({ file }) => dirname(file) === call.path);
    const sync = calls.find(
      ({ name, path, began }) =>
        syncing.includes(name) && path === dirname(call.path) && began > call.ended,
    );
    return first === undefined || isBefore(sync, first.named)
      ? []
      : [`${basename(call.path)}: a file came into it before the folder's own name was synced`];
  });
}

/** Files of a folder that the trace does not show being placed. */
function unseen(lake: string, folder: string, placed: readonly Placement[]): string[] {
  const files = new Set(placed.map(({ file }) => file));
  return readdirSync(join(lake, folder))
    .filter((name) => !files.has(join(lake, folder, name)))
    .map((name) => `${name}: was not renamed or linked to its name`);
}

/** Every breach of the order in the making of a whole lake, in words. */
export function orderFaults(calls: readonly SystemCall[], lake: string): string[] {
  const placed = placementsOf(calls);
  const manifests = placed.filter(({ file }) => dirname(file) === join(lake, 'manifests'));
  return [
    ...placed.flatMap(faultsOf),
    ...manifests.flatMap((manifest) => dataFaults(lake, manifest, placed)),
    ...folderFaults(calls, placed),
    ...readdirSync(lake).flatMap((folder) => unseen(lake, folder, placed)),
  ];
}
