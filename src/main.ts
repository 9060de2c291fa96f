/** The page is complete without this: small islands are attached to the finished HTML. */
import { createApplication } from '@angular/platform-browser';
import { attachIslands } from './app/islands';
import { followLive } from './app/live-incidents/when-live';
import { PAGE_SETTINGS, readPageSettings } from './app/scrubber/page-settings';

const options = {
  providers: [
    { provide: PAGE_SETTINGS, useFactory: () => readPageSettings(document.documentElement) },
  ],
};

/** Lets the page answer its visitor before the next piece of work. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function start(): Promise<void> {
  await nextTask();
  const app = await createApplication(options);
  void followLive(app, document);
  await nextTask();
  await attachIslands(app, document);
}

// Not awaited here: scripts that come later import from this one, and would wait for its end.
void start();
