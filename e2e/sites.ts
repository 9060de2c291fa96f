/** Where the sites of this run are, and what to visit on them. */

function address(name: string): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: start through playwright.config.ts`);
  return url;
}

export const site = address('PLUMBLINE_E2E_SITE');
export const developmentSite = address('PLUMBLINE_E2E_DEVELOPMENT');
export const subpathSite = address('PLUMBLINE_E2E_SUBPATH');
export const hostileSite = address('PLUMBLINE_E2E_HOSTILE');
export const largeSite = address('PLUMBLINE_E2E_LARGE');

/** One page of each kind. */
export const pageKinds = [
  '',
  'components/public-api/',
  'components/sign-in/',
  'incidents/',
  'incidents/2026-11-02-incident-1/',
  'incidents/component/public-api/',
  'maintenance/',
  'reports/',
  'reports/2026-10/',
  'reports/2026-11/',
  'how-we-measure/',
  '404.html',
] as const;
