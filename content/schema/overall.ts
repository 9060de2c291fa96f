/** The state of the whole site in one sentence. */
import type { ComponentSummary, Overall } from './snapshot.ts';
import { statusLabels, worstStatus } from './status.ts';

type Shown = Pick<ComponentSummary, 'name' | 'status'>;

/** A headline names one or two; more of them are counted. */
const namedAtMost = 2;

function named(some: readonly Shown[], all: readonly Shown[]): string {
  if (some.length > namedAtMost) return `${some.length} of ${all.length} components`;
  return some.map(({ name }) => name).join(' and ');
}

/** The state of all in one sentence; silence never reads as "operational". */
export function overallOf(components: readonly Shown[]): Overall {
  const status = worstStatus(components.map((component) => component.status));
  const unknown = components.filter((component) => component.status === 'unknown');
  if (status === 'operational') return { status, text: 'All systems operational' };
  if (status === 'unknown') {
    const all = unknown.length === components.length;
    return {
      status,
      text: all ? 'Status unknown' : `Status unknown: ${named(unknown, components)}`,
    };
  }
  const worst = components.filter((component) => component.status === status);
  return { status, text: `${statusLabels[status]}: ${named(worst, components)}` };
}
