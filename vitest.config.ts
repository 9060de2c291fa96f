import angular from '@analogjs/vite-plugin-angular';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'pipeline',
          environment: 'node',
          include: ['{content/schema,content-server,pipeline,checks,toolchain}/**/*.spec.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [angular({ tsconfig: 'tsconfig.app.json' })],
        test: {
          name: 'site',
          environment: 'jsdom',
          include: ['src/**/*.spec.ts'],
          setupFiles: ['./checks/site-test-setup.ts'],
        },
      },
    ],
  },
});
