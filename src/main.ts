/** The page is complete without this: small islands are attached to the finished HTML. */
import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { attachIslands } from './app/islands';
import { PAGE_SETTINGS, readPageSettings } from './app/scrubber/page-settings';

const app = await createApplication({
  providers: [
    provideBrowserGlobalErrorListeners(),
    { provide: PAGE_SETTINGS, useFactory: () => readPageSettings(document.documentElement) },
  ],
});
await attachIslands(app, document);
