/**
 * Documents of the content store (Sanity) as incidents and maintenance. What a document
 * may hold is said here for Studio, the build and the browser alike.
 */
import * as v from 'valibot';
import {
  impacts,
  type Incident,
  incidentStatuses,
  type Maintenance,
  maintenanceStatuses,
  reportableStatuses,
} from './incident.ts';
import { isInstant } from './instant.ts';
import { plainTextToHtml } from './plain-text.ts';
import { incidentStanding } from './standing.ts';

/** An incident before it is linked to the days of a site. */
export type WrittenIncident = Omit<Incident, 'days'>;
/** A maintenance before a clock says where it stands. */
export type WrittenMaintenance = Omit<Maintenance, 'status'>;

const instant = v.pipe(
  v.string(),
  v.check(isInstant, 'must be an instant with its zone, like 2026-03-01T14:05:00Z'),
  v.transform((text) => new Date(text).toISOString()),
);
const title = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(300));
const slug = v.pipe(
  v.string(),
  v.maxLength(128),
  v.regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
);
const optionalText = v.optional(v.nullable(v.string()));

const updates = <const Statuses extends readonly string[]>(statuses: Statuses) =>
  v.pipe(
    v.nullish(
      v.array(
        v.object({
          status: v.picklist(statuses),
          postedAt: instant,
          body: v.pipe(v.nullish(v.string(), ''), v.maxLength(10_000)),
        }),
      ),
      [],
    ),
    v.transform((list) =>
      list
        .map(({ body, ...rest }) => ({
          ...rest,
          bodyHtml: plainTextToHtml(body),
          bodyText: body.trim(),
        }))
        .sort((a, b) => a.postedAt.localeCompare(b.postedAt)),
    ),
  );

const incidentForm = v.object({
  slug,
  title,
  impact: v.picklist(impacts),
  startedAt: instant,
  components: v.nullish(
    v.array(v.object({ id: v.string(), state: v.picklist(reportableStatuses) })),
    [],
  ),
  updates: updates(incidentStatuses),
  nextUpdateBy: v.nullish(instant, null),
  postmortem: optionalText,
});

const maintenanceForm = v.pipe(
  v.object({
    slug,
    title,
    scheduledFor: instant,
    scheduledUntil: instant,
    announcedAt: instant,
    components: v.nullish(v.array(v.string()), []),
    updates: updates(maintenanceStatuses),
  }),
  v.check(
    ({ scheduledFor, scheduledUntil }) => scheduledUntil > scheduledFor,
    'scheduledUntil must be after scheduledFor',
  ),
);

const answerForm = v.object({
  incidents: v.array(v.unknown()),
  maintenance: v.array(v.unknown()),
  settings: v.nullish(v.object({ notice: v.nullish(v.string(), null) }), null),
});

/** What people wrote, and what of it cannot be used. */
export interface WrittenContent {
  readonly incidents: readonly (WrittenIncident & { readonly postmortem: string | null })[];
  readonly maintenance: readonly WrittenMaintenance[];
  /** A notice pinned to every page. */
  readonly notice: string | null;
}

type Checked<T> = { readonly value: T } | { readonly fault: string };

function nameOf(document: unknown): string {
  const id = v.safeParse(v.looseObject({ id: v.string() }), document);
  return id.success ? id.output.id : 'a document without an id';
}

function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
): Checked<v.InferOutput<Schema>> {
  const read = v.safeParse(schema, document);
  if (read.success) return { value: read.output };
  const [issue] = read.issues;
  const place = v.getDotPath(issue);
  return { fault: `${nameOf(document)}: ${place === null ? '' : `${place}: `}${issue.message}` };
}

function incidentOf(document: unknown): Checked<WrittenContent['incidents'][number]> {
  const read = checked(incidentForm, document);
  if ('fault' in read) return read;
  const { postmortem, ...rest } = read.value;
  const standing = incidentStanding(rest.updates);
  if (standing === null) return { fault: `${nameOf(document)}: has no update` };
  return { value: { ...rest, ...standing, postmortem: postmortem ?? null, postmortemHtml: null } };
}

const valuesOf = <T>(list: readonly Checked<T>[]): T[] =>
  list.flatMap((item) => ('value' in item ? [item.value] : []));

/** An answer to the content query whose documents are not yet looked at. */
export type RawContent = v.InferOutput<typeof answerForm>;

/** The answer's parts; null where it is none. */
export function rawContent(answer: unknown): RawContent | null {
  const read = v.safeParse(answerForm, answer);
  return read.success ? read.output : null;
}

const readers = {
  incidents: incidentOf,
  maintenance: (document: unknown) => checked(maintenanceForm, document),
} as const;

/** Why a document cannot be used; null where it can. */
export function documentFault(kind: keyof typeof readers, document: unknown): string | null {
  const read = readers[kind](document);
  return 'fault' in read ? read.fault : null;
}

/** Reads the answer to the content query; null where it is none. One bad document costs only itself. */
export function readContentAnswer(answer: unknown): WrittenContent | null {
  const raw = rawContent(answer);
  if (raw === null) return null;
  const notice = raw.settings?.notice?.trim() ?? '';
  return {
    incidents: valuesOf(raw.incidents.map(readers.incidents)),
    maintenance: valuesOf(raw.maintenance.map(readers.maintenance)),
    notice: notice === '' ? null : notice,
  };
}
