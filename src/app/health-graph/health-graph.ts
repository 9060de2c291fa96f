import { Component, computed, input } from '@angular/core';
import type { ComponentHistory } from '#schema/snapshot.ts';
import { flagMarks, graphPaths, incidentMarks, touchedDays } from './graph-paths';
import { graphSummary } from './graph-summary';

/** 90 days and today as one drawing; the overlay in it is reserved for scrubbing. */
@Component({
  selector: 'app-health-graph',
  template: `
    <div class="graph">
      <svg
        role="img"
        [attr.aria-label]="summary()"
        [attr.viewBox]="viewBox()"
        preserveAspectRatio="none"
      >
        @for (path of paths(); track path.status) {
          <path [attr.class]="path.status" [attr.d]="path.d" />
        }
        @if (restated(); as d) {
          <path class="restated" [attr.d]="d" />
        }
        @if (provisional(); as d) {
          <path class="provisional" [attr.d]="d" />
        }
        @if (marks(); as d) {
          <path class="marks" [attr.d]="d" />
        }
        @if (touched(); as d) {
          <path class="touched" [attr.d]="d" />
        }
      </svg>
      @if (scrubbable()) {
        <div data-island="graph" [attr.data-graph]="history().id"></div>
      }
    </div>
  `,
})
export class HealthGraph {
  readonly history = input.required<ComponentHistory>();
  /** Days to underline instead of marking every incident. */
  readonly highlight = input<{ readonly first: string; readonly last: string } | null>(null);
  readonly scrubbable = input(true);

  protected readonly viewBox = computed(() => `-.5 -4 ${this.history().days.length} 50`);
  protected readonly paths = computed(() => graphPaths(this.history().days));
  protected readonly summary = computed(() =>
    graphSummary(this.history().name, this.history().days),
  );
  protected readonly restated = computed(() => flagMarks(this.history().days, 'restated'));
  protected readonly provisional = computed(() => flagMarks(this.history().days, 'provisional'));
  protected readonly marks = computed(() =>
    this.highlight() ? '' : incidentMarks(this.history().days),
  );
  protected readonly touched = computed(() => {
    const days = this.highlight();
    return days ? touchedDays(this.history().days, days.first, days.last) : '';
  });
}
