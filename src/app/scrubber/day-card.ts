import { Component, inject, input } from '@angular/core';
import { StatusMark } from '../status-mark/status-mark';
import type { DayReading } from './day-reading';
import { PAGE_SETTINGS } from './page-settings';

/** The reading of a day: state, figures, incidents and how they ended. */
@Component({
  selector: 'app-day-card',
  imports: [StatusMark],
  template: `
    <p>
      <b>{{ reading().title }}</b>
    </p>
    <app-status-mark [status]="reading().status" />
    <p class="facts">{{ reading().figures }}</p>
    @if (reading().notes; as notes) {
      <small>{{ notes }}</small>
    }
    @for (incident of reading().incidents; track incident.slug) {
      <p>
        <a [href]="links.incident(incident.slug)">{{ incident.title }}</a>
        <small>{{ incident.end }}: {{ incident.outcome }}</small>
      </p>
    }
    <ng-content />
  `,
})
export class DayCard {
  protected readonly links = inject(PAGE_SETTINGS).links;
  readonly reading = input.required<DayReading>();
}
