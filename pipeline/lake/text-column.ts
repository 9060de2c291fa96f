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
  #nulls = 0;

  constructor(name: string) {
    this.#name = name;
  }

  push(word: string | null): void {
    if (word === null) this.#nulls += 1;
    this.#codes.push(word === null ? -1 : this.#code(word));
  }

  #code(word: string): number {
    const known = this.#codeOf.get(word);
    if (known !== undefined) return known;
    this.#codeOf.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** All rows say the same. */
  get #uniform(): boolean {
    return this.#words.length === 0 || (this.#words.length === 1 && this.#nulls === 0);
  }

  /** Column of codes, to be replaced by {@link restore}; none where all rows say the same. */
  codes(): pl.Series[] {
    return this.#uniform ? [] : [pl.Series(this.#codeName, this.#codes.view(), pl.Int32)];
  }

  /** Replaces the codes in a frame by the words; -1 becomes null. The order of rows may change. */
  restore(frame: pl.LazyDataFrame): pl.LazyDataFrame {
    if (this.#uniform) {
      return frame.withColumns(
        pl
          .lit(this.#words[0] ?? null)
          .cast(pl.Utf8)
          .alias(this.#name),
      );
    }
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
