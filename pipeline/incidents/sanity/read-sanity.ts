/** Incidents from Sanity, or as they last were: whatever it answers, there is a site. */
import { readContentAnswer, type WrittenContent, rawContent } from '#schema/content-documents.ts';
import type { ContentSource, ContentState } from '#schema/content-source.ts';
import type { LakeStore } from '../../lake/store.ts';
import { toHtml } from '../markdown.ts';
import type { Authored } from '../read-incidents.ts';
import { askSanity, type AskOptions } from './ask.ts';
import { keepUsable } from './keep-usable.ts';
import { type ContentCopy, keepGood, lastGood } from './last-good.ts';

export interface SanityRead {
  readonly authored: Authored;
  readonly content: ContentState;
  /** What people should know: failures, documents left out. */
  readonly remarks: readonly string[];
}

interface ReadOptions extends AskOptions {
  readonly store: LakeStore;
  readonly known: ReadonlySet<string>;
  /** Epoch ms. */
  readonly asOfMs: number;
}

const projectOf = ({ projectId, dataset, apiHost }: ContentSource) =>
  `${apiHost}/${projectId}/${dataset}`;

/** The newest copy, read now where that succeeds. */
async function currentCopy(
  options: ReadOptions,
): Promise<{ copy: ContentCopy | null; stale: boolean; remarks: string[] }> {
  const { store, source, asOfMs } = options;
  const project = projectOf(source);
  const before = await lastGood(store, project);
  const asked = await askSanity(options);
  const raw = 'answer' in asked ? rawContent(asked.answer) : null;
  if (raw === null) {
    const why = 'failure' in asked ? asked.failure : 'its answer holds no incidents';
    const shown = before === null ? 'nothing of it is shown' : `shown as of ${before.readAt}`;
    return { copy: before, stale: true, remarks: [`Sanity could not be read: ${why}; ${shown}`] };
  }
  const { answer, faults } = keepUsable(raw, before?.answer);
  const copy = { readAt: new Date(asOfMs).toISOString(), project, answer };
  await keepGood(store, copy);
  return { copy, stale: false, remarks: faults.map((fault) => `Sanity: ${fault}`) };
}

/** Components that are not in status.yaml are left out, and named. */
function authoredOf(
  { incidents, maintenance }: WrittenContent,
  known: ReadonlySet<string>,
  remarks: string[],
): Authored {
  const isKnown = (slug: string) => (id: string) => {
    if (!known.has(id)) remarks.push(`Sanity: ${slug}: component "${id}" is unknown`);
    return known.has(id);
  };
  return {
    incidents: incidents.map(({ postmortem, ...incident }) => ({
      ...incident,
      components: incident.components.filter(({ id }) => isKnown(incident.slug)(id)),
      postmortemHtml: postmortem === null || postmortem === '' ? null : toHtml(postmortem),
    })),
    maintenance: maintenance.map((item) => ({
      ...item,
      components: item.components.filter(isKnown(item.slug)),
      status: item.updates.at(-1)?.status ?? 'scheduled',
    })),
  };
}

/** Reads what is published, keeps it, and falls back on what was kept. */
export async function readSanity(options: ReadOptions): Promise<SanityRead> {
  const { source, known } = options;
  const { copy, stale, remarks } = await currentCopy(options);
  const written = copy === null ? null : readContentAnswer(copy.answer);
  const state = { source, stale, readAt: copy?.readAt ?? null };
  if (written === null) {
    const authored = { incidents: [], maintenance: [] };
    return { authored, remarks, content: { ...state, notice: null } };
  }
  const authored = authoredOf(written, known, remarks);
  return { authored, remarks, content: { ...state, notice: written.notice } };
}
