/** What the running totals of one UTC day add, as events, and what the next day has to know. */
import { type Difference, differenceStream } from '../../drain/formats/otlp/difference.ts';
import { bookedAtMs } from '../../drain/formats/otlp/minutes.ts';
import {
  type CumulativePoint,
  eventsOfPoint,
  type PointEvent,
} from '../../drain/formats/otlp/points.ts';
import { EventColumns } from '../../lake/event-columns.ts';
import { PointColumns } from '../../lake/point-columns.ts';
import type { PlacedPoint } from '../../lake/read-points.ts';
import { rules } from '../rules.ts';

export interface DayDifferences {
  readonly events: EventColumns;
  /** The last point of every run that may still go on. */
  readonly memory: PointColumns;
}

const dayMs = 86_400_000;

function byStream(points: readonly PlacedPoint[]): Map<string, PlacedPoint[]> {
  const streams = new Map<string, PlacedPoint[]>();
  for (const placed of points) {
    const held = streams.get(placed.point.stream);
    if (held === undefined) streams.set(placed.point.stream, [placed]);
    else held.push(placed);
  }
  return streams;
}

/** An event that adds nothing and says only that the record was there. */
function mark({ point }: Difference, id: string | null): PointEvent[] {
  const nothing = { ...point, count: 0, buckets: [] };
  return eventsOfPoint(point, nothing).map((alive) => ({
    ...alive,
    event: { ...alive.event, id },
  }));
}

interface Booked {
  readonly difference: Difference;
  readonly events: readonly PointEvent[];
}

/** Events of every point of a stream; a copy has the name of the one that counts. */
function bookedOf(differences: readonly Difference[]): Booked[] {
  let name: string | null = null;
  return differences.map((difference) => {
    const { addition, outcome, point } = difference;
    if (outcome === 'duplicate') return { difference, events: mark(difference, name) };
    const events = addition === null ? mark(difference, null) : eventsOfPoint(point, addition);
    name = events[0]?.event.id ?? null;
    return { difference, events };
  });
}

/** What each run was last seen at. */
function lastOfRuns(differences: readonly Difference[]): CumulativePoint[] {
  const last = new Map<bigint, CumulativePoint>();
  for (const { point, outcome } of differences)
    if (outcome !== 'duplicate') last.set(point.startNanos, point);
  return [...last.values()];
}

/**
 * Differences the points of a UTC day (days since the epoch) after those remembered of the
 * days before. Pure: neither the order of points nor how they were split into parts matters.
 */
export function differenceDay(
  before: readonly PlacedPoint[],
  points: readonly PlacedPoint[],
  utcDay: number,
): DayDifferences {
  const events = new EventColumns();
  const memory = new PointColumns();
  const oldest = (utcDay - rules.streams.rememberedDays) * dayMs;
  const earlier = before.filter(({ point }) => bookedAtMs(point.endNanos) >= oldest);
  const past = new Set(earlier.map(({ point }) => point));
  for (const placed of byStream([...earlier, ...points]).values()) {
    const places = new Map(placed.map((candidate) => [candidate.point, candidate]));
    const differences = differenceStream([...places.keys()]);
    for (const booked of bookedOf(differences)) {
      const place = places.get(booked.difference.point);
      if (place !== undefined && !past.has(place.point)) addEvents(events, booked, place);
    }
    for (const point of lastOfRuns(differences)) {
      const place = places.get(point);
      if (place !== undefined) memory.add(place, place.offset, place.index);
    }
  }
  return { events, memory };
}

function addEvents(
  columns: EventColumns,
  { difference, events }: Booked,
  { signal, offset, index }: PlacedPoint,
): void {
  const excluded = difference.outcome === 'baseline' ? 'baseline' : null;
  for (const { event, latency, firstMinute, records } of events) {
    const known = { signal, latency, firstMinute, records, unsampled: false, excluded };
    columns.add(event, offset, index, known);
  }
}
