/**
 * Which small parts become one. Parts are merged within windows of the time they
 * were drained in: five minutes, the hour, the day, each once it is over, so that
 * a record is written anew at most three times and files stay few.
 *
 * What the figures say must not change. A day's figures become final 48 hours after
 * its end, and what is drained later restates it: so parts on both sides of such a
 * moment stay apart, and a part that restates a final day is left as it is, with
 * the time it was drained at.
 */
import { dayOf } from '../rollup/calendar.ts';
import { rules } from '../rollup/rules.ts';
import type { Part } from './manifest.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const finalAfterMs = rules.provisionalHours * hourMs;
/** Longest first. */
const windows = [24 * hourMs, hourMs, 5 * minuteMs];
/** A worker may still be committing what it drained in a window. */
const graceMs = minuteMs;
const mostRows = 2_000_000;
const mostBytes = 64 * 1024 * 1024;

/** The site day whose figures were the next to become final at a moment. */
function finalityAt(timeMs: number, zone: string): string {
  return dayOf(timeMs - finalAfterMs, zone);
}

/** Parts with the same name may be merged; null for one that stays as it is. */
function windowOf({ drainedAt, minTimeMs }: Part, zone: string, nowMs: number): string | null {
  const finality = finalityAt(drainedAt, zone);
  if (minTimeMs !== null && dayOf(minTimeMs, zone) < finality) return null;
  for (const length of windows) {
    const number = Math.floor(drainedAt / length);
    if ((number + 1) * length + graceMs <= nowMs) return `${finality}/${length}/${number}`;
  }
  return null;
}

/** Of all files of a part. */
function sizeOf({ events, points, quarantine }: Part): { rows: number; bytes: number } {
  const files = [events, points, quarantine].filter((file) => file !== null);
  return {
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Splits neighbours into groups that are not too large for one file. */
function* grouped(parts: readonly Part[]): Generator<Part[]> {
  let group: Part[] = [];
  let [rows, bytes] = [0, 0];
  for (const part of parts) {
    const size = sizeOf(part);
    rows += size.rows;
    bytes += size.bytes;
    if (rows > mostRows || bytes > mostBytes) {
      yield group;
      group = [];
      ({ rows, bytes } = size);
    }
    group.push(part);
  }
  yield group;
}

/** Groups of parts to be merged, each of at least two that follow each other without a hole. */
export function planCompaction(parts: readonly Part[], zone: string, nowMs: number): Part[][] {
  const streams = new Map<string, Part[]>();
  for (const part of parts) {
    const key = `${part.stream}~${part.epoch}~${part.partition}`;
    streams.set(key, [...(streams.get(key) ?? []), part]);
  }
  const neighbours: Part[][] = [];
  for (const stream of streams.values()) {
    let before: { part: Part; window: string | null } | undefined;
    for (const part of stream.sort((a, b) => a.start - b.start || a.end - b.end)) {
      const window = windowOf(part, zone, nowMs);
      const joined =
        window !== null &&
        before?.window === window &&
        before.part.end === part.start &&
        part.gap === undefined;
      if (joined) neighbours.at(-1)?.push(part);
      else neighbours.push([part]);
      before = { part, window };
    }
  }
  return neighbours.flatMap((run) => [...grouped(run)]).filter((group) => group.length > 1);
}
