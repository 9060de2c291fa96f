import { Component } from '@angular/core';
import { explorerHint, explorerTitle } from './explorer-words';

/** The place kept for the explorer: what it will be, said before any script has come. */
@Component({
  selector: 'app-explorer-place',
  template: `
    <div data-island="explorer">
      <section>
        <h2>{{ title }}</h2>
        <p class="facts">{{ hint }}</p>
      </section>
    </div>
  `,
})
export class ExplorerPlace {
  protected readonly title = explorerTitle;
  protected readonly hint = explorerHint;
}
