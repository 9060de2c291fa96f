import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../.cache/studio-e2e',
  workers: 1,
  timeout: 240_000,
  reporter: 'list',
  use: {
    ignoreHTTPSErrors: true,
    viewport: { width: 1400, height: 1000 },
    launchOptions: {
      executablePath: process.env['PLUMBLINE_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking'],
    },
  },
});
