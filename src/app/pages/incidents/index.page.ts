import { Component } from '@angular/core';
import { Freshness } from '../../freshness/freshness';
import { IncidentHistory } from '../../incidents/incident-history';
import { describePage } from '../../shell/page-head';

/** Every incident by month, then past maintenance. */
@Component({
  selector: 'app-incidents-page',
  imports: [Freshness, IncidentHistory],
  template: `
    <div class="intro">
      <h1>Incidents</h1>
      <app-freshness />
    </div>
    <app-incident-history />
  `,
})
export default class IncidentsPage {
  constructor() {
    describePage(
      'Incidents',
      'Every incident by month: what happened, for how long, how it ended.',
    );
  }
}
