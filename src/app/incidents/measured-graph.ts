import { Component, computed, inject, input } from '@angular/core';
import { statusLabels } from '#schema/status.ts';
import { SITE_CONTENT } from '../content/site-content';
import { graphPaths } from '../health-graph/graph-paths';
import { spanInWords } from '../time/site-time';
import type { MeasuredPart } from './measured-part';

const minuteMs = 60_000;
/** So few are drawn as wide bars. */
const fewQuarters = 36;

/** What was measured while an incident ran: quarter-hours, its span under them, a dot for each update. */
@Component({
  selector: 'app-measured-graph',
  template: `
    <p>{{ words() }}</p>
    <div class="graph" [class.few]="part().quarters.length <= few">
      <svg
        role="img"
        [attr.aria-label]="'By quarter-hours. ' + words()"
        [attr.viewBox]="'-.5 -4 ' + part().quarters.length + ' 50'"
        preserveAspectRatio="none"
      >
        @for (path of paths(); track path.status) {
          <path [attr.class]="path.status" [attr.d]="path.d" />
        }
        <path class="touched" [attr.d]="span()" />
        <path class="marks" [attr.d]="said()" />
      </svg>
    </div>
    <p class="figures">
      <span>{{ ends().first }}</span><span>{{ ends().last }}</span>
    </p>
  `,
})
export class MeasuredGraph {
  private readonly time = inject(SITE_CONTENT).time;
  protected readonly few = fewQuarters;
  readonly part = input.required<MeasuredPart>();

  protected readonly paths = computed(() => graphPaths(this.part().quarters));
  protected readonly span = computed(() => {
    const [from, until] = this.part().span;
    return `M${(from - 0.5).toFixed(1)} 38h${Math.max(0.2, until - from).toFixed(1)}`;
  });
  protected readonly said = computed(() =>
    this.part()
      .said.map((at) => `M${(at - 0.5).toFixed(1)} 44v0`)
      .join(''),
  );
  protected readonly ends = computed(() => {
    const { quarters } = this.part();
    const [first, last] = [quarters[0]?.start ?? '', quarters.at(-1)?.end ?? ''];
    return { first: this.time.instant(first), last: this.time.clock(last) };
  });
  protected readonly words = computed(() => {
    const told = this.part().outages.map(({ status, from, until, minutes }) => {
      const length = spanInWords(minutes * minuteMs);
      const times = `${this.time.clock(from).slice(0, 5)}–${this.time.clock(until)}`;
      return `${statusLabels[status].toLowerCase()} for ${length} (${times})`;
    });
    return told.length === 0 ? 'No outage was measured.' : `Measured: ${told.join(', ')}.`;
  });
}
