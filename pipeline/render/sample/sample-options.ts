/** How large a sample is and what its parts are called. */

export interface SampleOptions {
  readonly components: number;
  readonly incidents: number;
  readonly running: number;
  readonly groups: number;
  readonly seed: number;
  readonly asOf: string;
  readonly url: string | null;
  readonly simulated: boolean;
  /** Address of a content server that open pages listen to; null: none. */
  readonly contentHost: string | null;
}

export const sampleDefaults: SampleOptions = {
  components: 10,
  incidents: 10,
  running: 1,
  groups: 3,
  seed: 7,
  asOf: '2026-11-12T14:06:00.000Z',
  url: null,
  simulated: true,
  contentHost: null,
};

const names = [
  'Public API',
  'Dashboard',
  'Sign-in',
  'Webhooks',
  'Search',
  'File storage',
  'Email',
  'Billing',
  'Mobile push',
  'Reports',
];
export const groupNames = [
  'Core',
  'Customer-facing',
  'Background work',
  'Europe',
  'Americas',
  'Asia',
  'Partners',
  'Internal',
];
/** The id of the component at a position. */
export function idOf(index: number): string {
  const name = names[index % names.length] ?? 'Service';
  const round = Math.floor(index / names.length);
  return name.toLowerCase().replaceAll(' ', '-') + (round > 0 ? `-${round + 1}` : '');
}

/** Its name. */
export function nameOf(index: number): string {
  const round = Math.floor(index / names.length);
  return (names[index % names.length] ?? 'Service') + (round > 0 ? ` ${round + 1}` : '');
}
