import { Component, computed, inject, input } from '@angular/core';
import { nothingMeasured } from '#schema/percent.ts';
import type { Observation, WindowFigures, WindowName } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { ErrorBudget } from '../error-budget/error-budget';
import {
  availabilityInWords,
  countedThings,
  isThinlyCovered,
  percentInWords,
  quantileInWords,
  verdictLabels,
} from './figure-words';

const titles: Readonly<Record<WindowName, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

/** The figures of one window and the verdict they support. */
@Component({
  selector: 'app-window-card',
  imports: [ErrorBudget],
  template: `
    <section>
      <h3>{{ title() }}</h3>
      <p class="headline">{{ availability() }}</p>
      <p class="facts">{{ counted() }}</p>
      <p class="verdict" [attr.data-verdict]="figures().verdict">{{ verdict() }}</p>
      <p class="basis">{{ figures().basis }}</p>
      <dl>
        <div>
          <dt>Error budget</dt>
          <dd>
            <app-error-budget [remaining]="figures().budget.remaining" [partly]="thin()" />
          </dd>
        </div>
        <div>
          <dt>Burn rate</dt>
          <dd>{{ burnRate() }}</dd>
        </div>
        <div>
          <dt>P99</dt>
          <dd>{{ p99() }}</dd>
        </div>
        <div>
          <dt>Coverage</dt>
          <dd>{{ coverage() }}</dd>
        </div>
      </dl>
      @if (thin()) {
        <p class="basis">
          Too much is unknown for one figure: the lower counts every unknown minute as down, the
          higher as up. <a [href]="coverageLink">Coverage</a>
        </p>
      }
    </section>
  `,
})
export class WindowCard {
  readonly name = input.required<WindowName>();
  readonly figures = input.required<WindowFigures>();
  readonly observed = input.required<Observation>();

  protected readonly coverageLink = inject(SITE_CONTENT).links.definition('coverage');
  protected readonly title = computed(() => titles[this.name()]);
  protected readonly availability = computed(() => availabilityInWords(this.figures()));
  protected readonly verdict = computed(() => verdictLabels[this.figures().verdict]);
  protected readonly p99 = computed(() => quantileInWords(this.figures().p99Ms));
  protected readonly burnRate = computed(() => {
    const { burnRate } = this.figures();
    return burnRate === nothingMeasured ? burnRate : `${burnRate}×`;
  });
  protected readonly coverage = computed(() => percentInWords(this.figures().coverage));
  protected readonly thin = computed(() => isThinlyCovered(this.figures().coverage));
  protected readonly counted = computed(() => {
    const { valid, bad } = this.figures();
    const number = new Intl.NumberFormat('en-GB');
    return this.observed() === 'transitions'
      ? 'of the time'
      : `${number.format(bad)} of ${number.format(valid)} ${countedThings[this.observed()]} bad`;
  });
}
