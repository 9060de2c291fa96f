import { Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { SITE_CONTENT } from '../../../content/site-content';
import { Freshness } from '../../../freshness/freshness';
import { IncidentHistory } from '../../../incidents/incident-history';
import { describePage } from '../../../shell/page-head';

/** The incidents of one component by month. */
@Component({
  selector: 'app-component-incidents-page',
  imports: [Freshness, IncidentHistory],
  template: `
    <div class="intro">
      <h1>Incidents of {{ name }}</h1>
      <p>
        <a [href]="content.links.incidents">All incidents</a> ·
        <a [href]="content.links.component(id)">State and figures of {{ name }}</a>
      </p>
      <app-freshness />
    </div>
    <app-incident-history [component]="id" />
  `,
})
export default class ComponentIncidentsPage {
  protected readonly content = inject(SITE_CONTENT);
  protected readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id') ?? '';
  protected readonly name = this.nameOf(this.id);

  constructor() {
    describePage(`Incidents of ${this.name}`, `Every incident of ${this.name} by month.`);
  }

  private nameOf(id: string): string {
    const component = this.content.component(id);
    if (!component) throw new Error(`status.json names no component "${id}"`);
    return component.name;
  }
}
