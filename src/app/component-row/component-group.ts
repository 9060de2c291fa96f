import { Component, computed, inject, input } from '@angular/core';
import type { SiteStatus } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { StatusMark } from '../status-mark/status-mark';
import { ComponentRow } from './component-row';

/** A group that folds without script and shows its worst member. */
@Component({
  selector: 'app-component-group',
  imports: [ComponentRow, StatusMark],
  template: `
    <details open>
      <summary>
        <h2>{{ group().name }}</h2>
        <app-status-mark [status]="group().status" />
      </summary>
      @for (component of members(); track component.id) {
        <app-component-row [component]="component" />
      }
    </details>
  `,
})
export class ComponentGroup {
  private readonly content = inject(SITE_CONTENT);
  readonly group = input.required<SiteStatus['groups'][number]>();
  protected readonly members = computed(() =>
    this.group().components.flatMap((id) => this.content.component(id) ?? []),
  );
}
