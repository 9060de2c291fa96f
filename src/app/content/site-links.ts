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
  /** Maintenance, to subscribe to. */
  readonly calendar: string;
  /** Statuspage's API: all of it in one file. */
  readonly api: string;
  /** What people said, of the whole site or of a component. */
  feed(format: 'atom' | 'rss' | 'json', component?: string): string;
  /** One maintenance as a calendar file. */
  calendarOf(slug: string): string;
  /** A published file by its name below `data/`. */
  data(name: string): string;
  badge(component: string, format: 'svg' | 'json'): string;
  component(id: string): string;
  incident(slug: string): string;
  /** The incidents of one component. */
  incidentsOf(id: string): string;
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
    calendar: `${base}maintenance.ics`,
    api: `${base}api/v2/summary.json`,
    feed: (format, component) =>
      `${component === undefined ? base : `${base}components/${encodeURIComponent(component)}/`}feed.${format}`,
    calendarOf: (slug) => `${base}calendars/${encodeURIComponent(slug)}.ics`,
    data: (name) => `${base}data/${name}`,
    badge: (component, format) => `${base}badges/${encodeURIComponent(component)}.${format}`,
    component: (id) => `${base}components/${encodeURIComponent(id)}/`,
    incident: (slug) => `${base}incidents/${encodeURIComponent(slug)}/`,
    incidentsOf: (id) => `${base}incidents/component/${encodeURIComponent(id)}/`,
    report: (month, component) =>
      `${base}reports/${month}/${component === undefined ? '' : `#c-${encodeURIComponent(component)}`}`,
    reportFile: (name, format) => `${base}data/reports/${name}.${format}`,
    definition: (anchor) => `${howWeMeasure}#${anchor}`,
  };
}
