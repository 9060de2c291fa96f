import { Component, inject, ViewEncapsulation } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { windowNames, type ComponentSummary } from '#schema/snapshot.ts';
import { statusLabels } from '#schema/status.ts';
import { disagreement, sinceInWords } from '../../component-row/reported-state';
import { SITE_CONTENT } from '../../content/site-content';
import { DayTable } from '../../day-table/day-table';
import { BurnRates } from '../../error-budget/burn-rates';
import { budgetInWords, isThinlyCovered, objectiveInWords } from '../../figures/figure-words';
import { WindowCard } from '../../figures/window-card';
import { Freshness } from '../../freshness/freshness';
import { HealthGraph } from '../../health-graph/health-graph';
import { IncidentList } from '../../incidents/incident-list';
import { LatencyGraph } from '../../latency-graph/latency-graph';
import { ExplorerPlace } from '../../scrubber/explorer-place';
import { describePage } from '../../shell/page-head';
import { StatusMark } from '../../status-mark/status-mark';
import { Instant } from '../../time/instant';
import { dayInFull, firstAndLast, monthInFull } from '../../time/site-time';

/** One component: its graph, its windows, every day, its incidents. */
@Component({
  selector: 'app-component-page',
  styleUrls: [
    '../../figures/figures.css',
    '../../day-table/day-table.css',
    '../../latency-graph/latency-graph.css',
  ],
  encapsulation: ViewEncapsulation.None,
  imports: [
    BurnRates,
    DayTable,
    ExplorerPlace,
    Freshness,
    HealthGraph,
    IncidentList,
    Instant,
    LatencyGraph,
    StatusMark,
    WindowCard,
  ],
  template: `
    <section class="hero" [class]="component.status">
      <app-status-mark [status]="component.status" [worded]="false" />
      <h1>{{ component.name }}</h1>
      <p>
        <strong>{{ state }}</strong>
        @if (component.since; as since) {
          · {{ measured }} <time [appInstant]="since"></time>
        }
      </p>
      @if (disagreement) {
        <p>{{ disagreement }}</p>
      }
      @if (component.description; as description) {
        <p>{{ description }}</p>
      }
      <p>Objective: {{ objective }}. Error budget: {{ budget }}.</p>
      <app-freshness />
    </section>
    <section
      class="panel"
      [attr.data-component]="component.id"
      [attr.data-status]="component.status"
    >
      <h2>Last 90 days</h2>
      <app-health-graph [history]="history" />
      <p class="figures">
        <span>{{ span.first }}</span><span>{{ span.last }}</span>
      </p>
    </section>
    <app-explorer-place />
    <section class="windows" aria-labelledby="windows" [attr.data-from]="from + '/windows'">
      <h2 id="windows">Against the objective</h2>
      @for (name of windows; track name) {
        <app-window-card
          [name]="name"
          [figures]="history.windows[name]"
          [observed]="history.observed"
        />
      }
      <p class="facts">
        By calendar month:
        @for (report of reports; track report.month) {
          <a class="whole" [href]="report.link">{{ report.month }}</a>{{ $last ? '' : ', ' }}
        }
      </p>
    </section>
    <section class="panel" aria-labelledby="latency" [attr.data-from]="from + '/days'">
      <h2 id="latency">Latency</h2>
      <app-latency-graph [history]="history" />
    </section>
    <section class="panel" aria-labelledby="burn" [attr.data-from]="from + '/burnRates'">
      <h2 id="burn">Burn rate</h2>
      <app-burn-rates [history]="history" />
    </section>
    <section class="past" aria-labelledby="incidents">
      <h2 id="incidents">Incidents</h2>
      @if (incidents.length > 0) {
        <app-incident-list [incidents]="incidents" />
      } @else {
        <p>None so far.</p>
      }
      <p><a [href]="allIncidents">By month</a></p>
    </section>
    <section class="days" aria-labelledby="days" [attr.data-from]="from + '/days'">
      <h2 id="days">Every day</h2>
      <app-day-table [history]="history" />
    </section>
  `,
})
export default class ComponentPage {
  private readonly content = inject(SITE_CONTENT);
  private readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';

  /** Where the figures are published, for whoever computes them again. */
  protected readonly from = `data/components/${this.id}.json#`;
  protected readonly windows = windowNames;
  protected readonly component = this.find();
  protected readonly state = statusLabels[this.component.status];
  protected readonly measured = sinceInWords(this.component);
  protected readonly history = this.content.history(this.id);
  protected readonly span = firstAndLast(this.history.days);
  protected readonly disagreement = disagreement(this.component);
  protected readonly objective = objectiveInWords(this.history.slo, this.history.observed);
  protected readonly budget = this.describeBudget();
  protected readonly reports = this.content.reports.slice(0, 4).map(({ month }) => ({
    month: monthInFull(month),
    link: this.content.links.report(month, this.id),
  }));
  protected readonly allIncidents = this.content.links.incidentsOf(this.id);
  protected readonly incidents = this.content.incidents.filter(({ components }) =>
    components.some(({ id }) => id === this.id),
  );

  constructor() {
    const { name } = this.component;
    describePage(name, `${name}: availability, latency and error budget over the last 90 days.`);
  }

  private describeBudget(): string {
    const { remaining, from } = this.history.budgetPeriod;
    const thin = isThinlyCovered(this.component.coverage['30d']);
    return `${budgetInWords(remaining, thin)}, counted since ${dayInFull(from)}`;
  }

  private find(): ComponentSummary {
    const component = this.content.component(this.id);
    if (!component) throw new Error(`status.json names no component "${this.id}"`);
    return component;
  }
}
