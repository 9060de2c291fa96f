/** Incidents and maintenance from Markdown files. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { idForm } from '#schema/config.ts';
import { isInstant } from '#schema/instant.ts';
import {
  type Incident,
  incidentFrontMatter,
  incidentStatuses,
  type Maintenance,
  maintenanceFrontMatter,
  maintenanceStatuses,
  type Update,
} from '#schema/incident.ts';
import { incidentStanding } from '#schema/standing.ts';
import { parseYaml } from '../config/yaml-problems.ts';
import { codeOf, messageOf, Problem } from '../problem.ts';
import { toHtml, toText } from './markdown.ts';
import { type IncidentText, type Section, splitIncident } from './sections.ts';

export interface Authored {
  readonly incidents: readonly Omit<Incident, 'days'>[];
  readonly maintenance: readonly Maintenance[];
}

const iso = (text: string) => new Date(text).toISOString();
const isPostmortem = ({ heading }: Section) => /^postmortem$/i.test(heading);

/** Result of a step; where it fails, its message joins the faults and the next step goes on. */
function orFault<T>(faults: string[], step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    faults.push(error.message);
    return undefined;
  }
}

function updateOf<Status extends string>(
  section: Section,
  statuses: readonly Status[],
  file: string,
): Update<Status> {
  const [instant = '', word = ''] = section.heading.split(/\s+/);
  const status = statuses.find((known) => known === word);
  if (status === undefined || !isInstant(instant)) {
    throw new Problem(
      `${file}:${section.line}: "## ${section.heading}" is no update; write ## <instant> <status>, like ## 2026-03-01T14:05Z ${statuses[0] ?? ''}; allowed: ${statuses.join(', ')}`,
    );
  }
  return {
    status,
    postedAt: iso(instant),
    bodyHtml: toHtml(section.body),
    bodyText: toText(section.body),
  };
}

/** A file on its way to becoming an incident or a maintenance. */
interface Draft {
  readonly file: string;
  readonly slug: string;
  readonly text: IncidentText;
  readonly known: ReadonlySet<string>;
  /** All that is wrong with it so far. */
  readonly faults: string[];
}

function updatesOf<Status extends string>(
  { text, file, faults }: Draft,
  statuses: readonly Status[],
): Update<Status>[] {
  const updates = text.sections
    .filter((section) => !isPostmortem(section))
    .flatMap((section) => orFault(faults, () => updateOf(section, statuses, file)) ?? []);
  return updates.sort((a, b) => a.postedAt.localeCompare(b.postedAt));
}

/** Line of the first mention of a word in the front matter. */
function lineOf({ frontMatter, frontMatterLine }: IncidentText, word: string): number {
  const index = frontMatter.split('\n').findIndex((line) => line.includes(word));
  return frontMatterLine + Math.max(0, index);
}

function checkComponents(ids: readonly string[], { known, file, text, faults }: Draft): void {
  for (const id of ids) {
    if (known.has(id)) continue;
    const allowed = [...known].join(', ');
    faults.push(`${file}:${lineOf(text, id)}: components: "${id}" is unknown; allowed: ${allowed}`);
  }
}

function maintenanceOf(draft: Draft): Maintenance | undefined {
  const { text, file, faults } = draft;
  const matter = orFault(faults, () =>
    parseYaml(maintenanceFrontMatter, text.frontMatter, file, text.frontMatterLine),
  );
  const updates = updatesOf(draft, maintenanceStatuses);
  if (matter === undefined) return undefined;
  const { title, scheduledFor, scheduledUntil, announcedAt, components } = matter;
  checkComponents(components, draft);
  if (Date.parse(scheduledUntil) <= Date.parse(scheduledFor)) {
    const line = lineOf(text, 'scheduledUntil');
    faults.push(
      `${file}:${line}: scheduledUntil: ${scheduledUntil} is not after scheduledFor (${scheduledFor})`,
    );
  }
  return {
    slug: draft.slug,
    title,
    status: updates.at(-1)?.status ?? 'scheduled',
    scheduledFor: iso(scheduledFor),
    scheduledUntil: iso(scheduledUntil),
    announcedAt: iso(announcedAt),
    components,
    updates,
  };
}

function incidentOf(draft: Draft): Omit<Incident, 'days'> | undefined {
  const { text, file, faults } = draft;
  const matter = orFault(faults, () =>
    parseYaml(incidentFrontMatter, text.frontMatter, file, text.frontMatterLine),
  );
  const updates = updatesOf(draft, incidentStatuses);
  if (matter === undefined) return undefined;
  const { title, impact, startedAt, components, nextUpdateBy } = matter;
  checkComponents(Object.keys(components), draft);
  const standing = incidentStanding(updates);
  if (standing === null) {
    if (faults.length === 0)
      faults.push(`${file}: has no update; add one, like ## ${startedAt} investigating`);
    return undefined;
  }
  const postmortem = text.sections.find(isPostmortem);
  return {
    slug: draft.slug,
    title,
    impact,
    ...standing,
    startedAt: iso(startedAt),
    components: Object.entries(components).map(([id, state]) => ({ id, state })),
    updates,
    postmortemHtml: postmortem ? toHtml(postmortem.body) : null,
    ...(nextUpdateBy === undefined ? {} : { nextUpdateBy: iso(nextUpdateBy) }),
  };
}

async function markdownFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    // A site that never had an incident has no folder for them.
    if (codeOf(error) === 'ENOENT') return [];
    throw new Problem(`${folder}: cannot be read: ${messageOf(error)}`);
  }
}

async function draftOf(file: string, known: ReadonlySet<string>): Promise<Draft> {
  const slug = basename(file, '.md');
  const content = await readFile(file, 'utf8');
  const faults: string[] = [];
  if (!idForm.test(slug)) {
    faults.push(
      `${file}: the name becomes the address: use lower-case letters, digits and hyphens`,
    );
  }
  const text = orFault(faults, () => splitIncident(content, file));
  return {
    file,
    slug,
    known,
    faults,
    text: text ?? { frontMatter: '', frontMatterLine: 1, sections: [] },
  };
}

/** Reads every `*.md` of a folder; faults of all files are told at once. */
export async function readIncidents(folder: string, known: ReadonlySet<string>): Promise<Authored> {
  const incidents: Omit<Incident, 'days'>[] = [];
  const maintenance: Maintenance[] = [];
  const faults: string[] = [];
  for (const file of await markdownFiles(folder)) {
    const draft = await draftOf(file, known);
    if (draft.faults.length === 0) {
      if (/^scheduledFor:/m.test(draft.text.frontMatter))
        maintenance.push(...some(maintenanceOf(draft)));
      else incidents.push(...some(incidentOf(draft)));
    }
    faults.push(...draft.faults);
  }
  if (faults.length > 0) throw new Problem(faults.join('\n'));
  return { incidents, maintenance };
}

const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
