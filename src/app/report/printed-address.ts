import { computed, Directive, inject, input } from '@angular/core';
import { SITE_CONTENT } from '../content/site-content';

/** A link whose address is printed after it on paper, in full where the site's own is known. */
@Directive({
  selector: 'a[appPrintedAddress]',
  host: { '[attr.href]': 'href()', '[attr.data-address]': 'address()' },
})
export class PrintedAddress {
  private readonly url = inject(SITE_CONTENT).status.site.url;
  readonly href = input.required<string>();
  protected readonly address = computed(() =>
    this.url === null ? this.href() : new URL(this.href(), this.url).href,
  );
}
