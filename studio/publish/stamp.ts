/** What a publication adds to a document: the update that was written, its time, the address. */

type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** From the day and the title; a few letters of the id keep two of a day apart. */
export function slugOf(title: string, id: string, at: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['incident'];
  const mark = id
    .replace(/^drafts\./, '')
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 4);
  return [at.slice(0, 10), ...words.slice(0, 6), mark].join('-').slice(0, 100);
}

/** Patches that make a draft what is published; `at`: now, ISO 8601. */
export function stamp(draft: Fields, at: string, key: string): object[] {
  const patches: object[] = [];
  const set: Record<string, unknown> = {};
  if (draft['slug'] === undefined) {
    const slug = slugOf(text(draft['title']), String(draft['_id']), at);
    set['slug'] = { _type: 'slug', current: slug };
  }
  if (draft['_type'] === 'maintenance' && draft['announcedAt'] === undefined)
    set['announcedAt'] = at;
  if (Object.keys(set).length > 0) patches.push({ set });
  const body = text(draft['message']);
  if (body === '') return patches;
  const update = { _key: key, _type: 'object', status: draft['nextStatus'], body, postedAt: at };
  return [
    ...patches,
    { setIfMissing: { updates: [] } },
    { insert: { after: 'updates[-1]', items: [update] } },
    { unset: ['message'] },
  ];
}
