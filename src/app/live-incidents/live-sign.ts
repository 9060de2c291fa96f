import { Component, computed, DOCUMENT, effect, inject } from '@angular/core';
import { LiveStore } from './live-store';

const words = {
  connected: 'Live',
  polling: 'Checked every few seconds',
  offline: 'Offline: shown as last known',
} as const;

/** How the page hears of changes, in a corner of it and on its root element. */
@Component({
  selector: 'app-live-sign',
  template: '{{ text() }}',
})
export class LiveSign {
  protected readonly link = inject(LiveStore).link;
  protected readonly text = computed(() => words[this.link()]);

  constructor() {
    const root = inject(DOCUMENT).documentElement;
    effect(() => root.setAttribute('data-live', this.link()));
  }
}
