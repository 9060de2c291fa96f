import { Component, computed, input } from '@angular/core';
import type { MonthReport } from '#schema/report.ts';
import {
  availabilityInWords,
  budgetInWords,
  percentInWords,
  quantileInWords,
} from '../figures/figure-words';
import { downMinutes, minutesInWords, reportVerdict } from './report-words';

/** All components of a month, one line each, the verdict first. */
@Component({
  selector: 'app-report-summary',
  template: `
    <div class="scroll">
      <table>
        <caption>
          Verdict and figures of each component
        </caption>
        <thead>
          <tr>
            <th scope="col">Component</th>
            <th scope="col">Verdict</th>
            <th scope="col">Available</th>
            <th scope="col">Budget</th>
            <th scope="col">P99</th>
            <th scope="col">Down</th>
            <th scope="col">Coverage</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.id) {
            <tr>
              <th scope="row">
                <a [href]="'#c-' + row.id">{{ row.name }}</a>
              </th>
              <td
                class="verdict-cell"
                [attr.data-verdict]="row.verdict"
                [attr.colspan]="row.verdict === null ? 6 : null"
              >
                {{ row.words }}
              </td>
              @for (cell of row.cells; track cell.label) {
                <td [attr.data-label]="cell.label">{{ cell.text }}</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class ReportSummary {
  readonly report = input.required<MonthReport>();
  protected readonly rows = computed(() =>
    this.report().components.map((one) => ({
      id: one.id,
      name: one.name,
      verdict: one.from === null ? null : one.verdict,
      words: reportVerdict(one),
      cells:
        one.from === null
          ? []
          : [
              { label: 'Available', text: availabilityInWords(one) },
              { label: 'Budget', text: budgetInWords(one.budget.remaining) },
              { label: 'P99', text: quantileInWords(one.p99Ms) },
              { label: 'Down', text: minutesInWords(downMinutes(one)) },
              { label: 'Coverage', text: percentInWords(one.coverage) },
            ],
    })),
  );
}
