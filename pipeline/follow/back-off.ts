/** How long to wait before trying again: longer each time, never all workers at once. */

const firstMs = 500;
const longestMs = 30_000;

export class BackOff {
  readonly #random: () => number;
  #failures = 0;

  /** `random` yields numbers in [0, 1). */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds: between half of a doubling bound and all of it. */
  next(): number {
    const bound = Math.min(longestMs, firstMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 16);
    return Math.round(bound * (0.5 + this.#random() / 2));
  }

  /** Something worked. */
  reset(): void {
    this.#failures = 0;
  }
}
