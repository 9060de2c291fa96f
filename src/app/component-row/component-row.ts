import { Component, computed, inject, input } from '@angular/core';
import type { ComponentSummary } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { availabilityInWords, budgetInWords } from '../figures/figure-words';
import { HealthGraph } from '../health-graph/health-graph';
import { StatusMark } from '../status-mark/status-mark';
import { disagreement } from './reported-state';

/** A component on the overview: state, 90 days, availability and budget. */
@Component({
  selector: 'app-component-row',
  imports: [HealthGraph, StatusMark],
  template: `
    <section [attr.data-component]="component().id" [attr.data-status]="component().status">
      <h3>
        <a [href]="link()">{{ component().name }}</a>
      </h3>
      <app-status-mark [status]="component().status" />
      @if (component().description; as description) {
        <p class="about">{{ description }}</p>
      }
      @if (disagreement(); as both) {
        <p class="about">{{ both }}</p>
      }
      <app-health-graph [history]="history()" />
      <p class="figures">
        <span>90 days ago</span>
        <span class="share"
          ><b>{{ availability() }}</b> available</span
        >
        <span class="budget"
          >budget <b>{{ budget() }}</b></span
        >
        <span class="to">today</span>
      </p>
    </section>
  `,
})
export class ComponentRow {
  private readonly content = inject(SITE_CONTENT);
  readonly component = input.required<ComponentSummary>();

  protected readonly link = computed(() => this.content.links.component(this.component().id));
  protected readonly history = computed(() => this.content.history(this.component().id));
  protected readonly availability = computed(() =>
    availabilityInWords(this.history().windows['90d']),
  );
  protected readonly disagreement = computed(() => disagreement(this.component()));
  protected readonly budget = computed(() => budgetInWords(this.component().budgetRemaining));
}
