/** What of the lake the configured sources speak for. */
import type { OpenSources } from '../drain/open-sources.ts';
import type { SourceReport } from '../drain/drain.ts';
import { Problem } from '../problem.ts';
import { sourceLines } from '../report.ts';
import type { LakeState, Part } from './manifest.ts';

/** Parts of configured sources; a lake without one usable event is a Problem. */
export function usableParts(
  state: LakeState,
  { owns }: OpenSources,
  reports: readonly SourceReport[],
): Part[] {
  const parts = state.parts.filter(({ stream }) => owns(stream));
  if (parts.some(({ events, points }) => events !== null || points !== null)) return parts;
  throw new Problem(
    [
      'no usable event in any source, so there is nothing to show; the site stays as it was',
      ...sourceLines(reports),
    ].join('\n'),
  );
}

/** The oldest successful drain-to-end over all sources, at most `asOfMs`; null where one never was drained. */
export function dataThrough(
  state: LakeState,
  { sources }: OpenSources,
  asOfMs: number,
): number | null {
  const times = sources.map(({ key }) => state.drained.get(key));
  const known = times.flatMap((at) => at ?? []);
  return known.length === times.length && known.length > 0 ? Math.min(...known, asOfMs) : null;
}
