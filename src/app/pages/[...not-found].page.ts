import { Component, inject } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';
import { Freshness } from '../freshness/freshness';
import { describePage } from '../shell/page-head';
import { StatusMark } from '../status-mark/status-mark';

/** Served for unknown addresses; still says how things are. */
@Component({
  selector: 'app-not-found-page',
  imports: [Freshness, StatusMark],
  template: `
    <div class="intro">
      <h1>No such page</h1>
      <p>This address names nothing here. It may have been mistyped, or what it named is gone.</p>
      <p>
        <a [href]="content.links.home">Current status</a> ·
        <a [href]="content.links.incidents">Incidents</a>
      </p>
    </div>
    <section class="hero" [class]="overall.status">
      <app-status-mark [status]="overall.status" [worded]="false" />
      <h2>{{ overall.text }}</h2>
      <app-freshness />
    </section>
  `,
})
export default class NotFoundPage {
  protected readonly content = inject(SITE_CONTENT);
  protected readonly overall = this.content.status.overall;

  constructor() {
    describePage('No such page', `Nothing is at this address. ${this.overall.text}.`);
  }
}
