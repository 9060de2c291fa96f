import { expect, it } from 'vitest';
import { siteRoutes } from './routes.ts';

it('names a page for every component, incident and month beside the fixed ones', () => {
  const routes = siteRoutes(
    [{ id: 'public-api' }],
    [{ slug: '2026-03-01-db' }],
    [{ month: '2026-03' }],
  );
  expect(routes.map(({ file }) => file)).toEqual([
    'index.html',
    'incidents/index.html',
    'maintenance/index.html',
    'reports/index.html',
    'how-we-measure/index.html',
    '404.html',
    'components/public-api/index.html',
    'incidents/component/public-api/index.html',
    'incidents/2026-03-01-db/index.html',
    'reports/2026-03/index.html',
  ]);
});

it('asks for a page by its escaped address and writes it under its name', () => {
  expect(siteRoutes([{ id: 'a.b' }], [{ slug: 'ä b' }], []).slice(-2)).toEqual([
    { route: '/incidents/component/a.b', file: 'incidents/component/a.b/index.html' },
    { route: '/incidents/%C3%A4%20b', file: 'incidents/ä b/index.html' },
  ]);
});
