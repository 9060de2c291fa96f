/** What the banner shows: running incidents, from the site's own file and from the content store. */

export interface Notice {
  readonly slug: string;
  readonly title: string;
  readonly status: string;
  /** Of the last update. */
  readonly postedAt: string;
  readonly text: string;
}

type Fields = ReadonlyMap<string, unknown>;

export function fieldsOf(value: unknown): Fields {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function noticeOf(incident: Fields, last: Fields): Notice[] {
  const slug = textOf(incident.get('slug'));
  const title = textOf(incident.get('title'));
  const postedAt = textOf(last.get('postedAt'));
  if (slug === '' || title === '' || postedAt === '') return [];
  const text = textOf(last.get('bodyText') ?? last.get('body'));
  return [{ slug, title, status: textOf(last.get('status')), postedAt, text }];
}

/** Of `/data/status.json`; null where it is none. */
export function noticesOfSite(status: unknown): Notice[] | null {
  const running = fieldsOf(status).get('running');
  if (!Array.isArray(running)) return null;
  return listOf(running).flatMap((one) => {
    const incident = fieldsOf(one);
    return noticeOf(incident, fieldsOf(listOf(incident.get('updates')).at(-1)));
  });
}

/** Asks for the last incidents, each with its last update. */
export const noticesQuery =
  '*[_type=="incident"&&defined(slug.current)]|order(startedAt desc)[0...30]{"slug":slug.current,title,"last":updates|order(postedAt desc)[0]{status,postedAt,body}}';

/** Of the answer to the query; null where it is none. */
export function noticesOfStore(answer: unknown): Notice[] | null {
  if (!Array.isArray(answer)) return null;
  return listOf(answer).flatMap((one) => {
    const incident = fieldsOf(one);
    return noticeOf(incident, fieldsOf(incident.get('last')));
  });
}

/** Both together, the newest word on each; what is resolved is over. */
export function runningNotices(site: readonly Notice[], store: readonly Notice[]): Notice[] {
  const bySlug = new Map<string, Notice>();
  for (const notice of [...store, ...site]) {
    const known = bySlug.get(notice.slug);
    if (known === undefined || Date.parse(notice.postedAt) > Date.parse(known.postedAt))
      bySlug.set(notice.slug, notice);
  }
  return [...bySlug.values()].filter(({ status }) => status !== 'resolved');
}
