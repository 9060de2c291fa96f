import { Component, inject } from '@angular/core';
import { ComponentGroup } from '../component-row/component-group';
import { earliestOutage } from '../component-row/reported-state';
import { SITE_CONTENT } from '../content/site-content';
import { Freshness } from '../freshness/freshness';
import { GraphKey } from '../health-graph/graph-key';
import { IncidentBanner } from '../incidents/incident-banner';
import { IncidentList } from '../incidents/incident-list';
import { MaintenanceCard } from '../maintenance/maintenance-card';
import { ExplorerPlace } from '../scrubber/explorer-place';
import { describePage } from '../shell/page-head';
import { StatusMark } from '../status-mark/status-mark';
import { Instant } from '../time/instant';

const shownIncidents = 8;

/** The overview: what is wrong now, then every component. */
@Component({
  selector: 'app-home-page',
  imports: [
    ComponentGroup,
    ExplorerPlace,
    Freshness,
    GraphKey,
    IncidentBanner,
    IncidentList,
    Instant,
    MaintenanceCard,
    StatusMark,
  ],
  template: `
    <section class="hero" [class]="status.overall.status">
      <div data-island="headline">
        <app-status-mark [status]="status.overall.status" [worded]="false" />
        <h1>{{ status.overall.text }}</h1>
      </div>
      @if (since; as since) {
        <p>Measured since <time [appInstant]="since"></time></p>
      }
      <app-freshness />
    </section>
    @if (running.length > 0) {
      <section
        class="banners"
        aria-label="Running incidents"
        data-island="running"
        [attr.data-known]="status.openIncidents.join(' ')"
      >
        @for (incident of running; track incident.slug) {
          <app-incident-banner [incident]="incident" />
        }
      </section>
    }
    @if (planned.length > 0) {
      <section class="banners" aria-labelledby="maintenance">
        <h2 id="maintenance">Maintenance</h2>
        @for (maintenance of planned; track maintenance.slug) {
          <app-maintenance-card [maintenance]="maintenance" />
        }
      </section>
    }
    @for (group of status.groups; track group.name) {
      <app-component-group [group]="group" />
    }
    <app-graph-key />
    <app-explorer-place />
    <section class="past" aria-labelledby="past">
      <h2 id="past">Past incidents</h2>
      @if (past.length > 0) {
        <app-incident-list [incidents]="past" />
      } @else {
        <p>None in 90 days.</p>
      }
      <p>
        @if (recent.length > past.length) {
          {{ past.length }} of {{ recent.length }} in 90 days.
        }
        <a [href]="content.links.incidents">All incidents</a>
      </p>
    </section>
  `,
})
export default class HomePage {
  protected readonly content = inject(SITE_CONTENT);
  protected readonly status = this.content.status;
  protected readonly since = earliestOutage(this.status.components);
  protected readonly running = this.status.openIncidents.flatMap(
    (slug) => this.content.incident(slug) ?? [],
  );
  protected readonly planned = this.content.maintenance
    .filter(({ slug }) => this.status.openMaintenance.includes(slug))
    .reverse();
  protected readonly recent = this.content.incidents.filter(
    ({ resolvedAt, days }) => resolvedAt !== null && days.last >= this.firstDay(),
  );
  protected readonly past = this.recent.slice(0, shownIncidents);

  constructor() {
    const { site, overall } = this.status;
    describePage(
      overall.text,
      site.description ?? `Current state and 90-day history of ${site.name}.`,
    );
  }

  private firstDay(): string {
    const [component] = this.status.components;
    return component ? (this.content.history(component.id).days[0]?.date ?? '') : '';
  }
}
