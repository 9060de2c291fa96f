import { Component, computed, inject, input } from '@angular/core';
import type { ComponentHistory } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { burnAlertInWords, burnRateInWords, burnWindowInWords } from './burn-words';

/** How fast the error budget goes now, over windows from minutes to days. */
@Component({
  selector: 'app-burn-rates',
  template: `
    <p class="facts">
      At 1× the budget lasts exactly its period. <a [href]="definition">How it is counted</a>
    </p>
    <dl>
      @for (burn of rates(); track burn.window) {
        <div>
          <dt>{{ burn.window }}</dt>
          <dd>{{ burn.rate }}</dd>
        </div>
      }
    </dl>
    <ul class="facts">
      @for (alert of alerts(); track alert.words) {
        <li [attr.data-firing]="alert.firing || null">{{ alert.words }}</li>
      }
    </ul>
  `,
})
export class BurnRates {
  readonly history = input.required<ComponentHistory>();
  protected readonly definition = inject(SITE_CONTENT).links.definition('error-budget');
  protected readonly rates = computed(() =>
    this.history().burnRates.map((burn) => ({
      window: burnWindowInWords(burn.window),
      rate: burnRateInWords(burn),
    })),
  );
  protected readonly alerts = computed(() =>
    this.history().alerts.map((alert) => ({
      words: burnAlertInWords(alert),
      firing: alert.firing,
    })),
  );
}
