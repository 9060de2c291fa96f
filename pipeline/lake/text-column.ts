import pl from 'nodejs-polars';
import { growingInts } from './growing.ts';

/**
 * Text that repeats, kept as numbers until it becomes a column: handing a string
 * over to Polars costs far more than handing over an integer.
 */
export class TextColumn {
  readonly #name: string;
  readonly #codes = growingInts();
  readonly #words: string[] = [];
  readonly #codeOf = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  push(word: string | null): void {
    this.#codes.push(word === null ? -1 : this.#code(word));
  }

  #code(word: string): number {
    const known = this.#codeOf.get(word);
    if (known !== undefined) return known;
    this.#codeOf.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** Column of codes, to be replaced by {@link restore}. */
  codes(): pl.Series {
    return pl.Series(this.#codeName, this.#codes.view(), pl.Int32);
  }

  /** Replaces the codes in a frame by the words; -1 becomes null. The order of rows may change. */
  restore(frame: pl.LazyDataFrame): pl.LazyDataFrame {
    const words = pl.DataFrame([
      pl.Series(this.#codeName, Int32Array.from(this.#words.keys()), pl.Int32),
      pl.Series(this.#name, this.#words, pl.Utf8),
    ]);
    return frame.join(words.lazy(), { on: this.#codeName, how: 'left' });
  }

  get #codeName(): string {
    return `${this.#name}_code`;
  }
}
