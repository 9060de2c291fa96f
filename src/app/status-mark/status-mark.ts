import { Component, computed, input } from '@angular/core';
import { statusLabels, type DayStatus } from '#schema/status.ts';
import { markShapes } from './mark-shapes';

/** A state as a shape; the word stands beside it unless the text around already says it. */
@Component({
  selector: 'app-status-mark',
  template: `<svg viewBox="0 0 16 16" aria-hidden="true">
      <path fill-rule="evenodd" [attr.d]="shape()" />
    </svg>
    @if (worded()) {
      <span>{{ label() }}</span>
    }`,
  host: { '[attr.class]': 'status()' },
})
export class StatusMark {
  readonly status = input.required<DayStatus>();
  readonly worded = input(true);
  protected readonly shape = computed(() => markShapes[this.status()]);
  protected readonly label = computed(() => statusLabels[this.status()]);
}
