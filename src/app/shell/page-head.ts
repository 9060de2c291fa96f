import { inject } from '@angular/core';
import { Meta, Title } from '@angular/platform-browser';
import { SITE_CONTENT } from '../content/site-content';

/** Sets title and description of the page being rendered; call it in a page's constructor. */
export function describePage(title: string, description: string): void {
  const { name } = inject(SITE_CONTENT).status.site;
  inject(Title).setTitle(`${title} · ${name}`);
  inject(Meta).updateTag({ name: 'description', content: description });
}
