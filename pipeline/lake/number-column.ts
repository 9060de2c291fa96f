import pl from 'nodejs-polars';

/** Stands for null in the memory of a column; no duration, code, bound or bucket is as low. */
const absent = -2_147_483_648;
const wordRange = 2 ** 32;

type Memory = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** How the numbers of a type lie in memory, so that Polars takes them over as they are. */
interface Layout {
  readonly make: (rows: number) => Memory;
  readonly write: (memory: Memory, row: number, value: number) => void;
  readonly toPolars: (memory: Memory, rows: number) => unknown;
}

const plain = {
  write: (memory: Memory, row: number, value: number) => {
    memory[row] = value;
  },
  toPolars: (memory: Memory, rows: number) => memory.subarray(0, rows),
};

const layouts = {
  int32: { ...plain, make: (rows) => new Int32Array(rows) },
  float64: { ...plain, make: (rows) => new Float64Array(rows) },
  // Two words each: to make a BigInt of every number, or to have Polars convert them, costs
  // more than to parse them.
  int64: {
    make: (rows) => new Int32Array(rows * 2),
    write: (memory, row, value) => {
      memory[row * 2] = value | 0;
      memory[row * 2 + 1] = Math.floor(value / wordRange);
    },
    toPolars: (memory, rows) => new BigInt64Array(memory.buffer, 0, rows),
  },
} as const satisfies Readonly<Record<string, Layout>>;

/** What Polars takes as it is; its types do not know that a BigInt64Array is such. */
function isTypedArray(values: unknown): values is ArrayLike<number> {
  return ArrayBuffer.isView(values);
}

/** Numbers of one column, null included. */
export class NumberColumn {
  readonly #name: string;
  readonly #layout: Layout;
  #memory: Memory;
  #capacity = 1024;
  #length = 0;
  #hasNulls = false;

  /** Only columns of `int32` and `float64` may hold null. */
  constructor(name: string, type: keyof typeof layouts) {
    this.#name = name;
    this.#layout = layouts[type];
    this.#memory = this.#layout.make(this.#capacity);
  }

  push(value: number | null): void {
    if (this.#length === this.#capacity) this.#grow();
    if (value === null) this.#hasNulls = true;
    this.#layout.write(this.#memory, this.#length, value ?? absent);
    this.#length += 1;
  }

  #grow(): void {
    this.#capacity *= 2;
    const larger = this.#layout.make(this.#capacity);
    larger.set(this.#memory);
    this.#memory = larger;
  }

  /** The rows as they lie in memory; where some are null they need {@link restore}. */
  series(): pl.Series {
    const values = this.#layout.toPolars(this.#memory, this.#length);
    if (!isTypedArray(values)) throw new Error(`${this.#name} is no typed array`);
    // Told the type, Polars would convert each value to it once more.
    return pl.Series(this.#name, values);
  }

  /** Puts null where it stood. */
  restore(frame: pl.LazyDataFrame): pl.LazyDataFrame {
    return this.#hasNulls
      ? frame.withColumns(pl.col(this.#name).replace(absent, pl.lit(null)))
      : frame;
  }
}
