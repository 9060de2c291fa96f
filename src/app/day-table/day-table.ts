import { Component, computed, inject, input } from '@angular/core';
import type { ComponentHistory } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { StatusMark } from '../status-mark/status-mark';
import { dayRows } from './day-rows';

/** Every day in figures: the reading of the graph that needs neither script nor sight. */
@Component({
  selector: 'app-day-table',
  imports: [StatusMark],
  template: `
    <div class="scroll" role="region" aria-labelledby="days-caption" tabindex="0">
      <table>
        <caption id="days-caption">
          {{
            history().name
          }}, day by day
        </caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">State</th>
            <th scope="col">Available</th>
            <th scope="col">Down</th>
            <th scope="col">P99</th>
            <th scope="col">Coverage</th>
            <th scope="col">Incidents</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.date) {
            <tr>
              <th scope="row">
                <time [attr.datetime]="row.date">{{ row.title }}</time>
              </th>
              <td>
                <app-status-mark [status]="row.status" />
                @if (row.notes) {
                  <small>{{ row.notes }}</small>
                }
              </td>
              <td data-label="Available">{{ row.availability }}</td>
              <td data-label="Down">{{ row.down }}</td>
              <td data-label="P99">{{ row.p99 }}</td>
              <td data-label="Coverage">{{ row.coverage }}</td>
              <td>
                @for (slug of row.incidents; track slug) {
                  <a [href]="content.links.incident(slug)">{{
                    content.incident(slug)?.title ?? slug
                  }}</a>
                }
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class DayTable {
  protected readonly content = inject(SITE_CONTENT);
  readonly history = input.required<ComponentHistory>();
  protected readonly rows = computed(() => dayRows(this.history().days));
}
