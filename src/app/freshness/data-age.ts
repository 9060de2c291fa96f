import { Component, computed, DestroyRef, ElementRef, inject, signal } from '@angular/core';
import { freshnessAt } from './data-freshness';

const tickMs = 15_000;

/** The age of the data by the visitor's clock: an island on the line reserved for it. */
@Component({
  selector: 'app-data-age',
  template: '{{ freshness().text }}',
  host: { '[attr.data-stale]': 'freshness().stale || null' },
})
export class DataAge {
  private readonly line = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly through = Date.parse(this.line.dataset['through'] ?? '');
  private readonly until = Date.parse(this.line.dataset['until'] ?? '');
  private readonly now = signal(Date.now());
  protected readonly freshness = computed(() => freshnessAt(this.now(), this.through, this.until));

  constructor() {
    const timer = setInterval(() => this.now.set(Date.now()), tickMs);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
