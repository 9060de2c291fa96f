import { Component } from '@angular/core';
import { explorerTitle, figuresMissing } from './explorer-words';

/** Stands in for the explorer where the figures behind the graphs cannot be had. */
@Component({
  selector: 'app-missing-figures',
  template: `
    <section>
      <h2>{{ title }}</h2>
      <p class="facts" role="status">{{ text }}</p>
    </section>
  `,
})
export class MissingFigures {
  protected readonly title = explorerTitle;
  protected readonly text = figuresMissing;
}
