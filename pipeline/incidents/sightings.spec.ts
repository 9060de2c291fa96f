import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Maintenance } from '#schema/incident.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { withSightings } from './sightings.ts';

const window: Maintenance = {
  slug: 'upgrade',
  title: 'Upgrade',
  status: 'scheduled',
  updates: [],
  components: ['api'],
  announcedAt: '2026-03-01T00:00:00.000Z',
  scheduledFor: '2026-03-10T02:00:00.000Z',
  scheduledUntil: '2026-03-10T04:00:00.000Z',
};

const store = () => new DirectoryStore(temporaryFolder());

/** Components with when they were first seen in this window. */
async function seen(lake: DirectoryStore, maintenance: Maintenance, nowMs: number) {
  const found = await withSightings(lake, [maintenance], nowMs);
  return found.map(({ maintenance: { components }, firstSeenMs }) => [
    components.join(),
    firstSeenMs,
  ]);
}

describe('the first sight of a maintenance', () => {
  it('is recorded once and stays', async () => {
    const lake = store();
    expect(await seen(lake, window, 1000)).toEqual([['api', 1000]]);
    expect(await seen(lake, window, 2000)).toEqual([['api', 1000]]);
    expect(await seen(lake, { ...window, title: 'Other words' }, 3000)).toEqual([['api', 1000]]);
  });

  it.each([
    { scheduledFor: '2026-03-10T01:00:00.000Z' },
    { scheduledUntil: '2026-03-10T05:00:00.000Z' },
    { scheduledUntil: '2026-03-10T04:00:30.000Z' },
  ])('is a new one when the times change: %j', async (changes) => {
    const lake = store();
    await seen(lake, window, 1000);
    expect(await seen(lake, { ...window, ...changes }, 2000)).toEqual([['api', 2000]]);
  });

  it('of a component that was added later is that of the addition', async () => {
    const lake = store();
    await seen(lake, window, 1000);
    expect(await seen(lake, { ...window, components: ['api', 'web'] }, 2000)).toEqual([
      ['api', 1000],
      ['web', 2000],
    ]);
  });

  it('that cannot be read is an error that names it', async () => {
    const lake = store();
    await seen(lake, window, 1000);
    const [name = ''] = await lake.list('announcements');
    const file = lake.pathOf(`announcements/${name}`);
    writeFileSync(file, 'torn');
    await expect(seen(lake, window, 2000)).rejects.toThrow(
      `${file}: cannot be read; restore it from a backup`,
    );
  });
});
