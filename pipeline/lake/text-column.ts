import pl from 'nodejs-polars';
import { constant } from './expressions.ts';
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
  readonly #usual: string | null;
  #isUsual = true;

  /** `usual` is what most rows hold. */
  constructor(name: string, usual: string | null = null, rows?: number) {
    this.#name = name;
    this.#usual = usual;
    if (usual !== null) this.#code(usual);
    this.#codes = new NumberColumn(this.#codeName, 'int32', usual === null ? -1 : 0, rows);
  }

  get #codeName(): string {
    return `${this.#name}_code`;
  }

  push(word: string | null): void {
    if (word !== this.#usual) this.#isUsual = false;
    this.#codes.push(word === null ? -1 : this.#code(word));
  }

  /** The usual text, which is there already. */
  pushUsual(): void {
    this.#codes.pushUsual();
  }

  #code(word: string): number {
    const known = this.#codeOf.get(word);
    if (known !== undefined) return known;
    this.#codeOf.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** Column of codes, to be replaced by {@link restore}; none where all rows are as usual. */
  series(): pl.Series[] {
    return this.#isUsual ? [] : [this.#codes.series()];
  }

  /** Replaces the codes in a frame by the words; -1 becomes null. The order of rows may change. */
  restore(frame: pl.DataFrame): pl.DataFrame {
    if (this.#isUsual) return frame;
    const words = pl.DataFrame([
      pl.Series(this.#codeName, Int32Array.from(this.#words.keys())),
      pl.Series(this.#name, this.#words, pl.Utf8),
    ]);
    return frame.join(words, { on: this.#codeName, how: 'left' });
  }

  /** What makes the column where all rows are as usual. */
  restoring(): pl.Expr[] {
    return this.#isUsual ? [constant(this.#name, pl.Utf8, this.#usual)] : [];
  }
}
