import { appendFileSync } from 'node:fs';
import { firstValueFrom, take, toArray } from 'rxjs';
import { expect, test, vi } from 'vitest';
import { startLocalServer, temporaryFolder } from './local-server.testing.ts';

const incident = { _type: 'incident', title: 'API down' };

test('a draft is seen by its writer alone until it is published', async () => {
  const { writer, reader } = await startLocalServer();
  await writer.create({ ...incident, _id: 'drafts.a' });
  expect(await reader.fetch('*[_type == "incident"]')).toEqual([]);
  expect(await reader.getDocument('drafts.a')).toBeUndefined();
  expect(await writer.fetch('count(*[_type == $type])', { type: 'incident' })).toBe(1);
  await writer.action({
    actionType: 'sanity.action.document.publish',
    draftId: 'drafts.a',
    publishedId: 'a',
  });
  expect(await reader.fetch('*[]{_id, title}')).toEqual([{ _id: 'a', title: 'API down' }]);
  expect(await writer.getDocument('drafts.a')).toBeUndefined();
});

test('perspectives: a draft stands before what is published', async () => {
  const { writer } = await startLocalServer();
  await writer.create({ ...incident, _id: 'a' });
  await writer.create({ ...incident, _id: 'drafts.a', title: 'Newer' });
  const titles = (perspective: 'published' | 'drafts' | 'raw') =>
    writer.fetch('*[] | order(title).title', {}, { perspective });
  expect(await titles('published')).toEqual(['API down']);
  expect(await titles('drafts')).toEqual(['Newer']);
  expect(await titles('raw')).toEqual(['API down', 'Newer']);
});

test('patches: set, unset, insert into arrays, revisions', async () => {
  const { writer } = await startLocalServer();
  const { _rev } = await writer.create({ ...incident, _id: 'a', updates: [{ _key: '1' }] });
  await writer
    .patch('a')
    .set({ title: 'Set' })
    .append('updates', [{ _key: '2' }])
    .commit();
  await writer.patch('a').unset(['updates[_key=="1"]']).commit();
  expect(await writer.getDocument('a')).toMatchObject({ title: 'Set', updates: [{ _key: '2' }] });
  const late = writer.patch('a').ifRevisionId(_rev).set({ title: 'Lost' }).commit();
  await expect(late).rejects.toMatchObject({ statusCode: 409 });
});

test('a transaction happens whole or not at all', async () => {
  const { writer } = await startLocalServer();
  await writer.create({ ...incident, _id: 'a' });
  const failing = writer
    .transaction()
    .create({ ...incident, _id: 'b' })
    .create({ ...incident, _id: 'a' });
  await expect(failing.commit()).rejects.toMatchObject({ statusCode: 409 });
  expect(await writer.getDocument('b')).toBeUndefined();
});

test('who has no token may not write; a wrong one is refused; a wrong query is told', async () => {
  const { reader } = await startLocalServer();
  await expect(reader.create(incident)).rejects.toMatchObject({ statusCode: 403 });
  const stranger = reader.withConfig({ token: 'wrong' });
  await expect(stranger.fetch('*')).rejects.toMatchObject({ statusCode: 401 });
  await expect(reader.fetch('*[')).rejects.toMatchObject({ statusCode: 400 });
});

test('listeners hear what appears, changes and disappears, and nothing of drafts', async () => {
  const { writer, reader, counts } = await startLocalServer();
  const heard = firstValueFrom(
    reader
      .listen('*[_type == "incident" && title != "Gone"]', {}, { events: ['welcome', 'mutation'] })
      .pipe(take(4), toArray()),
  );
  await vi.waitFor(() => expect(counts().streams).toBe(1));
  await writer.create({ ...incident, _id: 'drafts.a' });
  await writer.create({ ...incident, _id: 'a' });
  await writer.patch('a').set({ title: 'Still' }).commit();
  await writer.patch('a').set({ title: 'Gone' }).commit();
  const events = await heard;
  expect(events.map((event) => ('transition' in event ? event.transition : event.type))).toEqual([
    'welcome',
    'appear',
    'update',
    'disappear',
  ]);
});

test('live events tell of published changes alone', async () => {
  const { writer, reader, counts } = await startLocalServer();
  const heard = firstValueFrom(reader.live.events().pipe(take(2), toArray()));
  await vi.waitFor(() => expect(counts().streams).toBe(1));
  await writer.create({ ...incident, _id: 'drafts.a' });
  await writer.create({ ...incident, _id: 'a' });
  expect(await heard).toMatchObject([
    { type: 'welcome' },
    { type: 'message', tags: ['s1:content'] },
  ]);
});

test('what was written is there after a restart, half a line or not', async () => {
  const folder = temporaryFolder();
  const first = await startLocalServer(folder);
  await first.writer.create({ ...incident, _id: 'a' });
  await first.writer.create({ ...incident, _id: 'b' });
  await first.writer.delete('b');
  appendFileSync(`${folder}/production.ndjson`, '{"put":[{"_id":"half"');
  const second = await startLocalServer(folder);
  await second.writer.create({ ...incident, _id: 'c' });
  const third = await startLocalServer(folder);
  expect(await third.reader.fetch('*[]._id')).toEqual(['a', 'c']);
});

test('pages of other origins are not allowed to read', async () => {
  const { url } = await startLocalServer();
  const allowed = async (origin: string) => {
    const answer = await fetch(`${url}/v1/data/query/production?query=1`, { headers: { origin } });
    return answer.headers.get('access-control-allow-origin');
  };
  expect(await allowed('http://allowed.example')).toBe('http://allowed.example');
  expect(await allowed('http://other.example')).toBeNull();
});

test('switches break it and mend it', async () => {
  const { reader, breakBy } = await startLocalServer();
  for (const status of [401, 403, 404, 429, 500] as const) {
    await breakBy({ status });
    await expect(reader.fetch('1')).rejects.toMatchObject({ statusCode: status });
  }
  await breakBy({ nonsense: true });
  // The client takes what is no JSON for an answer without a result.
  expect(await reader.fetch('1')).toBeUndefined();
  await breakBy({ cut: true });
  await expect(reader.fetch('1')).rejects.toThrow();
});

test('a cut connection can be mended', async () => {
  const { reader, breakBy } = await startLocalServer();
  await breakBy({ status: 500, path: '/data/query' });
  await expect(reader.fetch('1')).rejects.toThrow();
  await breakBy({});
  expect(await reader.fetch('1')).toBe(1);
});
