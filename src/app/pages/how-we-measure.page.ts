import { Component, inject, ViewEncapsulation } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { SITE_CONTENT } from '../content/site-content';
import { Freshness } from '../freshness/freshness';
import { describePage } from '../shell/page-head';

/** The definition of every figure, written as prose in content/pages. */
@Component({
  selector: 'app-how-we-measure-page',
  imports: [Freshness],
  encapsulation: ViewEncapsulation.None,
  styleUrl: '../day-table/day-table.css',
  template: `
    <article class="prose" [innerHTML]="text"></article>
    <app-freshness />
  `,
})
export default class HowWeMeasurePage {
  /** Ours and rendered without raw HTML; the sanitizer would drop the anchors of its headings. */
  protected readonly text = inject(DomSanitizer).bypassSecurityTrustHtml(
    inject(SITE_CONTENT).prose('how-we-measure'),
  );

  constructor() {
    describePage('How we measure', 'The definition of every figure on this status page.');
  }
}
