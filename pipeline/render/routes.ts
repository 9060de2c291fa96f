/** Every page of the site, from what the snapshot names. */

export interface SiteRoute {
  /** Address below the site's base, as the page is asked for. */
  readonly route: string;
  /** Where its HTML goes, relative to the site's folder. */
  readonly file: string;
}

const fixed: readonly SiteRoute[] = [
  { route: '/', file: 'index.html' },
  { route: '/incidents', file: 'incidents/index.html' },
  { route: '/maintenance', file: 'maintenance/index.html' },
  { route: '/reports', file: 'reports/index.html' },
  { route: '/how-we-measure', file: 'how-we-measure/index.html' },
  // Any address without a page of its own is answered by the same page.
  { route: '/404', file: '404.html' },
];

function pageOf(folder: string, name: string): SiteRoute {
  return { route: `/${folder}/${encodeURIComponent(name)}`, file: `${folder}/${name}/index.html` };
}

/** Routes of a site with these components, incidents and reports. */
export function siteRoutes(
  components: readonly { readonly id: string }[],
  incidents: readonly { readonly slug: string }[],
  reports: readonly { readonly month: string }[],
): SiteRoute[] {
  return [
    ...fixed,
    ...components.map(({ id }) => pageOf('components', id)),
    ...components.map(({ id }) => pageOf('incidents/component', id)),
    ...incidents.map(({ slug }) => pageOf('incidents', slug)),
    ...reports.map(({ month }) => pageOf('reports', month)),
  ];
}
