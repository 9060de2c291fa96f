import { expect, it } from 'vitest';
import type { WrittenContent, WrittenIncident } from '#schema/content-documents.ts';
import type { Incident } from '#schema/incident.ts';
import { type Known, runningIncidents } from './merge-running';

function written(slug: string, saidAt: string, isOver = false): WrittenIncident {
  return {
    slug,
    title: slug,
    impact: 'major',
    status: isOver ? 'resolved' : 'investigating',
    startedAt: '2026-03-01T10:00:00.000Z',
    resolvedAt: isOver ? saidAt : null,
    components: [],
    updates: [
      {
        status: isOver ? 'resolved' : 'investigating',
        postedAt: saidAt,
        bodyHtml: '',
        bodyText: saidAt,
      },
    ],
    postmortemHtml: null,
  };
}

const days = { first: '2026-03-01', last: '2026-03-01' };
const built = (...list: WrittenIncident[]): Incident[] => list.map((one) => ({ ...one, days }));
const answer = (at: string, ...list: WrittenIncident[]): Known['live'] => {
  const incidents: WrittenContent['incidents'] = list.map((one) => ({ ...one, postmortem: null }));
  return { at: Date.parse(at), content: { incidents, maintenance: [], notice: null } };
};
const page = (readAt: string | null, running: Incident[], stale = false): Known['polled'] => ({
  running,
  content: { source: null, readAt, stale, notice: null },
});
const slugs = (known: Known) => runningIncidents(known).map(({ slug }) => slug);

const ten = '2026-03-01T10:10:00.000Z';
const eleven = '2026-03-01T11:00:00.000Z';
const noon = '2026-03-01T12:00:00.000Z';

it('an incident of the page stays while the content store says nothing', () => {
  const polled = page(ten, built(written('a', ten)));
  expect(slugs({ polled, live: null, connected: false })).toEqual(['a']);
});

it('both sides count; the newer version of an incident wins', () => {
  const polled = page(ten, built(written('file', ten), written('both', ten)));
  const live = answer(eleven, written('both', eleven), written('new', eleven));
  const running = runningIncidents({ polled, live, connected: true });
  expect(running.map(({ slug }) => slug)).toEqual(['both', 'file', 'new']);
  expect(running[0]?.updates.at(-1)?.postedAt).toBe(eleven);
});

it('what was resolved in the content store is over, whatever the page was made with', () => {
  const polled = page(ten, built(written('a', ten)));
  expect(
    slugs({ polled, live: answer(eleven, written('a', eleven, true)), connected: true }),
  ).toEqual([]);
});

it('without a connection the page counts once it was made from later content', () => {
  const live = answer(eleven, written('a', eleven));
  expect(slugs({ polled: page(ten, []), live, connected: false })).toEqual(['a']);
  expect(slugs({ polled: page(noon, []), live, connected: false })).toEqual([]);
  // It was made while the content store could not be read: it knows nothing newer.
  expect(slugs({ polled: page(noon, [], true), live, connected: false })).toEqual(['a']);
});
