import { Component, inject } from '@angular/core';
import { SITE_CONTENT } from '../../content/site-content';
import { Freshness } from '../../freshness/freshness';
import { stateInShort, verdictCounts } from '../../report/report-words';
import { describePage } from '../../shell/page-head';
import { monthInFull } from '../../time/site-time';

/** Every month with a report, newest first. */
@Component({
  selector: 'app-reports-page',
  imports: [Freshness],
  template: `
    <div class="intro">
      <h1>Monthly reports</h1>
      <app-freshness />
    </div>
    @for (one of months; track one.month) {
      <section class="panel" [attr.aria-labelledby]="one.month">
        <h2 [id]="one.month">
          <a [href]="one.link">{{ one.title }}</a>
        </h2>
        <p class="facts">{{ one.state }} · objectives: {{ one.verdicts }}</p>
        <p class="facts">
          <a [href]="one.link">Report</a>, <a [href]="one.json">JSON</a>,
          <a [href]="one.csv">CSV</a>
        </p>
      </section>
    } @empty {
      <p>No month has been observed so far.</p>
    }
  `,
})
export default class ReportsPage {
  private readonly content = inject(SITE_CONTENT);
  protected readonly months = this.content.reports.map((one) => ({
    month: one.month,
    title: monthInFull(one.month),
    state: stateInShort(one, one.earlier.length > 0),
    verdicts: verdictCounts(one.verdicts),
    link: this.content.links.report(one.month),
    json: this.content.links.reportFile(one.month, 'json'),
    csv: this.content.links.reportFile(one.month, 'csv'),
  }));

  constructor() {
    describePage('Monthly reports', 'Availability, error budgets and downtime of every month.');
  }
}
