import { Component, computed, inject, input } from '@angular/core';
import type { ComponentSummary } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { HealthGraph } from '../health-graph/health-graph';
import { StatusMark } from '../status-mark/status-mark';
import { Instant } from '../time/instant';
import { firstAndLast } from '../time/site-time';
import { disagreement, outageStart } from './reported-state';
import { rowFigures } from './row-figures';

/** A component on the overview: state, 90 days, availability and budget. */
@Component({
  selector: 'app-component-row',
  imports: [HealthGraph, Instant, StatusMark],
  template: `
    <section [attr.data-component]="component().id" [attr.data-status]="component().status">
      <h3>
        <a [href]="link()">{{ component().name }}</a>
      </h3>
      <div data-island="state">
        <app-status-mark [status]="component().status" />
      </div>
      @if (component().description; as description) {
        <p class="about">{{ description }}</p>
      }
      @if (outageSince(); as since) {
        <p class="about">Outage measured since <time [appInstant]="since"></time></p>
      }
      @if (disagreement(); as both) {
        <p class="about">{{ both }}</p>
      }
      <app-health-graph [history]="history()" />
      <p class="figures" [attr.data-from]="from()">
        <span>{{ span().first }}</span>
        @if (figures().available; as available) {
          <span class="share" [class.alone]="figures().budget === null"
            ><b>{{ available }}</b> available</span
          >
        } @else {
          <span class="share alone">No data in 90 days</span>
        }
        @if (figures().budget; as left) {
          <span class="budget"
            >budget <b>{{ left }}</b></span
          >
        }
        <span class="to">{{ span().last }}</span>
      </p>
    </section>
  `,
})
export class ComponentRow {
  private readonly content = inject(SITE_CONTENT);
  readonly component = input.required<ComponentSummary>();

  /** Where the figures are published, for whoever computes them again. */
  protected readonly from = computed(
    () => `data/components/${this.component().id}.json#/windows/90d`,
  );
  protected readonly link = computed(() => this.content.links.component(this.component().id));
  protected readonly history = computed(() => this.content.history(this.component().id));
  protected readonly figures = computed(() =>
    rowFigures(this.component(), this.history().windows['90d']),
  );
  protected readonly outageSince = computed(() => outageStart(this.component()));
  protected readonly disagreement = computed(() => disagreement(this.component()));
  protected readonly span = computed(() => firstAndLast(this.history().days));
}
