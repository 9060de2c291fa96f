import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { dayAt } from '../scrubber/day-selection';
import { PAGE_SETTINGS } from '../scrubber/page-settings';
import { dayView, type DayView } from './day-view';
import { loadDay } from './load-day';

/** A day that is looked into. */
export interface OpenDay {
  readonly component: string;
  readonly date: string;
  readonly running: boolean;
}

/** A day passed over on the way to another is not fetched. */
const settleMs = 150;

/** A day from within: its quarter-hours to scrub, its outages by the minute, what was said. */
@Component({
  selector: 'app-day-detail',
  template: `
    <h3 id="quarters">By quarter-hours</h3>
    @if (view(); as view) {
      <div class="graph" (pointermove)="follow($event)" (pointerdown)="follow($event)">
        <svg aria-hidden="true" [attr.viewBox]="view.viewBox" preserveAspectRatio="none">
          @for (path of view.paths; track path.status) {
            <path [attr.class]="path.status" [attr.d]="path.d" />
          }
          <path class="marks" [attr.d]="view.marks" />
          <path class="cursor" [attr.d]="'M' + at() + ' -7v46'" />
        </svg>
      </div>
      <p class="figures">
        @for (hour of view.hours; track $index) {
          <span>{{ hour }}</span>
        }
      </p>
      <input
        type="range"
        aria-label="Quarter-hour"
        min="0"
        [max]="view.room - 1"
        [value]="at()"
        [attr.aria-valuetext]="view.readings[at()]"
        (input)="slide($event)"
      />
      <p>{{ view.readings[at()] }}</p>
      <ol>
        @for (entry of view.story; track $index) {
          <li>
            {{ entry.clock }} <strong>{{ entry.what }}</strong>
            @if (entry.slug; as slug) {
              · <a [href]="links.incident(slug)">{{ entry.title }}</a>
              <p class="facts">{{ entry.text }}</p>
            }
          </li>
        } @empty {
          <li class="facts">No outage was measured, and nothing was said of it on this day.</li>
        }
      </ol>
    } @else if (failed()) {
      <p class="facts" role="status">
        The minutes of this day could not be loaded, or are not kept any more.
      </p>
    }
  `,
  host: { role: 'group', 'aria-labelledby': 'quarters' },
})
export class DayDetail {
  private readonly settings = inject(PAGE_SETTINGS);
  readonly day = input.required<OpenDay>();

  protected readonly links = this.settings.links;
  protected readonly view = signal<DayView | null>(null);
  protected readonly failed = signal(false);
  private readonly chosen = signal<number | null>(null);
  protected readonly at = computed(() => this.chosen() ?? this.view()?.worst ?? 0);

  constructor() {
    effect((onCleanup) => {
      const day = this.day();
      const timer = setTimeout(() => void this.load(day), settleMs);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected slide({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.choose(target.valueAsNumber);
    // Not beyond what the day has come to.
    target.valueAsNumber = this.at();
  }

  protected follow({ currentTarget, clientX }: PointerEvent): void {
    const view = this.view();
    if (!(currentTarget instanceof Element) || view === null) return;
    const { left, width } = currentTarget.getBoundingClientRect();
    this.choose(dayAt(clientX - left, width, view.room));
  }

  private choose(quarter: number): void {
    const last = (this.view()?.readings.length ?? 1) - 1;
    this.chosen.set(Math.min(quarter, last));
  }

  private async load(day: OpenDay): Promise<void> {
    const detail = await loadDay(this.links.dayFile(day.component, day.date));
    if (day !== this.day()) return;
    this.chosen.set(null);
    this.failed.set(detail === null);
    this.view.set(detail && dayView(detail, day.running, this.settings.time));
  }
}
