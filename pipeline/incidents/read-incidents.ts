/** Incidents and maintenance from Markdown files. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { idForm } from '#schema/config.ts';
import {
  type Incident,
  incidentFrontMatter,
  incidentStatuses,
  type Maintenance,
  maintenanceFrontMatter,
  maintenanceStatuses,
  type Update,
} from '#schema/incident.ts';
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

function updateOf<Status extends string>(
  section: Section,
  statuses: readonly Status[],
  file: string,
): Update<Status> {
  const [instant = '', word = ''] = section.heading.split(/\s+/);
  const status = statuses.find((known) => known === word);
  if (
    status === undefined ||
    !/T.*(Z|[+-]\d\d:?\d\d)$/.test(instant) ||
    Number.isNaN(Date.parse(instant))
  ) {
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

function updatesOf<Status extends string>(
  text: IncidentText,
  statuses: readonly Status[],
  file: string,
): Update<Status>[] {
  const updates = text.sections
    .filter((section) => !isPostmortem(section))
    .map((section) => updateOf(section, statuses, file));
  return updates.sort((a, b) => a.postedAt.localeCompare(b.postedAt));
}

function checkComponents(ids: readonly string[], known: ReadonlySet<string>, file: string): void {
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new Problem(
    `${file}: components: ${unknown.join(', ')}: unknown; allowed: ${[...known].join(', ')}`,
  );
}

function maintenanceOf(
  text: IncidentText,
  slug: string,
  file: string,
  known: ReadonlySet<string>,
): Maintenance {
  const matter = parseYaml(maintenanceFrontMatter, text.frontMatter, file, text.frontMatterLine);
  checkComponents(matter.components, known, file);
  if (Date.parse(matter.scheduledUntil) <= Date.parse(matter.scheduledFor)) {
    throw new Problem(
      `${file}: scheduledUntil: ${matter.scheduledUntil} is not after scheduledFor (${matter.scheduledFor})`,
    );
  }
  const updates = updatesOf(text, maintenanceStatuses, file);
  return {
    slug,
    title: matter.title,
    status: updates.at(-1)?.status ?? 'scheduled',
    scheduledFor: iso(matter.scheduledFor),
    scheduledUntil: iso(matter.scheduledUntil),
    announcedAt: iso(matter.announcedAt),
    components: matter.components,
    updates,
  };
}

function incidentOf(
  text: IncidentText,
  slug: string,
  file: string,
  known: ReadonlySet<string>,
): Omit<Incident, 'days'> {
  const matter = parseYaml(incidentFrontMatter, text.frontMatter, file, text.frontMatterLine);
  checkComponents(Object.keys(matter.components), known, file);
  const updates = updatesOf(text, incidentStatuses, file);
  const last = updates.at(-1);
  if (last === undefined) {
    throw new Problem(`${file}: has no update; add one, like ## ${matter.startedAt} investigating`);
  }
  const postmortem = text.sections.find(isPostmortem);
  return {
    slug,
    title: matter.title,
    impact: matter.impact,
    status: last.status,
    startedAt: iso(matter.startedAt),
    resolvedAt: last.status === 'resolved' ? last.postedAt : null,
    components: Object.entries(matter.components).map(([id, state]) => ({ id, state })),
    updates,
    postmortemHtml: postmortem ? toHtml(postmortem.body) : null,
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

/** Reads every `*.md` of a folder; faults of all files are told at once. */
export async function readIncidents(folder: string, known: ReadonlySet<string>): Promise<Authored> {
  const incidents: Omit<Incident, 'days'>[] = [];
  const maintenance: Maintenance[] = [];
  const faults: string[] = [];
  for (const file of await markdownFiles(folder)) {
    const slug = basename(file, '.md');
    try {
      if (!idForm.test(slug))
        throw new Problem(
          `${file}: the name becomes the address: use lower-case letters, digits and hyphens`,
        );
      const text = splitIncident(await readFile(file, 'utf8'), file);
      if (/^scheduledFor:/m.test(text.frontMatter))
        maintenance.push(maintenanceOf(text, slug, file, known));
      else incidents.push(incidentOf(text, slug, file, known));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new Problem(faults.join('\n'));
  return { incidents, maintenance };
}
