import { Component, computed, ElementRef, inject } from '@angular/core';
import { progressLabels } from '../incidents/incident-facts';
import { Instant } from '../time/instant';
import { LiveStore } from './live-store';

/** What was said about the incident of a page since the page was made, newest first. */
@Component({
  selector: 'app-live-timeline',
  imports: [Instant],
  template: `
    <ol reversed>
      @for (update of since(); track update.postedAt) {
        <li>
          <h3>{{ progress[update.status] }}</h3>
          <time [appInstant]="update.postedAt"></time>
          <p class="said">{{ update.bodyText }}</p>
        </li>
      }
    </ol>
  `,
})
export class LiveTimeline {
  private readonly page = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset;
  private readonly store = inject(LiveStore);
  protected readonly progress = progressLabels;
  protected readonly since = computed(() => {
    const updates = this.store.incident(this.page['slug'] ?? '')?.updates ?? [];
    return updates.filter(({ postedAt }) => postedAt > (this.page['since'] ?? '')).reverse();
  });
}
