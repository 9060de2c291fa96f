import { Component, inject, input } from '@angular/core';
import type { Incident } from '#schema/incident.ts';
import { PAGE_CONTEXT } from '../content/page-context';
import { StatusMark } from '../status-mark/status-mark';
import { Instant } from '../time/instant';
import {
  impactLabels,
  impactMarks,
  incidentSpan,
  latestUpdate,
  progressLabels,
} from './incident-facts';

/** Incidents one line each: impact, title, when, how it ended. */
@Component({
  selector: 'app-incident-list',
  imports: [Instant, StatusMark],
  template: `
    <ul>
      @for (incident of incidents(); track incident.slug) {
        <li>
          <app-status-mark [status]="marks[incident.impact]" [worded]="false" />
          <div>
            <a [href]="links.incident(incident.slug)">{{ incident.title }}</a>
            <p class="facts">
              {{ impacts[incident.impact] }} · <time [appInstant]="incident.startedAt"></time>
              @if (componentsNamed()) {
                · <bdi>{{ affected(incident) }}</bdi>
              }
              @if (span(incident); as length) {
                · resolved after {{ length }}
              } @else {
                · {{ progress[incident.status] }}
              }
            </p>
            @if (told()) {
              <p>{{ latest(incident)?.bodyText }}</p>
            }
          </div>
        </li>
      }
    </ul>
  `,
})
export class IncidentList {
  readonly incidents = input.required<readonly Incident[]>();
  /** Whether the last update is printed under each. */
  readonly told = input(false);
  /** Whether the affected components are named. */
  readonly componentsNamed = input(false);
  private readonly context = inject(PAGE_CONTEXT);
  protected readonly links = this.context.links;
  protected readonly marks = impactMarks;
  protected readonly impacts = impactLabels;
  protected readonly progress = progressLabels;
  protected readonly span = incidentSpan;
  protected readonly latest = latestUpdate;

  protected affected({ components }: Incident): string {
    return components.map(({ id }) => this.context.component(id)?.name ?? id).join(', ');
  }
}
