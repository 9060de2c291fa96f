import pl from 'nodejs-polars';
import { NumberColumn } from './number-column.ts';

/**
 * Text that repeats, kept as numbers until it becomes a column: handing a string
 * over to Polars costs far more than handing over an integer.
 */
export class TextColumn {
  readonly #name: string;
  readonly #codes: NumberColumn;
  readonly #words: string[] = [];
  readonly #codeOf = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
    this.#codes = new NumberColumn(`${name}_code`, 'int32');
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
  series(): pl.Series {
    return this.#codes.series();
  }

  /** Replaces the codes in a frame by the words; -1 becomes null. The order of rows may change. */
  restore(frame: pl.LazyDataFrame): pl.LazyDataFrame {
    const name = `${this.#name}_code`;
    const words = pl.DataFrame([
      pl.Series(name, Int32Array.from(this.#words.keys())),
      pl.Series(this.#name, this.#words, pl.Utf8),
    ]);
    return frame.join(words.lazy(), { on: name, how: 'left' });
  }
}
