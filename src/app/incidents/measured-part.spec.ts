import { expect, it } from 'vitest';
import { schemaVersion, type DayDetail } from '#schema/snapshot.ts';
import { measuredPart } from './measured-part';

const startMs = Date.UTC(2026, 10, 2);

/** A whole day with an outage from 06:12 to 07:11. */
const day: DayDetail = {
  schemaVersion,
  id: 'email',
  date: '2026-11-02',
  start: new Date(startMs).toISOString(),
  minutes: 'U'.repeat(372) + 'P'.repeat(59) + 'U'.repeat(1009),
  quarters: Array.from({ length: 96 }, (_, at) => ({
    start: new Date(startMs + at * 900_000).toISOString(),
    ...{ valid: 45, bad: 0, noise: 0 },
  })),
  updates: [],
};
const incident = {
  startedAt: '2026-11-02T06:15:00Z',
  updates: [
    { status: 'investigating', postedAt: '2026-11-02T06:30:00Z', bodyHtml: '', bodyText: '' },
  ],
} as const;
const at = (time: string) => Date.parse(`2026-11-02T${time}Z`);

it('shows two hours around an incident, with the outage that was measured', () => {
  const part = measuredPart(incident, at('08:15'), [day]);
  expect(part?.quarters[0]?.end).toBe('2026-11-02T04:15:00.000Z');
  expect(part?.quarters.at(-1)?.start).toBe('2026-11-02T10:00:00.000Z');
  expect(part?.outages.map(({ minutes }) => minutes)).toEqual([59]);
  expect(part?.span).toEqual([9, 17]);
  expect(part?.said).toEqual([10]);
});

it('tells no outage that lies elsewhere in the day', () => {
  const evening = { ...incident, startedAt: '2026-11-02T18:00:00Z' };
  expect(measuredPart(evening, at('19:00'), [day])?.outages).toEqual([]);
});

it('is none where the minutes are not kept, or an incident lasted for days', () => {
  expect(measuredPart(incident, at('08:15'), [])).toBeNull();
  expect(measuredPart(incident, at('08:15') + 3 * 86_400_000, [day])).toBeNull();
});
