import { Component, computed, input } from '@angular/core';
import type { ComponentHistory } from '#schema/snapshot.ts';
import { latencyInWords } from '../figures/figure-words';
import { firstAndLast } from '../time/site-time';
import { graphHeight, heightOf, latencyLine, latencyScale } from './latency-paths';
import { latencyLegend, latencySummary } from './latency-words';

/** Latency by day as lines, against the threshold of the objective. */
@Component({
  selector: 'app-latency-graph',
  template: `
    @if (drawing(); as drawing) {
      <p class="facts">{{ summary() }}</p>
      <div class="latency">
        <svg class="scale" [attr.viewBox]="'0 0 60 ' + height" aria-hidden="true">
          @for (tick of drawing.ticks; track tick.label) {
            <text x="52" [attr.y]="tick.y + 4">{{ tick.label }}</text>
          }
        </svg>
        <svg
          class="lines"
          role="img"
          [attr.aria-label]="'Latency by day. ' + summary()"
          [attr.viewBox]="viewBox()"
          preserveAspectRatio="none"
        >
          <path class="grid" [attr.d]="drawing.grid" />
          @if (drawing.threshold; as d) {
            <path class="threshold" [attr.d]="d" />
          }
          @for (line of drawing.lines; track line.name) {
            <path [attr.class]="line.name" [attr.d]="line.d" />
          }
        </svg>
      </div>
      <p class="figures">
        <span>{{ span().first }}</span><span>{{ span().last }}</span>
      </p>
      <ul class="legend">
        @for (line of legend(); track line.name) {
          <li>
            <svg viewBox="0 0 24 4" aria-hidden="true">
              <path [attr.class]="line.name" d="M2 2h20" />
            </svg>
            <b>{{ line.label }}</b> {{ line.last }} <small>{{ line.meaning }}</small>
          </li>
        }
        @if (threshold(); as ms) {
          <li>
            <svg viewBox="0 0 24 4" aria-hidden="true"><path class="threshold" d="M0 2h24" /></svg>
            <b>Objective</b> {{ ms }} <small>for P99</small>
          </li>
        }
      </ul>
    } @else {
      <p class="facts">No latency was measured in these days.</p>
    }
  `,
})
export class LatencyGraph {
  readonly history = input.required<ComponentHistory>();

  protected readonly height = graphHeight;
  private readonly days = computed(() => this.history().days);
  private readonly thresholdMs = computed(() => this.history().slo.p99Ms);
  protected readonly viewBox = computed(() => `-.5 0 ${this.days().length} ${graphHeight}`);
  protected readonly span = computed(() => firstAndLast(this.days()));
  protected readonly summary = computed(() => latencySummary(this.days(), this.thresholdMs()));
  protected readonly legend = computed(() => latencyLegend(this.days()));
  protected readonly threshold = computed(() => {
    const ms = this.thresholdMs();
    return ms === null ? null : latencyInWords(ms);
  });
  protected readonly drawing = computed(() => {
    const days = this.days();
    const thresholdMs = this.thresholdMs();
    const scale = latencyScale(days, thresholdMs);
    if (scale === null) return null;
    const across = (ms: number) => `M-.5 ${heightOf(ms, scale)}h${days.length}`;
    const names = ['p50', 'p90', 'p99'] as const;
    return {
      ticks: scale.ticks.map((ms) => ({ label: latencyInWords(ms), y: heightOf(ms, scale) })),
      grid: scale.ticks.map(across).join(''),
      threshold: thresholdMs === null ? '' : across(thresholdMs),
      lines: names.map((name) => ({ name, d: latencyLine(days, name, scale) })),
    };
  });
}
