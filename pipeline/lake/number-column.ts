import pl from 'nodejs-polars';
import { constant, kept } from './expressions.ts';

/** Stands for null in the memory of a column; no duration, code, bound or bucket is as low. */
const absent = -2_147_483_648;
const wordRange = 2 ** 32;

type Memory = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** How the numbers of a type lie in memory, so that Polars takes them over as they are. */
const layouts = {
  int32: { type: pl.Int32, make: (rows: number): Memory => new Int32Array(rows) },
  float64: { type: pl.Float64, make: (rows: number): Memory => new Float64Array(rows) },
  // Two words each: to make a BigInt of every number, or to have Polars convert them, costs
  // more than to parse them.
  int64: { type: pl.Int64, make: (rows: number): Memory => new Int32Array(2 * rows) },
} as const;

export type NumberType = keyof typeof layouts;

/** What Polars takes as it is; its types do not know that a BigInt64Array is such. */
function isTypedArray(values: unknown): values is ArrayLike<number> {
  return ArrayBuffer.isView(values);
}

/** Numbers of one column, null included. */
export class NumberColumn {
  readonly #name: string;
  readonly #layout: (typeof layouts)[NumberType];
  readonly #isWide: boolean;
  readonly #usual: number | null;
  #memory: Memory;
  #capacity: number;
  #length = 0;
  #nulls = 0;

  /** Only columns of `int32` and `float64` may hold null; `usual` is what most rows hold. */
  constructor(name: string, type: NumberType, usual: number | null = 0, rows = 1024) {
    this.#name = name;
    this.#capacity = Math.max(rows, 1);
    this.#layout = layouts[type];
    this.#isWide = type === 'int64';
    this.#usual = usual;
    this.#memory = this.#make();
  }

  #make(): Memory {
    const memory = this.#layout.make(this.#capacity);
    return this.#usual === 0 ? memory : memory.fill(this.#usual ?? absent);
  }

  push(value: number | null): void {
    if (this.#length === this.#capacity) this.#grow();
    if (value === null) this.#nulls += 1;
    this.#write(value ?? absent);
    this.#length += 1;
  }

  #write(value: number): void {
    if (this.#isWide) {
      const at = this.#length * 2;
      this.#memory[at] = value | 0;
      this.#memory[at + 1] = Math.floor(value / wordRange);
    } else this.#memory[this.#length] = value;
  }

  /** The usual value, which is there already. */
  pushUsual(): void {
    if (this.#length === this.#capacity) this.#grow();
    if (this.#usual === null) this.#nulls += 1;
    this.#length += 1;
  }

  #grow(): void {
    this.#capacity *= 2;
    const larger = this.#make();
    larger.set(this.#memory);
    this.#memory = larger;
  }

  /** The rows as they lie in memory; where some are null they need {@link restoring}. */
  series(): pl.Series {
    const values: unknown = this.#isWide
      ? new BigInt64Array(this.#memory.buffer, 0, this.#length)
      : this.#memory.subarray(0, this.#length);
    if (!isTypedArray(values)) throw new Error(`${this.#name} is no typed array`);
    // Told the type, Polars would convert each value to it once more.
    return pl.Series(this.#name, values);
  }

  /** What puts null where it stood; none where there was none. */
  restoring(): pl.Expr[] {
    if (this.#nulls === 0) return [];
    return [
      this.#nulls === this.#length
        ? constant(this.#name, this.#layout.type, null)
        : kept(`nulls of ${this.#name}`, () => pl.col(this.#name).replace(absent, pl.lit(null))),
    ];
  }
}
