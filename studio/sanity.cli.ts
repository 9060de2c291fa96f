import { defineCliConfig } from 'sanity/cli';

export default defineCliConfig({
  api: {
    projectId: process.env['SANITY_STUDIO_PROJECT_ID'] ?? 'local',
    dataset: process.env['SANITY_STUDIO_DATASET'] ?? 'production',
  },
  deployment: { autoUpdates: false },
  reactStrictMode: false,
  typegen: {
    path: './queries.ts',
    schema: '.generated/schema.json',
    generates: './queries.types.ts',
  },
});
