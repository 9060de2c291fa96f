import { describe, expect, test } from 'vitest';
import { DirectoryStore } from '../../lake/directory-store.ts';
import { runContentServer } from '../../testing/content-server.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { readSanity, type SanityRead } from './read-sanity.ts';

const incident = {
  _id: 'a',
  _type: 'incident',
  title: 'API down',
  slug: { current: '2026-03-01-a' },
  impact: 'major',
  startedAt: '2026-03-01T14:02:00Z',
  components: [
    { component: 'api', state: 'major_outage' },
    { component: 'gone', state: 'degraded' },
  ],
  updates: [
    { status: 'investigating', postedAt: '2026-03-01T14:05:00Z', body: 'We <b>look</b> into it.' },
  ],
};

async function opened() {
  const server = await runContentServer();
  const store = new DirectoryStore(temporaryFolder());
  const known = new Set(['api']);
  const read = (asOf: string): Promise<SanityRead> =>
    readSanity({
      source: server.source,
      token: undefined,
      store,
      known,
      asOfMs: Date.parse(asOf),
      timeoutMs: 300,
      attempts: 2,
    });
  return { ...server, read };
}

test('published documents become incidents; unknown components are named and left out', async () => {
  const { writer, read } = await opened();
  await writer.create(incident);
  await writer.create({ ...incident, _id: 'drafts.b', slug: { current: 'draft' } });
  const { authored, content, remarks } = await read('2026-03-01T15:00:00Z');
  expect(authored.incidents).toMatchObject([
    {
      slug: '2026-03-01-a',
      status: 'investigating',
      resolvedAt: null,
      components: [{ id: 'api', state: 'major_outage' }],
      updates: [{ bodyHtml: '<p>We &lt;b&gt;look&lt;/b&gt; into it.</p>' }],
    },
  ]);
  expect(content).toMatchObject({ readAt: '2026-03-01T15:00:00.000Z', stale: false });
  expect(remarks).toEqual(['Sanity: 2026-03-01-a: component "gone" is unknown']);
});

describe('when Sanity fails, the last good copy is shown with its age', () => {
  const faults = [
    { status: 401 },
    { status: 403 },
    { status: 404 },
    { status: 429, retryAfter: 1 },
    { status: 500 },
    { status: 503 },
    { delayMs: 2_000 },
    { hang: true },
    { cut: true },
    { nonsense: true },
  ];
  test.each(faults)('%j', async (fault) => {
    const { writer, read, breakBy } = await opened();
    await writer.create(incident);
    await read('2026-03-01T15:00:00Z');
    await breakBy(fault);
    const { authored, content, remarks } = await read('2026-03-01T16:00:00Z');
    expect(authored.incidents.map(({ slug }) => slug)).toEqual(['2026-03-01-a']);
    expect(content).toMatchObject({ readAt: '2026-03-01T15:00:00.000Z', stale: true });
    expect(remarks[0]).toMatch(/^Sanity could not be read: .*shown as of 2026-03-01T15:00/);
  });
});

test('a first read that fails leaves a site without its incidents, and says so', async () => {
  const { read, breakBy } = await opened();
  await breakBy({ status: 403 });
  const { authored, content, remarks } = await read('2026-03-01T16:00:00Z');
  expect(authored.incidents).toEqual([]);
  expect(content).toMatchObject({ readAt: null, stale: true });
  expect(remarks[0]).toContain('it answered 403; nothing of it is shown');
});

test('a document that became unusable is shown as it last was', async () => {
  const { writer, read } = await opened();
  await writer.create(incident);
  await read('2026-03-01T15:00:00Z');
  await writer.patch('a').set({ impact: 'enormous' }).commit();
  await writer.create({ ...incident, _id: 'c', slug: { current: 'c' }, updates: [] });
  for (const asOf of ['2026-03-01T15:10:00Z', '2026-03-01T15:20:00Z']) {
    const { authored, content, remarks } = await read(asOf);
    expect(authored.incidents).toMatchObject([{ slug: '2026-03-01-a', impact: 'major' }]);
    expect(content.stale).toBe(false);
    expect(remarks.slice(0, 2)).toEqual([
      expect.stringMatching(/^Sanity: a: impact: .*; its last good version is shown$/),
      'Sanity: c: has no update; left out',
    ]);
  }
});
