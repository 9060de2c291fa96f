/** Renders one page to HTML; called once for each page with the content read afresh. */
import { provideFileRouter } from '@analogjs/router';
import { ErrorHandler, type ApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering, renderApplication } from '@angular/platform-server';
import { withNavigationErrorHandler } from '@angular/router';
import { PAGE_CONTEXT } from './app/content/page-context';
import { SITE_CONTENT, type SiteContent } from './app/content/site-content';
import { documentHead } from './app/shell/document-head';
import { Site } from './app/shell/site';

export { readContent } from './app/content/read-content.server';

/** Set for each build by vite.config.ts. */
declare const ngServerMode: boolean;
// Compiled as browser code, Angular would run browser-only callbacks while it renders.
if (!ngServerMode) throw new Error('The renderer was compiled without ngServerMode');

function serverConfig(content: SiteContent, errors: unknown[]): ApplicationConfig {
  const collect = (error: unknown) => void errors.push(error);
  return {
    providers: [
      provideServerRendering(),
      provideFileRouter(withNavigationErrorHandler(({ error }) => collect(error))),
      { provide: SITE_CONTENT, useValue: content },
      { provide: PAGE_CONTEXT, useExisting: SITE_CONTENT },
      // Angular would write a page that throws blank and call it a success.
      { provide: ErrorHandler, useValue: { handleError: collect } },
    ],
  };
}

/** Where open pages hear of incidents, as an attribute; empty where they do not. */
function followed({ status }: SiteContent): string {
  const { source } = status.content;
  if (source === null || source.live === 'off') return '';
  return JSON.stringify(source).replaceAll('"', '&quot;');
}

function fill(document: string, content: SiteContent): string {
  const { links, time } = content;
  return document
    .replaceAll('%base%', links.base)
    .replaceAll('%zone%', time.zone)
    .replaceAll('%content%', () => followed(content));
}

/** HTML of the page at `route` ("/incidents/x"); throws what the page threw. */
export default async function renderPage(
  route: string,
  document: string,
  content: SiteContent,
): Promise<string> {
  const errors: unknown[] = [];
  const config = serverConfig(content, errors);
  const html = await renderApplication((context) => bootstrapApplication(Site, config, context), {
    document: fill(document, content),
    url: route,
  });
  if (errors.length > 0) throw errors[0];
  return (
    html
      // Anchors of control flow, which only hydration would need.
      .replaceAll('<!---->', '')
      .replace('</head>', (end) => documentHead(route, content) + end)
  );
}
