import { Component, inject, ViewEncapsulation } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { floorPercent } from '#schema/percent.ts';
import { SITE_CONTENT } from '../../content/site-content';
import { percentInWords } from '../../figures/figure-words';
import { Freshness } from '../../freshness/freshness';
import { ComponentSheet } from '../../report/component-sheet';
import { EarlierReports } from '../../report/earlier-reports';
import { PrintedAddress } from '../../report/printed-address';
import { ReportSummary } from '../../report/report-summary';
import { startsLate, stateInWords } from '../../report/report-words';
import { describePage } from '../../shell/page-head';
import { Instant } from '../../time/instant';
import { monthInFull } from '../../time/site-time';

/** A month's report, to read and to print. */
@Component({
  selector: 'app-report-page',
  imports: [ComponentSheet, EarlierReports, Freshness, Instant, PrintedAddress, ReportSummary],
  encapsulation: ViewEncapsulation.None,
  styleUrls: [
    '../../figures/figures.css',
    '../../day-table/day-table.css',
    '../../report/report.css',
  ],
  template: `
    <div class="intro">
      <h1>Report for {{ title }}</h1>
      <p>{{ state }}</p>
      <p class="facts">
        Covers <time [appInstant]="report.covered.from"></time> to
        <time [appInstant]="report.covered.until"></time>, {{ share }} of the month in
        {{ report.zone }}.
        @if (startsLate) {
          Earlier days are not among those this site publishes.
        }
      </p>
      @if (report.state !== 'final') {
        <app-freshness />
      }
    </div>
    <app-report-summary [report]="report" />
    @if (earlier.length > 0) {
      <app-earlier-reports [report]="report" [names]="earlier" />
    }
    @for (component of report.components; track component.id) {
      <app-component-sheet [report]="component" />
    }
    <section class="origin facts" aria-labelledby="origin">
      <h2 id="origin">Where these figures come from</h2>
      <p>
        Made <time [appInstant]="report.asOf"></time>
        @if (report.dataThrough; as through) {
          from data through <time [appInstant]="through"></time>
        }
        by <a [href]="links.howWeMeasure" appPrintedAddress>the rules</a>, version
        {{ report.rulesVersion }}.
      </p>
      <p>
        The same as <a [href]="json" appPrintedAddress>JSON</a> and
        <a [href]="csv" appPrintedAddress>CSV</a>.
      </p>
      <p>
        Input SHA-256: <code>{{ report.inputSha256 }}</code>
      </p>
    </section>
  `,
})
export default class ReportPage {
  private readonly content = inject(SITE_CONTENT);
  private readonly month = inject(ActivatedRoute).snapshot.paramMap.get('month') ?? '';

  protected readonly links = this.content.links;
  protected readonly report = this.content.report(this.month);
  protected readonly title = monthInFull(this.month);
  protected readonly state = stateInWords(this.report);
  protected readonly share = percentInWords(
    floorPercent(this.report.covered.minutes, this.report.covered.ofMinutes, 2),
  );
  protected readonly startsLate = startsLate(this.report);
  protected readonly earlier =
    this.content.reports.find(({ month }) => month === this.month)?.earlier ?? [];
  protected readonly json = this.links.reportFile(this.month, 'json');
  protected readonly csv = this.links.reportFile(this.month, 'csv');

  constructor() {
    describePage(
      `Report for ${this.title}`,
      `Availability, error budget, latency and downtime of every component in ${this.title}.`,
    );
  }
}
