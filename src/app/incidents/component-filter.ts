import { Component, computed, inject, input } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';

/** Links to the incidents of each component; a page for each, so it filters without script. */
@Component({
  selector: 'app-component-filter',
  template: `
    <details class="filter">
      <summary><b>Filter by component</b></summary>
      <nav aria-label="Incidents by component">
        <a [href]="links.incidents" [attr.aria-current]="component() === null ? 'page' : null"
          >All</a
        >
        @for (choice of choices(); track choice.id) {
          <a
            [href]="links.incidentsOf(choice.id)"
            [attr.aria-current]="component() === choice.id ? 'page' : null"
            >{{ choice.name }} ({{ choice.count }})</a
          >
        }
      </nav>
    </details>
  `,
})
export class ComponentFilter {
  private readonly content = inject(SITE_CONTENT);
  /** Id of the component shown; null: all are. */
  readonly component = input.required<string | null>();
  protected readonly links = this.content.links;
  protected readonly choices = computed(() => {
    const named = this.content.incidents.flatMap(({ components }) => components);
    return this.content.status.components.map(({ id, name }) => ({
      ...{ id, name },
      count: named.filter((one) => one.id === id).length,
    }));
  });
}
