import { Component, computed, inject, input } from '@angular/core';
import type { Maintenance } from '#schema/incident.ts';
import { PAGE_CONTEXT } from '../content/page-context';
import { latestUpdate, maintenanceSpan, progressLabels } from '../incidents/incident-facts';
import { StatusMark } from '../status-mark/status-mark';
import { Instant } from '../time/instant';

/** A maintenance: when, how long, what it touches. */
@Component({
  selector: 'app-maintenance-card',
  imports: [Instant, StatusMark],
  template: `
    <article class="maintenance" [id]="'m-' + maintenance().slug">
      <app-status-mark [status]="'maintenance'" [worded]="false" />
      <h3>{{ maintenance().title }}</h3>
      <p class="facts">
        {{ progress() }} · <time [appInstant]="maintenance().scheduledFor"></time>, {{ span() }}
        @if (affected()) {
          · {{ affected() }}
        }
      </p>
      @if (update(); as update) {
        <p>{{ update.bodyText }}</p>
      }
      @if (maintenance().status !== 'completed') {
        <p class="facts"><a [href]="calendar()">Add to a calendar</a></p>
      }
    </article>
  `,
})
export class MaintenanceCard {
  private readonly content = inject(PAGE_CONTEXT);
  readonly maintenance = input.required<Maintenance>();
  protected readonly progress = computed(() => progressLabels[this.maintenance().status]);
  protected readonly span = computed(() => maintenanceSpan(this.maintenance()));
  protected readonly update = computed(() => latestUpdate(this.maintenance()));
  protected readonly calendar = computed(() =>
    this.content.links.calendarOf(this.maintenance().slug),
  );
  protected readonly affected = computed(() =>
    this.maintenance()
      .components.map((id) => this.content.component(id)?.name ?? id)
      .join(', '),
  );
}
