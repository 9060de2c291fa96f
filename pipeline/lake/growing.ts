/** A typed array that grows as values are pushed. */
export class Growing<Values extends Int32Array | Float64Array> {
  #values: Values;
  #length = 0;
  readonly #make: (length: number) => Values;

  constructor(make: (length: number) => Values) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The values pushed so far; a view, valid until the next push. */
  view(): Int32Array | Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}

export const growingInts = (): Growing<Int32Array> =>
  new Growing((length) => new Int32Array(length));
export const growingFloats = (): Growing<Float64Array> =>
  new Growing((length) => new Float64Array(length));
