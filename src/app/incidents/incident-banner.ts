import { Component, computed, inject, input } from '@angular/core';
import type { WrittenIncident } from '#schema/content-documents.ts';
import { PAGE_CONTEXT } from '../content/page-context';
import { StatusMark } from '../status-mark/status-mark';
import { Instant } from '../time/instant';
import { impactLabels, impactMarks, latestUpdate, progressLabels } from './incident-facts';

/** A running incident: what, since when, what was said last. */
@Component({
  selector: 'app-incident-banner',
  imports: [Instant, StatusMark],
  template: `
    <article [attr.data-incident]="incident().slug" [class]="mark()">
      <app-status-mark [status]="mark()" [worded]="false" />
      <h2>
        @if (linked()) {
          <a [href]="link()">{{ incident().title }}</a>
        } @else {
          {{ incident().title }}
        }
      </h2>
      <p class="facts">
        {{ impact() }}, since <time [appInstant]="incident().startedAt"></time>
        @if (affected()) {
          · {{ affected() }}
        }
      </p>
      @if (update(); as update) {
        <p>
          <strong>{{ progress() }}</strong> (<time
            [appInstant]="update.postedAt"
            [form]="'clock'"
          ></time
          >)
          {{ update.bodyText }}
        </p>
      }
    </article>
  `,
})
export class IncidentBanner {
  private readonly content = inject(PAGE_CONTEXT);
  readonly incident = input.required<WrittenIncident>();
  /** What is not published yet has no page of its own. */
  readonly linked = input(true);
  protected readonly link = computed(() => this.content.links.incident(this.incident().slug));
  protected readonly mark = computed(() => impactMarks[this.incident().impact]);
  protected readonly impact = computed(() => impactLabels[this.incident().impact]);
  protected readonly update = computed(() => latestUpdate(this.incident()));
  protected readonly progress = computed(() => progressLabels[this.incident().status]);
  protected readonly affected = computed(() =>
    this.incident()
      .components.map(({ id }) => this.content.component(id)?.name ?? id)
      .join(', '),
  );
}
