/** Stops a run that reads mostly nonsense: a wrong topic must not become silence on the page. */
import { Problem } from '../problem.ts';
import type { MadePart } from './make-part.ts';

/** Fewer records say nothing about a share, unless nothing at all could be used. */
const leastRecords = 100;
const leastUnusable = 5;
/** What came before so many records counts half, so that a long good past hides nothing. */
const recentRecords = 20_000;

export class PoisonGuard {
  readonly #label: string;
  readonly #maxPercent: number;
  #received = 0;
  #malformed = 0;

  constructor(label: string, maxPercent: number) {
    this.#label = label;
    this.#maxPercent = maxPercent;
  }

  /** Throws a Problem where a part takes the run above the share; it must not be committed then. */
  check({ part: { ledger }, examples }: MadePart): void {
    this.#received += ledger.received;
    this.#malformed += ledger.malformed;
    const unusable = this.#malformed === this.#received && this.#maxPercent < 100;
    if (this.#received < (unusable ? leastUnusable : leastRecords)) return;
    if (this.#malformed * 100 <= this.#maxPercent * this.#received) {
      this.#forget();
      return;
    }
    throw new Problem(
      [
        `${this.#label}: ${this.#malformed} of ${this.#received} records are malformed, more than the ${this.#maxPercent} % its maxMalformed allows; the run stops here and the site stays as it was. Mend the producer, or the components and match of the configuration, or raise maxMalformed`,
        ...examples.map((example) => `  ${example}`),
      ].join('\n'),
    );
  }
  #forget(): void {
    if (this.#received <= recentRecords) return;
    this.#received /= 2;
    this.#malformed /= 2;
  }
}
