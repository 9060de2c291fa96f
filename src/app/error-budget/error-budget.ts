import { Component, computed, input } from '@angular/core';
import type { Percent } from '#schema/snapshot.ts';
import { budgetInWords, budgetShare } from '../figures/figure-words';

/** What is left of an error budget, as a figure over a bar that empties. */
@Component({
  selector: 'app-error-budget',
  template: `
    <span>{{ words() }}</span>
    @if (share() !== null) {
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 2h100" />
        <path class="left" [attr.d]="'M0 2h' + share()" />
      </svg>
    }
  `,
  host: { '[class.spent]': 'share() === 0' },
})
export class ErrorBudget {
  readonly remaining = input.required<Percent>();
  /** Whether so little was measured that the figure speaks for a part only. */
  readonly partly = input(false);
  protected readonly words = computed(() => budgetInWords(this.remaining(), this.partly()));
  protected readonly share = computed(() => budgetShare(this.remaining()));
}
