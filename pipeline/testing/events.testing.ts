import type { Event } from '../drain/event.ts';

/** A good request of the component `api`, unless said otherwise. */
export function eventOf(changes: Partial<Event> = {}): Event {
  return {
    timeMs: Date.UTC(2026, 2, 1, 12),
    component: 'api',
    bad: false,
    count: 1,
    durationMs: 12.5,
    responded: true,
    id: null,
    region: '',
    probe: '',
    statusCode: 200,
    method: null,
    route: null,
    error: null,
    ...changes,
  };
}
