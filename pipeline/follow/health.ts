/** Whether the service does what it is for: what is failing, and since when nothing worked. */

export class Health {
  readonly #failing = new Map<string, string>();
  readonly #workedAt = new Map<string, number>();
  readonly #limitMs: number;

  /** A part of the service that did not work for `limitMs` is not ready. */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** A part that has to work before the service is ready. */
  expect(part: string): void {
    this.#failing.set(part, 'is starting');
  }

  worked(part: string, nowMs: number): void {
    this.#failing.delete(part);
    this.#workedAt.set(part, nowMs);
  }

  failed(part: string, reason: string): void {
    this.#failing.set(part, reason);
  }

  /** Why the service is not ready, in words; none where it is. */
  reasons(nowMs: number): string[] {
    const late = [...this.#workedAt]
      .filter(([part, at]) => !this.#failing.has(part) && nowMs - at > this.#limitMs)
      .map(([part, at]) => `${part}: nothing for ${Math.round((nowMs - at) / 1000)} s`);
    return [...[...this.#failing].map(([part, reason]) => `${part}: ${reason}`), ...late];
  }
}
