import { Component, inject } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';

/** How to be told: opened and closed by the browser itself, without a script. */
@Component({
  selector: 'app-get-updates',
  template: `
    <button type="button" popovertarget="get-updates">Get updates</button>
    <div id="get-updates" popover role="dialog" aria-label="Get updates">
      <dl>
        <div>
          <dt>Feed</dt>
          <dd>
            <a [href]="links.feed('atom')">Atom</a>
            <a [href]="links.feed('rss')">RSS</a>
            <a [href]="links.feed('json')">JSON</a>
          </dd>
        </div>
        <div>
          <dt>Slack</dt>
          <dd>
            <code>/feed subscribe {{ rss }}</code>
          </dd>
        </div>
        <div>
          <dt>Calendar</dt>
          <dd><a [href]="links.calendar">Maintenance</a></dd>
        </div>
        <div>
          <dt>Programs</dt>
          <dd><a [href]="links.api">Status as JSON</a></dd>
        </div>
        <div>
          <dt>This page</dt>
          <dd>
            <code>{{ address }}/</code
            ><span data-island="copy" [attr.data-text]="address + '/'"></span>
          </dd>
        </div>
      </dl>
      <button type="button" popovertarget="get-updates" popovertargetaction="hide">Close</button>
    </div>
  `,
})
export class GetUpdates {
  private readonly content = inject(SITE_CONTENT);
  protected readonly links = this.content.links;
  protected readonly address = this.content.address;
  /** Slack asks for it from elsewhere: the whole address. */
  protected readonly rss = `${this.address}/feed.rss`;
}
