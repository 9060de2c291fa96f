import { Component, computed, effect, ElementRef, inject } from '@angular/core';
import type { ComponentStatus } from '#schema/status.ts';
import { StatusMark } from '../status-mark/status-mark';
import { LiveStore } from './live-store';

/** The state of one component or of a group, as it is now, on the element that holds its mark. */
@Component({
  selector: 'app-live-state',
  imports: [StatusMark],
  template: `<app-status-mark [status]="status()" />`,
})
export class LiveState {
  private readonly store = inject(LiveStore);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly section = this.host.closest<HTMLElement>('[data-component]');
  protected readonly status = computed(() => this.statusNow());

  constructor() {
    effect(() => this.section?.setAttribute('data-status', this.status()));
  }

  private statusNow(): ComponentStatus {
    const { group } = this.host.dataset;
    if (group !== undefined) return this.store.groupStatus(group);
    const id = this.section?.dataset['component'] ?? '';
    return this.store.component(id)?.status ?? 'unknown';
  }
}
