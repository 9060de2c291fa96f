import { expect, it } from 'vitest';
import { noticesOfSite, noticesOfStore, runningNotices } from './notices';

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
const incident = (slug: string, minute: number, status = 'investigating') => ({
  slug,
  title: slug,
  last: { status, postedAt: at(minute), body: `said at ${minute}` },
});

it('reads both sources, and nothing from what is neither', () => {
  const site = noticesOfSite({
    running: [
      {
        slug: 'a',
        title: 'A',
        updates: [{ status: 'monitoring', postedAt: at(1), bodyText: 'one' }],
      },
    ],
  });
  expect(site).toEqual([
    { slug: 'a', title: 'A', status: 'monitoring', postedAt: at(1), text: 'one' },
  ]);
  expect(noticesOfStore([incident('b', 2), { slug: 'c' }, null])).toHaveLength(1);
  expect([noticesOfSite({}), noticesOfSite(null), noticesOfStore('nonsense')]).toEqual([
    null,
    null,
    null,
  ]);
});

it('the newest word on an incident counts, and ends it', () => {
  const older = noticesOfStore([incident('a', 1), incident('b', 1)]) ?? [];
  const newer = noticesOfStore([incident('a', 2, 'resolved'), incident('b', 0)]) ?? [];
  expect(runningNotices(older, newer)).toMatchObject([{ slug: 'b', text: 'said at 1' }]);
});
