import { Component, computed, inject, input } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';
import { MaintenanceCard } from '../maintenance/maintenance-card';
import { ComponentFilter } from './component-filter';
import { byMonth } from './incident-facts';
import { IncidentList } from './incident-list';

/** Incidents by month and past maintenance, of all components or of one. */
@Component({
  selector: 'app-incident-history',
  imports: [ComponentFilter, IncidentList, MaintenanceCard],
  template: `
    <app-component-filter [component]="component()" />
    @for (month of months(); track month.month) {
      <section class="panel">
        <h2>{{ month.month }}</h2>
        <app-incident-list [incidents]="month.items" [told]="true" [componentsNamed]="true" />
      </section>
    } @empty {
      <p>No incident has been reported so far.</p>
    }
    @if (pastMaintenance().length > 0) {
      <section class="banners" aria-labelledby="maintenance">
        <h2 id="maintenance">Past maintenance</h2>
        @for (maintenance of pastMaintenance(); track maintenance.slug) {
          <app-maintenance-card [maintenance]="maintenance" />
        }
      </section>
    }
  `,
})
export class IncidentHistory {
  private readonly content = inject(SITE_CONTENT);
  /** Id of a component; null: all. */
  readonly component = input<string | null>(null);
  protected readonly months = computed(() => {
    const id = this.component();
    const shown = this.content.incidents.filter(
      ({ components }) => id === null || components.some((one) => one.id === id),
    );
    return byMonth(shown, ({ startedAt }) => this.content.time.month(startedAt));
  });
  protected readonly pastMaintenance = computed(() => {
    const id = this.component();
    return this.content.maintenance.filter(
      ({ status, components }) =>
        status === 'completed' && (id === null || components.includes(id)),
    );
  });
}
