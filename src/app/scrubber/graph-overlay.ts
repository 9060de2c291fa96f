import { Component, computed, effect, ElementRef, inject } from '@angular/core';
import { DayCard } from './day-card';
import { dayAt, type DaySelection } from './day-selection';
import { ScrubStore } from './scrub-store';

/** Lies over a static graph: follows the pointer, draws the line, opens the card. */
@Component({
  selector: 'app-graph-overlay',
  imports: [DayCard],
  template: `
    @if (reading(); as reading) {
      <app-day-card
        [reading]="reading"
        [attr.data-pinned]="store.pinned() || null"
        (pointerdown)="$event.stopPropagation()"
        (pointermove)="$event.stopPropagation()"
        (pointerup)="$event.stopPropagation()"
      >
        @if (store.pinned()) {
          <button type="button" (click)="lookInto()">Quarter-hours of this day</button>
        }
      </app-day-card>
    }
  `,
  host: {
    '[attr.data-lined]': 'store.lined() === id || null',
    '(pointerdown)': 'follow($event)',
    '(pointermove)': 'follow($event)',
    '(pointerup)': 'pin($event)',
    '(pointerleave)': 'store.leave()',
    '(pointercancel)': 'store.leave()',
  },
})
export class GraphOverlay {
  protected readonly store = inject(ScrubStore);
  private readonly surface = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly id = this.surface.dataset['graph'] ?? '';
  protected readonly reading = computed(() =>
    this.store.open() === this.id ? this.store.reading() : null,
  );

  constructor() {
    // Set by hand: Angular's style bindings would add 2 kB to the script for these two.
    effect(() => {
      this.surface.style.setProperty('--days', `${this.store.days()}`);
      if (this.store.lined() === this.id) {
        this.surface.style.setProperty('--day', `${this.store.current().day}`);
      }
    });
  }

  protected follow(event: PointerEvent): void {
    // A pinned card must hold still while the mouse travels to its links.
    const passing = event.pointerType === 'mouse' && event.buttons === 0;
    if (passing && this.store.pinned() && this.store.open() === this.id) return;
    this.store.hover(this.under(event));
  }

  protected pin(event: PointerEvent): void {
    this.store.togglePin(this.under(event));
  }

  /** The day from within is shown by the explorer, which may be far down the page. */
  protected lookInto(): void {
    const explorer = this.surface.ownerDocument.getElementById('explorer');
    explorer?.scrollIntoView({ block: 'start' });
    explorer?.focus();
  }

  private under({ clientX }: PointerEvent): DaySelection {
    const { left, width } = this.surface.getBoundingClientRect();
    return { component: this.id, day: dayAt(clientX - left, width, this.store.days()) };
  }
}
