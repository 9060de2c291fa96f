import { Component, computed, inject, input } from '@angular/core';
import type { ComponentReport, MonthReport } from '#schema/report.ts';
import { SITE_CONTENT } from '../content/site-content';
import { percentInWords } from '../figures/figure-words';
import { Instant } from '../time/instant';
import { PrintedAddress } from './printed-address';
import { downMinutes, minutesInWords, reportVerdict } from './report-words';

function inOneLine(one: ComponentReport | undefined): string {
  if (one === undefined || one.from === null) return 'not reported';
  const down = minutesInWords(downMinutes(one));
  return `${reportVerdict(one).toLowerCase()}, ${percentInWords(one.availability)} available, ${down} down`;
}

/** What was published for this month before, beside what holds now. */
@Component({
  selector: 'app-earlier-reports',
  imports: [Instant, PrintedAddress],
  template: `
    <section class="panel sheet" aria-labelledby="earlier">
      <h2 id="earlier">Restated</h2>
      <p>This month was published as final with other figures. Both stay published.</p>
      @for (one of earlier(); track one.name) {
        <h3>As of <time [appInstant]="one.asOf"></time></h3>
        <p>
          <a [href]="one.json" appPrintedAddress>JSON</a>,
          <a [href]="one.csv" appPrintedAddress>CSV</a>
        </p>
        <ul>
          @for (change of one.changes; track change.name) {
            <li>{{ change.name }} was {{ change.before }}; now {{ change.now }}.</li>
          } @empty {
            <li>Verdicts, availability and downtime are the same; figures beside them differ.</li>
          }
        </ul>
      }
    </section>
  `,
})
export class EarlierReports {
  private readonly content = inject(SITE_CONTENT);
  readonly report = input.required<MonthReport>();
  /** Published names of the earlier reports. */
  readonly names = input.required<readonly string[]>();

  protected readonly earlier = computed(() =>
    this.names().map((name) => {
      const before = this.content.report(name);
      const changes = this.report().components.map((now) => ({
        name: now.name,
        before: inOneLine(before.components.find(({ id }) => id === now.id)),
        now: inOneLine(now),
      }));
      return {
        name,
        asOf: before.asOf,
        json: this.content.links.reportFile(name, 'json'),
        csv: this.content.links.reportFile(name, 'csv'),
        changes: changes.filter((change) => change.before !== change.now),
      };
    }),
  );
}
