import { expect, it } from 'vitest';
import type { WrittenIncident } from '#schema/content-documents.ts';
import { announcements, heardOf } from './announcements';

const incident: WrittenIncident = {
  slug: 'a',
  title: 'API down',
  impact: 'major',
  status: 'investigating',
  startedAt: '2026-03-01T10:00:00.000Z',
  resolvedAt: null,
  components: [],
  updates: [
    {
      status: 'investigating',
      postedAt: '2026-03-01T10:01:00.000Z',
      bodyHtml: '',
      bodyText: 'We look.',
    },
  ],
  postmortemHtml: null,
};
const updated: WrittenIncident = {
  ...incident,
  status: 'identified',
  updates: [
    ...incident.updates,
    {
      status: 'identified',
      postedAt: '2026-03-01T10:09:00.000Z',
      bodyHtml: '',
      bodyText: 'A disk.',
    },
  ],
};

it('says what is new, what was said and what is over, each once', () => {
  expect(announcements(heardOf([]), [incident])).toEqual(['New incident: API down. We look.']);
  expect(announcements(heardOf([incident]), [incident])).toEqual([]);
  expect(announcements(heardOf([incident]), [updated])).toEqual(['Identified: API down. A disk.']);
  expect(announcements(heardOf([updated]), [])).toEqual(['Resolved: API down']);
});
