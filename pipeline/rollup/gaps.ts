/** Stretches in which records were lost before they could be read: unknown, not up. */
import type { Part } from '../lake/manifest.ts';
import {
  DEGRADED,
  IDLE,
  type MinuteRange,
  type MinuteSeries,
  UNKNOWN,
  UP,
} from './minutes/minute-class.ts';

const minuteMs = 60_000;

/** Lost stretches of each component that the gap's stream has ever spoken of. */
export function gapsOf(parts: readonly Part[]): Map<string, MinuteRange[]> {
  const gaps = new Map<string, MinuteRange[]>();
  for (const { stream, gap } of parts) {
    if (gap === undefined) continue;
    const range = {
      start: Math.floor(gap.fromMs / minuteMs),
      end: Math.floor(gap.untilMs / minuteMs) + 1,
    };
    const spoken = parts.filter((part) => part.stream === stream);
    const components = new Set(spoken.flatMap(({ firstTimeMs }) => Object.keys(firstTimeMs)));
    for (const id of components) gaps.set(id, [...(gaps.get(id) ?? []), range]);
  }
  return gaps;
}

/** What was seen to be bad stays bad; what looked good was only seen in part. */
export function forgetGaps({ classes, range }: MinuteSeries, gaps: readonly MinuteRange[]): void {
  for (const { start, end } of gaps) {
    const to = Math.min(end - range.start, classes.length);
    for (let at = Math.max(0, start - range.start); at < to; at += 1) {
      const code = classes[at];
      if (code === UP || code === DEGRADED || code === IDLE) classes[at] = UNKNOWN;
    }
  }
}
