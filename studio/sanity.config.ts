/** Sanity Studio for incidents: the real project's, or the local content server's where it is served by that. */
import { type DocumentActionComponent, defineConfig } from 'sanity';
import { structureTool } from 'sanity/structure';
import { structure } from './desk/structure';
import { stampedPublish } from './publish/stamped-publish';
import { incident } from './schema/incident';
import { maintenance } from './schema/maintenance';
import { settings } from './schema/settings';
import { templates } from './schema/templates';

/** The local server's pages are at local.localhost: `local` is its project. */
const here = globalThis.location as Location | undefined;
const isLocal = here?.hostname.endsWith('.localhost') ?? false;
const local = isLocal ? { apiHost: `https://localhost:${here?.port ?? ''}` } : {};

export default defineConfig({
  title: 'Incidents',
  projectId: isLocal ? 'local' : (process.env['SANITY_STUDIO_PROJECT_ID'] ?? 'local'),
  dataset: process.env['SANITY_STUDIO_DATASET'] ?? 'production',
  ...local,
  ...(isLocal
    ? {
        auth: {
          loginMethod: 'token' as const,
          providers: [
            { name: 'local', title: 'Sign in as operator', url: `${here?.origin ?? ''}/_login` },
          ],
        },
      }
    : {}),
  plugins: [structureTool({ structure })],
  schema: {
    types: [incident, maintenance, settings],
    templates: (given) => [...templates, ...given],
  },
  document: {
    actions: (given: DocumentActionComponent[], { schemaType }) =>
      schemaType === 'settings'
        ? given
        : given.map((action) => (action.action === 'publish' ? stampedPublish(action) : action)),
  },
  scheduledPublishing: { enabled: false },
  releases: { enabled: false },
  tasks: { enabled: false },
});
