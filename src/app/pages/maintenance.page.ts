import { Component, inject } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';
import { Freshness } from '../freshness/freshness';
import { MaintenanceCard } from '../maintenance/maintenance-card';
import { describePage } from '../shell/page-head';

/** Maintenance to come and running, then past. */
@Component({
  selector: 'app-maintenance-page',
  imports: [Freshness, MaintenanceCard],
  template: `
    <div class="intro">
      <h1>Maintenance</h1>
      <app-freshness />
    </div>
    @for (list of lists; track list.title) {
      <section class="banners" [attr.aria-label]="list.title">
        <h2>{{ list.title }}</h2>
        @for (maintenance of list.items; track maintenance.slug) {
          <app-maintenance-card [maintenance]="maintenance" />
        } @empty {
          <p class="panel">{{ list.none }}</p>
        }
      </section>
    }
  `,
})
export default class MaintenancePage {
  private readonly all = inject(SITE_CONTENT).maintenance;
  protected readonly lists = [
    {
      title: 'Planned and running',
      none: 'No maintenance is planned.',
      items: this.all.filter(({ status }) => status !== 'completed'),
    },
    {
      title: 'Past',
      none: 'No maintenance has been done so far.',
      items: this.all.filter(({ status }) => status === 'completed'),
    },
  ];

  constructor() {
    describePage('Maintenance', 'Announced maintenance: planned, running and past.');
  }
}
