import { Component, computed, inject, input } from '@angular/core';
import type { SiteStatus } from '#schema/snapshot.ts';
import { SITE_CONTENT } from '../content/site-content';
import { StatusMark } from '../status-mark/status-mark';
import { ComponentRow } from './component-row';

/** With more components than these, what is well is folded away. */
const unfoldedUpTo = 20;

/** A group that folds without script and shows its worst member. */
@Component({
  selector: 'app-component-group',
  imports: [ComponentRow, StatusMark],
  template: `
    <details [attr.open]="folded() ? null : ''">
      <summary>
        <h2>{{ group().name }}</h2>
        <div data-island="state" [attr.data-group]="group().name">
          <app-status-mark [status]="group().status" />
        </div>
        @if (folded()) {
          <small>{{ members().length }} components</small>
        }
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
  /** On a large page a group without trouble is one line. */
  protected readonly folded = computed(
    () =>
      this.group().status === 'operational' && this.content.status.components.length > unfoldedUpTo,
  );
  protected readonly members = computed(() =>
    this.group().components.flatMap((id) => this.content.component(id) ?? []),
  );
}
