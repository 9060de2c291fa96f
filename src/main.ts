/** The page is complete without this: small islands are attached to the finished HTML. */
import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { attachIslands } from './app/islands';
import { followLive } from './app/live-incidents/when-live';
import { PAGE_SETTINGS, readPageSettings } from './app/scrubber/page-settings';

const options = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    { provide: PAGE_SETTINGS, useFactory: () => readPageSettings(document.documentElement) },
  ],
};
// Not awaited here: scripts that come later import from this one, and would wait for its end.
void createApplication(options).then((app) => {
  void followLive(app, document);
  return attachIslands(app, document);
});
