/** Every address on the site, in one place, so that hosting under a path changes one string. */
export interface SiteLinks {
  /** Path the site lives under, with a slash at both ends: "/" or "/status/". */
  readonly base: string;
  readonly home: string;
  readonly incidents: string;
  readonly maintenance: string;
  readonly howWeMeasure: string;
  readonly history: string;
  readonly reports: string;
  /** A day of a component by its minutes, as a file. */
  dayFile(id: string, date: string): string;
  component(id: string): string;
  incident(slug: string): string;
  /** The report of a month (YYYY-MM); with a component, its part of it. */
  report(month: string, component?: string): string;
  /** A report as a file, by its published name. */
  reportFile(name: string, format: 'json' | 'csv'): string;
  /** A definition on the page that explains the figures. */
  definition(anchor: string): string;
}

/** The path part of the site's address, with a slash at both ends; "/" where there is none. */
export function basePathOf(siteUrl: string | null): string {
  if (siteUrl === null) return '/';
  const path = new URL(siteUrl).pathname.replace(/\/+$/, '');
  return `${path}/`;
}

/** Addresses of a site that lives under `base`. */
export function siteLinks(base: string): SiteLinks {
  const howWeMeasure = `${base}how-we-measure/`;
  return {
    base,
    home: base,
    incidents: `${base}incidents/`,
    maintenance: `${base}maintenance/`,
    howWeMeasure,
    history: `${base}data/history.json`,
    reports: `${base}reports/`,
    dayFile: (id, date) => `${base}data/days/${encodeURIComponent(id)}/${date}.json`,
    component: (id) => `${base}components/${encodeURIComponent(id)}/`,
    incident: (slug) => `${base}incidents/${encodeURIComponent(slug)}/`,
    report: (month, component) =>
      `${base}reports/${month}/${component === undefined ? '' : `#c-${encodeURIComponent(component)}`}`,
    reportFile: (name, format) => `${base}data/reports/${name}.${format}`,
    definition: (anchor) => `${howWeMeasure}#${anchor}`,
  };
}
