/** Histogram points as they are kept, and the events they become. */
import type { Event, Latency } from '../../event.ts';
import type { Bucket } from './buckets.ts';
import type { Labels } from './labels.ts';
import { bookedAtMs, firstKnownMinute } from './minutes.ts';

/** A point of a histogram; of a running total where its temporality is cumulative. */
export interface HistogramPoint extends Labels {
  /** Tells the stream from every other: metric, resource, scope and attributes. */
  readonly stream: string;
  /** Nanoseconds since the epoch; 0 where the exporter doesn't know its start. */
  readonly startNanos: bigint;
  readonly endNanos: bigint;
  readonly count: number;
  /** In ascending order, without empty ones. */
  readonly buckets: readonly Bucket[];
}

export type CumulativePoint = HistogramPoint;

/** What a point adds, and since when. */
export type Addition = Pick<HistogramPoint, 'startNanos' | 'count' | 'buckets'>;

/** An event of a point, and the bucket it stands for. */
export interface PointEvent {
  readonly event: Event;
  readonly latency: Latency | null;
  readonly firstMinute: number;
  readonly records: 0 | 1;
}

/**
 * The events of a point: one for every bucket, so that each has a duration; one where there
 * was no response, and one of count 0 where nothing was served.
 */
export function eventsOfPoint(point: HistogramPoint, addition: Addition = point): PointEvent[] {
  const firstMinute = firstKnownMinute(addition.startNanos, point.endNanos);
  if (addition.count === 0) {
    const alive = { ...point, bad: false, responded: true };
    return [{ event: eventOf(alive, 0, ''), latency: null, firstMinute, records: 1 }];
  }
  if (!point.responded) {
    return [{ event: eventOf(point, addition.count, ''), latency: null, firstMinute, records: 1 }];
  }
  return addition.buckets.map(({ lowMs, highMs, count }, index) => ({
    event: eventOf(point, count, `:${lowMs}:${highMs}`),
    latency: { lowMs, highMs },
    firstMinute,
    records: index === 0 ? 1 : 0,
  }));
}

function eventOf(point: HistogramPoint, count: number, bucket: string): Event {
  return {
    timeMs: bookedAtMs(point.endNanos),
    component: point.component,
    bad: point.bad,
    count,
    durationMs: null,
    responded: point.responded,
    id: `${pointId(point)}${bucket}`,
    region: point.region,
    probe: point.probe,
    statusCode: point.statusCode,
    method: point.method,
    route: point.route,
    error: point.error,
  };
}

/** The stream with start and end time: a point that arrives twice is one point. */
function pointId({ stream, startNanos, endNanos }: HistogramPoint): string {
  return `${stream}:${startNanos.toString(36)}:${endNanos.toString(36)}`;
}
