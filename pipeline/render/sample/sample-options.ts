/** How large a sample is and what its parts are called. */
import type { Branding } from '#schema/branding.ts';

export interface SampleOptions {
  readonly components: number;
  readonly incidents: number;
  readonly running: number;
  readonly groups: number;
  readonly seed: number;
  readonly asOf: string;
  readonly url: string | null;
  readonly simulated: boolean;
  readonly branding: Branding;
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
  branding: { logo: null, accent: null, links: [], footer: null },
  contentHost: null,
};

/** The bytes of its logo. */
export const sampleLogo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path fill="#0a5c2e" d="M0 2 1.5 0 3 2z"/></svg>';

/** A look of its own, with everything a site can have. */
export const sampleBranding: Branding = {
  logo: { name: 'brand/logo-sample.svg', width: 42, height: 28 },
  accent: { light: '#0a5c2e', dark: '#77dd99' },
  links: [
    { label: 'Documentation', url: 'https://example.com/docs' },
    { label: 'Support', url: 'mailto:help@example.com' },
  ],
  footer: '© Larkfield Cloud Ltd',
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
const groupNames = [
  'Core',
  'Customer-facing',
  'Background work',
  'Europe',
  'Americas',
  'Asia',
  'Partners',
  'Internal',
];

/** The group of the component at a position. */
export function groupOf({ components, groups }: SampleOptions, index: number): string {
  return groupNames[Math.floor((index * groups) / components)] ?? 'Services';
}

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
