import { Component, effect, ElementRef, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
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
    const title = inject(Title);
    effect(() => {
      const { status, text } = this.store.overall();
      hero?.setAttribute('class', `hero ${status}`);
      title.setTitle(`${text} · ${this.store.status()?.site.name ?? ''}`);
    });
  }
}
