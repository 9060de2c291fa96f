import { inject } from '@angular/core';
import { Meta, Title } from '@angular/platform-browser';
import { SITE_CONTENT } from '../content/site-content';

/** Sets title and description of the page being rendered; call it in a page's constructor. */
export function describePage(title: string, description: string): void {
  const { name } = inject(SITE_CONTENT).status.site;
  inject(Title).setTitle(`${title} · ${name}`);
  const meta = inject(Meta);
  meta.updateTag({ name: 'description', content: description });
  // What a link to it looks like where people share it.
  meta.updateTag({ property: 'og:title', content: title });
  meta.updateTag({ property: 'og:description', content: description });
  meta.updateTag({ property: 'og:site_name', content: name });
  meta.updateTag({ property: 'og:type', content: 'website' });
}
