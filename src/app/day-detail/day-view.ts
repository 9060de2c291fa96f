/** All that is drawn and read of a day from within. */
import type { DayDetail } from '#schema/snapshot.ts';
import type { DayStatus } from '#schema/status.ts';
import { graphPaths, type GraphPath } from '../health-graph/graph-paths';
import type { SiteTime } from '../time/site-time';
import { dayStory, hourOf, momentMarks, quarterInWords, type StoryEntry } from './day-story';
import { quarterHours } from './quarter-hours';

export interface DayView {
  readonly viewBox: string;
  readonly paths: readonly GraphPath[];
  /** Path data of the dots under what was said. */
  readonly marks: string;
  /** One for each quarter-hour. */
  readonly readings: readonly string[];
  /** Quarter-hours the graph has room for: those that are still to come too. */
  readonly room: number;
  /** Position of the first of the worst: what somebody who opens a day looks for. */
  readonly worst: number;
  /** Times at the ends and the quarters of the graph. */
  readonly hours: readonly string[];
  readonly story: readonly StoryEntry[];
}

const quarterMs = 900_000;

/** What an ordinary day will have, while it runs. */
const ordinaryQuarters = 96;

const byConcern: readonly DayStatus[] = ['major_outage', 'partial_outage', 'degraded', 'unknown'];

/** Makes the view; a running day keeps room for what is to come. */
export function dayView(detail: DayDetail, running: boolean, time: SiteTime): DayView {
  const quarters = quarterHours(detail);
  const room = running ? Math.max(ordinaryQuarters, quarters.length) : quarters.length;
  const worst = byConcern
    .map((status) => quarters.findIndex((quarter) => quarter.status === status))
    .find((at) => at >= 0);
  return {
    viewBox: `-.5 -4 ${room} 50`,
    paths: graphPaths(quarters),
    marks: momentMarks(detail),
    readings: quarters.map((quarter) => quarterInWords(quarter, time)),
    room,
    worst: worst ?? 0,
    hours: [0, 0.25, 0.5, 0.75, 1].map((part) =>
      hourOf(new Date(Date.parse(detail.start) + part * room * quarterMs).toISOString(), time),
    ),
    story: dayStory(detail, time),
  };
}
