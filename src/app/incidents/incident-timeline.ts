import { Component, computed, input } from '@angular/core';
import type { IncidentStatus, MaintenanceStatus, Update } from '#schema/incident.ts';
import { Instant } from '../time/instant';
import { progressLabels } from './incident-facts';

/** What was said about an incident, newest first. */
@Component({
  selector: 'app-incident-timeline',
  imports: [Instant],
  template: `
    <ol reversed>
      @for (update of newestFirst(); track update.postedAt) {
        <li>
          <h3>{{ progress[update.status] }}</h3>
          <time [appInstant]="update.postedAt"></time>
          <div class="prose" [innerHTML]="update.bodyHtml"></div>
        </li>
      }
    </ol>
  `,
})
export class IncidentTimeline {
  readonly updates = input.required<readonly Update<IncidentStatus | MaintenanceStatus>[]>();
  protected readonly newestFirst = computed(() => [...this.updates()].reverse());
  protected readonly progress = progressLabels;
}
