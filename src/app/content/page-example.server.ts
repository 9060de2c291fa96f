/** A component and its figures for the page that tells how to compute them. */
import type { ComponentHistory, SiteStatus } from '#schema/snapshot.ts';

export interface PageExample {
  readonly id: string;
  /** First day of its longest window. */
  readonly from: string;
  readonly valid: string;
  readonly bad: string;
  readonly availability: string;
  readonly worst: string;
  readonly best: string;
  readonly coverage: string;
  /** Bounds of its P99. */
  readonly low: string;
  readonly high: string;
}

const grouped = new Intl.NumberFormat('en');

function milliseconds(bound: number | null | undefined): string {
  if (bound === undefined) return '—';
  return bound === null ? 'no bound' : `${grouped.format(bound)} ms`;
}

/** The first component whose events are counted, else the first of all. */
export function pageExample(
  { components }: Pick<SiteStatus, 'components'>,
  history: (id: string) => Pick<ComponentHistory, 'days' | 'windows'>,
): PageExample {
  const component = components.find(({ observed }) => observed !== 'transitions') ?? components[0];
  if (component === undefined) throw new Error('status.json names no component');
  const { days, windows } = history(component.id);
  const { valid, bad, availability, worst, best, coverage, p99Ms } = windows['90d'];
  return {
    id: component.id,
    from: days[0]?.date ?? '',
    valid: grouped.format(valid),
    bad: grouped.format(bad),
    availability,
    worst,
    best,
    coverage,
    low: milliseconds(p99Ms?.low),
    high: milliseconds(p99Ms === null ? undefined : p99Ms.high),
  };
}
