import { Component, computed, effect, inject } from '@angular/core';
import { DayDetail } from '../day-detail/day-detail';
import { DayCard } from './day-card';
import { explorerTitle, pinHint } from './explorer-words';
import { ScrubStore } from './scrub-store';

/** The controls that reach every day of every component by keyboard: one native slider for the page. */
@Component({
  selector: 'app-explorer',
  imports: [DayCard, DayDetail],
  template: `
    <section aria-labelledby="explorer">
      <h2 id="explorer" tabindex="-1">{{ title }}</h2>
      @if (store.components().length > 1) {
        <select aria-label="Component" (change)="chooseComponent($event)">
          @for (component of store.components(); track component.id) {
            <option [value]="component.id" [selected]="component.id === store.current().component">
              {{ component.name }}
            </option>
          }
        </select>
      }
      <div class="slider">
        <button
          type="button"
          aria-label="Previous day"
          [attr.aria-disabled]="day() === 0 || null"
          (click)="step(-1)"
        >
          ‹
        </button>
        <input
          type="range"
          aria-label="Day"
          min="0"
          [max]="last()"
          [value]="day()"
          [attr.aria-valuetext]="store.reading()?.spoken"
          (input)="chooseDay($event)"
          (keydown.enter)="store.togglePin(store.current())"
        />
        <button
          type="button"
          aria-label="Next day"
          [attr.aria-disabled]="day() === last() || null"
          (click)="step(1)"
        >
          ›
        </button>
      </div>
      @if (store.reading(); as reading) {
        <app-day-card [reading]="reading" />
      }
      @if (store.openDay(); as day) {
        <app-day-detail [day]="day" />
      } @else {
        <p class="facts">{{ pinHint }}</p>
      }
    </section>
  `,
  host: {
    '(focusin)': 'store.engaged.set(true)',
    '(focusout)': 'store.engaged.set(false)',
    '(document:keydown.escape)': 'store.unpin()',
    '(window:hashchange)': 'restore()',
  },
})
export class Explorer {
  protected readonly store = inject(ScrubStore);
  protected readonly title = explorerTitle;
  protected readonly pinHint = pinHint;
  protected readonly day = computed(() => this.store.current().day);
  protected readonly last = computed(() => this.store.days() - 1);
  private named = '';

  constructor() {
    effect(() => this.nameInAddress(this.store.hash()));
  }

  protected step(by: number): void {
    // Not truly disabled at the ends: a button that is loses the focus it was pressed with.
    this.store.choose({ day: Math.min(this.last(), Math.max(0, this.day() + by)) });
  }

  protected chooseDay({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.store.choose({ day: target.valueAsNumber });
  }

  protected chooseComponent({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.store.choose({ component: target.value });
  }

  protected restore(): void {
    this.store.restore(location.hash);
  }

  /** Writes the pinned day into the address without a history entry, and takes back only what it wrote. */
  private nameInAddress(hash: string): void {
    if (hash === this.named) return;
    this.named = hash;
    history.replaceState(history.state, '', hash || location.pathname + location.search);
  }
}
