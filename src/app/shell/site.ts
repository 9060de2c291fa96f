import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SITE_CONTENT } from '../content/site-content';
import { GetUpdates } from './get-updates';

/** What every page shares: ribbon, header, footer. */
@Component({
  selector: 'app-site',
  imports: [GetUpdates, RouterOutlet],
  template: `
    <a class="skip" href="#main">Skip to content</a>
    @if (status.simulated) {
      <aside class="ribbon" aria-label="About this data">
        <strong>Simulated data:</strong> nothing here happened. To show your own, edit
        <code>content/status.yaml</code> as the README tells.
      </aside>
    }
    <header>
      <a class="brand" [href]="links.home">
        @if (branding.logo; as logo) {
          <img [src]="links.data(logo.name)" [width]="logo.width" [height]="logo.height" alt="" />
        } @else {
          <svg viewBox="0 0 16 24" aria-hidden="true">
            <path d="M7.2 0h1.6v8H7.2zM3 8h10v3l-5 13L3 11z" />
          </svg>
        }
        <span>{{ status.site.name }}</span>
      </a>
      <app-get-updates />
      <nav aria-label="Site">
        <a [href]="links.home">Status</a>
        <a [href]="links.incidents">Incidents</a>
        <a [href]="links.maintenance">Maintenance</a>
        <a [href]="links.reports">Reports</a>
        <a [href]="links.howWeMeasure">Method</a>
      </nav>
    </header>
    <main id="main">
      <div
        id="live-incidents"
        aria-live="polite"
        [attr.data-known]="known"
        [attr.data-notice]="notice"
      ></div>
      @if (notice) {
        <p class="panel">{{ notice }}</p>
      }
      <router-outlet />
    </main>
    <footer>
      @if (branding.links.length > 0) {
        <nav aria-label="More">
          @for (link of branding.links; track link.url) {
            <a [href]="link.url">{{ link.label }}</a>
          }
        </nav>
      }
      @if (branding.footer) {
        <p>{{ branding.footer }}</p>
      }
      <p>
        All times in {{ zone }}. Figures are rounded down, never in our favour, and silence counts
        as unknown, not as up. <a class="whole" [href]="links.howWeMeasure">How we measure</a>
      </p>
      <p>
        Data: <a [href]="links.base + 'data/status.json'">status</a>,
        <a [href]="links.base + 'data/incidents.json'">incidents</a>,
        <a [href]="links.base + 'data/rules.json'">rules</a>,
        <a [href]="links.reports">monthly reports</a>
      </p>
    </footer>
    <p class="live-sign" data-island="live"></p>
  `,
})
export class Site {
  private readonly content = inject(SITE_CONTENT);
  protected readonly status = this.content.status;
  protected readonly branding = this.status.branding;
  protected readonly links = this.content.links;
  /** What needs no live banner: it stands in the page. */
  protected readonly known = this.status.openIncidents.join(' ') || null;
  protected readonly notice = this.status.content.notice;
  protected readonly zone = this.status.site.timezone;
}
