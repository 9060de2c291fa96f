import { Component, inject, ViewEncapsulation } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import type { Incident } from '#schema/incident.ts';
import { statusLabels } from '#schema/status.ts';
import { SITE_CONTENT } from '../../content/site-content';
import { Freshness } from '../../freshness/freshness';
import { HealthGraph } from '../../health-graph/health-graph';
import {
  impactLabels,
  impactMarks,
  incidentSpan,
  progressLabels,
  responseTimes,
} from '../../incidents/incident-facts';
import { IncidentTimeline } from '../../incidents/incident-timeline';
import { MeasuredGraph } from '../../incidents/measured-graph';
import { measuredPart, type MeasuredPart } from '../../incidents/measured-part';
import { describePage } from '../../shell/page-head';
import { StatusMark } from '../../status-mark/status-mark';
import { Instant } from '../../time/instant';
import { firstAndLast } from '../../time/site-time';

/** One incident: what it was, what was said, what it touched. */
@Component({
  selector: 'app-incident-page',
  styleUrls: ['../../figures/figures.css'],
  encapsulation: ViewEncapsulation.None,
  imports: [Freshness, HealthGraph, IncidentTimeline, Instant, MeasuredGraph, StatusMark],
  template: `
    <section class="hero" [class]="tone">
      <app-status-mark [status]="mark" [worded]="false" />
      <h1>{{ incident.title }}</h1>
      <dl class="facts">
        <div>
          <dt>State</dt>
          <dd data-island="progress" [attr.data-slug]="incident.slug">{{ progress }}</dd>
        </div>
        <div>
          <dt>Impact</dt>
          <dd>{{ impact }}</dd>
        </div>
        <div>
          <dt>Began</dt>
          <dd><time [appInstant]="incident.startedAt"></time></dd>
        </div>
        @if (incident.resolvedAt; as resolvedAt) {
          <div>
            <dt>Resolved</dt>
            <dd><time [appInstant]="resolvedAt"></time></dd>
          </div>
          <div>
            <dt>Lasted</dt>
            <dd>{{ span }}</dd>
          </div>
        }
        @if (times.detect; as detect) {
          <div>
            <dt>Time to detect</dt>
            <dd>{{ detect }}, to the first update</dd>
          </div>
        }
        @if (times.resolve; as resolve) {
          <div>
            <dt>Time to resolve</dt>
            <dd>{{ resolve }}, from then on</dd>
          </div>
        }
      </dl>
      <app-freshness />
    </section>
    <section class="panel timeline" aria-labelledby="updates">
      <h2 id="updates">Updates</h2>
      <div
        data-island="timeline"
        [attr.data-slug]="incident.slug"
        [attr.data-since]="incident.updates.at(-1)?.postedAt"
      ></div>
      <app-incident-timeline [updates]="incident.updates" />
    </section>
    @if (incident.postmortemHtml; as postmortem) {
      <section class="panel" aria-labelledby="postmortem">
        <h2 id="postmortem">Postmortem</h2>
        <div class="prose" [innerHTML]="postmortem"></div>
      </section>
    }
    @if (affected.length > 0) {
      <section class="panel affected" aria-labelledby="affected">
        <h2 id="affected">Affected components</h2>
        @for (component of affected; track component.history.id) {
          <h3>
            <a [href]="component.link">{{ component.history.name }}</a>
          </h3>
          <p class="facts">Reported: {{ component.state }}</p>
          @if (component.measured; as part) {
            <app-measured-graph [part]="part" />
          }
          <app-health-graph
            [history]="component.history"
            [highlight]="incident.days"
            [scrubbable]="false"
          />
          <p class="figures">
            <span>{{ component.span.first }}</span><span>{{ component.span.last }}</span>
          </p>
        }
      </section>
    }
  `,
})
export default class IncidentPage {
  private readonly content = inject(SITE_CONTENT);
  protected readonly incident = this.find(inject(ActivatedRoute).snapshot.paramMap.get('slug'));
  protected readonly mark = impactMarks[this.incident.impact];
  /** What is over is not shown in the colour of an alarm. */
  protected readonly tone = this.incident.resolvedAt === null ? this.mark : 'operational';
  protected readonly impact = impactLabels[this.incident.impact];
  protected readonly progress = progressLabels[this.incident.status];
  protected readonly times = responseTimes(this.incident);
  protected readonly span = incidentSpan(this.incident);
  /** Components that left the configuration since have no graph. */
  protected readonly affected = this.incident.components
    .filter(({ id }) => this.content.component(id) !== undefined)
    .map(({ id, state }) => ({
      history: this.content.history(id),
      measured: this.measuredOf(id),
      span: firstAndLast(this.content.history(id).days),
      link: this.content.links.component(id),
      state: statusLabels[state],
    }));

  constructor() {
    const { title, updates } = this.incident;
    describePage(title, updates.at(-1)?.bodyText.slice(0, 200) ?? title);
  }

  private measuredOf(id: string): MeasuredPart | null {
    const { first, last } = this.incident.days;
    const days = this.content
      .history(id)
      .days.filter(({ date }) => date >= first && date <= last)
      .flatMap(({ date }) => this.content.day(id, date) ?? []);
    const end = this.incident.resolvedAt ?? this.content.status.asOf;
    return measuredPart(this.incident, Date.parse(end), days);
  }

  private find(slug: string | null): Incident {
    const incident = this.content.incident(slug ?? '');
    if (!incident) throw new Error(`incidents.json names no incident "${slug}"`);
    return incident;
  }
}
