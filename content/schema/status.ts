/**
 * The words for states, shared by the pipeline and the page. Lists are ordered
 * from best to worst, so "the worse of two" is a comparison of positions.
 */

/** What a component or the whole site is said to be in now. */
export const componentStatuses = [
  'operational',
  'unknown',
  'maintenance',
  'degraded',
  'partial_outage',
  'major_outage',
] as const;
export type ComponentStatus = (typeof componentStatuses)[number];

/** What a day was; `none` is a day before the component was first observed. */
export const dayStatuses = ['none', ...componentStatuses] as const;
export type DayStatus = (typeof dayStatuses)[number];

/** The class of one minute. */
export const minuteClasses = [
  'UP',
  'DEGRADED',
  'PARTIAL',
  'MAJOR',
  'MAINT',
  'IDLE',
  'UNKNOWN',
] as const;
export type MinuteClass = (typeof minuteClasses)[number];

export const dayFlags = ['incomplete', 'provisional', 'restated', 'traffic-vanished'] as const;
export type DayFlag = (typeof dayFlags)[number];

export const verdicts = ['met', 'missed', 'undetermined'] as const;
export type Verdict = (typeof verdicts)[number];

/** How each state reads in a sentence. */
export const statusLabels: Readonly<Record<DayStatus, string>> = {
  none: 'Not yet observed',
  operational: 'Operational',
  unknown: 'Unknown',
  maintenance: 'Under maintenance',
  degraded: 'Degraded performance',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
};

/** The worse of the given states; `operational` for an empty list. */
export function worstStatus(statuses: Iterable<ComponentStatus>): ComponentStatus {
  let worst = 0;
  for (const status of statuses) worst = Math.max(worst, componentStatuses.indexOf(status));
  return componentStatuses[worst] ?? 'unknown';
}
