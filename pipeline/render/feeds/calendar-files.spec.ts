import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { everydaySource, hostileSource, malice } from '../machine-source.testing.ts';
import { inertLine } from '../plain-text.ts';
import { calendarFiles } from './calendar-files.ts';

function eventsOf(text: string | undefined): ICAL.Event[] {
  const calendar = ICAL.Component.fromString(text ?? '');
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

it('holds every maintenance, with its times, its page and what was said', () => {
  const files = calendarFiles(everydaySource());
  const events = eventsOf(files.get('maintenance.ics'));
  expect(events.map(({ uid }) => uid)).toEqual([
    'maintenance-1@status.example.com',
    'maintenance-2@status.example.com',
  ]);
  const [first] = events;
  expect(first?.startDate.toJSDate().toISOString()).toBe('2026-11-15T14:06:00.000Z');
  expect(first?.endDate.toJSDate().toISOString()).toBe('2026-11-15T16:06:00.000Z');
  expect(first?.summary).toBe('Database upgrade');
  expect(first?.description).toContain('Affects: Public API');
  expect(first?.component.getFirstPropertyValue('url')).toBe(
    'https://status.example.com/here/maintenance/#m-maintenance-1',
  );
  expect(first?.sequence).toBe(1);
});

it('is made for each maintenance alone, too', () => {
  const files = calendarFiles(everydaySource());
  expect([...files.keys()]).toEqual([
    'maintenance.ics',
    'calendars/maintenance-1.ics',
    'calendars/maintenance-2.ics',
  ]);
  expect(eventsOf(files.get('calendars/maintenance-2.ics'))).toHaveLength(1);
});

it('reads as it was written, whatever that is', () => {
  const events = eventsOf(calendarFiles(hostileSource()).get('maintenance.ics'));
  expect(events.map(({ summary }) => summary)).toEqual(malice.map(inertLine));
});

it('is a calendar without maintenance, too', () => {
  const files = calendarFiles({ ...everydaySource(), maintenance: [] });
  expect(eventsOf(files.get('maintenance.ics'))).toEqual([]);
});
