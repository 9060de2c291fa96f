import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../.cache/e2e/results',
  snapshotPathTemplate: 'snapshots/{arg}{ext}',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  // Some render a whole site first, maybe on a machine that does other things as well.
  timeout: 120_000,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    launchOptions: {
      executablePath: process.env['PLUMBLINE_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking'],
    },
  },
});
