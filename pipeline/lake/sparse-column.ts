import pl from 'nodejs-polars';

/** A numeric column that mostly holds its default, so that only the exceptions cost anything. */
export class SparseColumn {
  readonly #name: string;
  readonly #rows: number[] = [];
  readonly #values: number[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  set(row: number, value: number): void {
    this.#rows.push(row);
    this.#values.push(value);
  }

  /** The column of so many rows; where nothing was set the number itself, or that of the array. */
  series(length: number, fallback: number | ArrayLike<number>): pl.Series {
    const whole = typeof fallback === 'number';
    const values = whole ? new Float64Array(length).fill(fallback) : Float64Array.from(fallback);
    this.#rows.forEach((row, at) => {
      values[row] = this.#values[at] ?? NaN;
    });
    return pl.Series(this.#name, values, pl.Float64);
  }
}
