import { Component, computed, inject, input } from '@angular/core';
import { PAGE_CONTEXT } from '../content/page-context';

/** An instant in the site's zone; script may later add the visitor's. */
@Component({
  selector: 'time[appInstant]',
  template: '{{ text() }}',
  host: { '[attr.datetime]': 'appInstant()' },
})
export class Instant {
  private readonly time = inject(PAGE_CONTEXT).time;
  readonly appInstant = input.required<string>();
  readonly form = input<'instant' | 'clock' | 'date'>('instant');
  protected readonly text = computed(() => this.time[this.form()](this.appInstant()));
}
