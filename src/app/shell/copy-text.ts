import { Component, ElementRef, inject, signal } from '@angular/core';

/** Copies the text its place on the page names; attached only where the browser can. */
@Component({
  selector: 'app-copy-text',
  template: `<button type="button" (click)="copy()">{{ copied() ? 'Copied' : 'Copy' }}</button>`,
})
export class CopyText {
  private readonly text = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset['text'];
  protected readonly copied = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.text ?? '');
    this.copied.set(true);
  }
}
