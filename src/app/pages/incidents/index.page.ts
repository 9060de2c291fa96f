import { Component, inject } from '@angular/core';
import { SITE_CONTENT } from '../../content/site-content';
import { Freshness } from '../../freshness/freshness';
import { byMonth } from '../../incidents/incident-facts';
import { IncidentList } from '../../incidents/incident-list';
import { MaintenanceCard } from '../../maintenance/maintenance-card';
import { describePage } from '../../shell/page-head';

/** Every incident by month, then past maintenance. */
@Component({
  selector: 'app-incidents-page',
  imports: [Freshness, IncidentList, MaintenanceCard],
  template: `
    <div class="intro">
      <h1>Incidents</h1>
      <app-freshness />
    </div>
    @for (month of months; track month.month) {
      <section class="panel">
        <h2>{{ month.month }}</h2>
        <app-incident-list [incidents]="month.items" [told]="true" />
      </section>
    } @empty {
      <p>No incident has been reported so far.</p>
    }
    @if (pastMaintenance.length > 0) {
      <section class="banners" aria-labelledby="maintenance">
        <h2 id="maintenance">Past maintenance</h2>
        @for (maintenance of pastMaintenance; track maintenance.slug) {
          <app-maintenance-card [maintenance]="maintenance" />
        }
      </section>
    }
  `,
})
export default class IncidentsPage {
  private readonly content = inject(SITE_CONTENT);
  protected readonly months = byMonth(this.content.incidents, ({ startedAt }) =>
    this.content.time.month(startedAt),
  );
  protected readonly pastMaintenance = this.content.maintenance.filter(
    ({ status }) => status === 'completed',
  );

  constructor() {
    describePage(
      'Incidents',
      'Every incident by month: what happened, for how long, how it ended.',
    );
  }
}
