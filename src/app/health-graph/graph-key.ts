import { Component } from '@angular/core';
import { dayStatuses, statusLabels } from '#schema/status.ts';
import { graphPaths } from './graph-paths';

/** What each shape of a graph means. */
@Component({
  selector: 'app-graph-key',
  template: `
    <ul aria-label="Key to the graphs">
      @for (entry of entries; track entry.label) {
        <li>
          <svg viewBox="-.5 -4 1 40" preserveAspectRatio="none" aria-hidden="true">
            <path [attr.class]="entry.status" [attr.d]="entry.d" />
          </svg>
          {{ entry.label }}
        </li>
      }
      <li class="marked">Day with an incident</li>
      <li class="flagged">Provisional: may still change</li>
      <li class="flagged over">Restated since</li>
    </ul>
  `,
})
export class GraphKey {
  protected readonly entries = dayStatuses.flatMap((status) =>
    graphPaths([{ status }]).map(({ d }) => ({ status, d, label: statusLabels[status] })),
  );
}
