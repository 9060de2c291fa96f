import { Component, inject } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';
import { Instant } from '../time/instant';

/** How far the data reaches and, apart from it, when the page was made; the age is added by script. */
@Component({
  selector: 'app-freshness',
  imports: [Instant],
  template: `
    @if (status.dataThrough; as through) {
      <p>
        Data through <time [appInstant]="through"></time>
        <span class="made">Page made <time [appInstant]="status.asOf"></time></span>
      </p>
      @if (stopped) {
        <p class="stale">No newer data had arrived when this page was made.</p>
      }
      <p
        class="age"
        data-island="age"
        [attr.data-through]="through"
        [attr.data-until]="status.validUntil"
      ></p>
    } @else {
      <p>
        No data has been read yet.
        <span class="made">Page made <time [appInstant]="status.asOf"></time></span>
      </p>
    }
  `,
})
export class Freshness {
  protected readonly status = inject(SITE_CONTENT).status;
  protected readonly stopped =
    this.status.validUntil !== null &&
    Date.parse(this.status.asOf) > Date.parse(this.status.validUntil);
}
