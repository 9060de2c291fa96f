import { Component, computed, inject, input } from '@angular/core';
import type { ComponentReport } from '#schema/report.ts';
import { SITE_CONTENT } from '../content/site-content';
import { Instant } from '../time/instant';
import { PrintedAddress } from './printed-address';
import {
  downMinutes,
  maintenanceInWords,
  minutesInWords,
  reportVerdict,
  sheetLines,
} from './report-words';

/** One component's month: verdict, figures, downtime with its incidents, maintenance. */
@Component({
  selector: 'app-component-sheet',
  imports: [Instant, PrintedAddress],
  template: `
    <section class="panel sheet" [attr.aria-labelledby]="'c-' + report().id">
      <h2 [id]="'c-' + report().id">
        @if (link(); as address) {
          <a [href]="address">{{ report().name }}</a>
        } @else {
          {{ report().name }}
        }
      </h2>
      <p class="verdict" [attr.data-verdict]="verdict()">{{ words() }}</p>
      @if (report().from !== null) {
        @for (objective of report().objectives; track objective.from) {
          <p class="basis">
            @if (objective.from; as from) {
              From <time>{{ from }}</time>:
            }
            {{ objective.basis }}
          </p>
        }
        <dl>
          @for (line of lines(); track line.label) {
            <div>
              <dt>{{ line.label }}</dt>
              <dd>
                {{ line.figure }}
                @if (line.note; as note) {
                  <small>{{ note }}</small>
                }
              </dd>
            </div>
          }
        </dl>
        <h3>Downtime: {{ down() }}</h3>
        @if (report().downtime.length > 0) {
          <ul>
            @for (one of downtime(); track one.start) {
              <li>
                <time [appInstant]="one.start"></time> –
                <time [appInstant]="one.end" [form]="one.endForm"></time>, {{ one.length }}:
                {{ one.kind }}{{ one.cut }}.
                @for (incident of one.reported; track incident.slug) {
                  <a [href]="incident.link" appPrintedAddress>{{ incident.title }}</a>{{
                    $last ? '' : ', '
                  }}
                } @empty {
                  No incident was reported.
                }
              </li>
            }
          </ul>
        }
        @if (report().downMinutesApart > 0) {
          <p class="facts">{{ apart() }} of it in single bad minutes that made no outage.</p>
        }
        @if (maintenance().length > 0) {
          <h3>Maintenance</h3>
          <ul>
            @for (one of maintenance(); track one.start) {
              <li>
                <time [appInstant]="one.start"></time> –
                <time [appInstant]="one.end" [form]="one.endForm"></time>, {{ one.length }}:
                {{ one.words }}
              </li>
            }
          </ul>
        }
        @if (others().length > 0) {
          <h3>Other incidents reported</h3>
          <ul>
            @for (incident of others(); track incident.slug) {
              <li>
                <a [href]="incident.link" appPrintedAddress>{{ incident.title }}</a>
              </li>
            }
          </ul>
        }
      }
    </section>
  `,
})
export class ComponentSheet {
  private readonly content = inject(SITE_CONTENT);
  readonly report = input.required<ComponentReport>();

  protected readonly words = computed(() => reportVerdict(this.report()));
  protected readonly verdict = computed(() =>
    this.report().from === null ? null : this.report().verdict,
  );
  protected readonly lines = computed(() => sheetLines(this.report()));
  protected readonly down = computed(() => minutesInWords(downMinutes(this.report())));
  protected readonly apart = computed(() => minutesInWords(this.report().downMinutesApart));
  /** Components that left the configuration since have no page. */
  protected readonly link = computed(() => {
    const { id } = this.report();
    return this.content.component(id) === undefined ? null : this.content.links.component(id);
  });
  protected readonly downtime = computed(() =>
    this.report().downtime.map((one) => ({
      ...this.spanOf(one),
      kind: one.class === 'MAJOR' ? 'major outage' : 'partial outage',
      cut: `${one.beganBefore ? ', begun before' : ''}${one.goesOn ? ', not over then' : ''}`,
      reported: this.reported(one.incidents),
    })),
  );
  protected readonly maintenance = computed(() =>
    this.report().maintenance.map((one) => ({
      ...this.spanOf(one),
      words: maintenanceInWords(one),
    })),
  );
  protected readonly others = computed(() => {
    const told = new Set(this.report().downtime.flatMap(({ incidents }) => incidents));
    return this.reported(this.report().incidents.filter((slug) => !told.has(slug)));
  });

  private spanOf({ start, end, minutes }: { start: string; end: string; minutes: number }) {
    const { time } = this.content;
    const endForm = time.date(start) === time.date(end) ? ('clock' as const) : ('instant' as const);
    return { start, end, endForm, length: minutesInWords(minutes) };
  }

  /** Incidents that are still there; one that was taken away has no page to link to. */
  private reported(slugs: readonly string[]) {
    return slugs.flatMap((slug) => {
      const incident = this.content.incident(slug);
      return incident === undefined
        ? []
        : [{ slug, title: incident.title, link: this.content.links.incident(slug) }];
    });
  }
}
