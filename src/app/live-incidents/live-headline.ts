import { Component, DOCUMENT, effect, ElementRef, inject } from '@angular/core';
import { StatusMark } from '../status-mark/status-mark';
import { LiveStore } from './live-store';

/** The state of all, as it is now; the colour around it and the title of the page follow. */
@Component({
  selector: 'app-live-headline',
  imports: [StatusMark],
  template: `
    <app-status-mark [status]="store.overall().status" [worded]="false" />
    <h1>{{ store.overall().text }}</h1>
  `,
})
export class LiveHeadline {
  protected readonly store = inject(LiveStore);

  constructor() {
    const hero = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.closest('.hero');
    const page = inject(DOCUMENT);
    effect(() => {
      const { status, text } = this.store.overall();
      hero?.setAttribute('class', `hero ${status}`);
      page.title = `${text} · ${this.store.status()?.site.name ?? ''}`;
    });
  }
}
