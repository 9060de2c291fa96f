/**
 * Until when everything has been read. A mark says what the broker held at some
 * moment; it is reached once the lake's positions, whoever moved them, are past it.
 */
import { type Cursor, cursorKey } from '../lake/manifest.ts';
import type { Look } from '../drain/kafka/reader-options.ts';

interface Mark {
  readonly at: number;
  /** By position: the offset before which all has to be read. */
  readonly ends: ReadonlyMap<string, number>;
}

const marksKept = 120;

export class DrainedMarks {
  #marks: Mark[] = [];

  add({ at, plans }: Pick<Look, 'at' | 'plans'>): void {
    const ends = new Map(
      plans.map(({ stream, plan }) => [cursorKey({ stream, ...plan }), plan.end]),
    );
    this.#marks.push({ at, ends });
    // Far behind, coarser steps will do.
    if (this.#marks.length > marksKept) this.#marks = this.#marks.filter((_, at) => at % 2 === 0);
  }

  /** The newest moment whose mark is reached, epoch ms; older ones are forgotten. */
  reached(cursors: ReadonlyMap<string, Cursor>): number | null {
    const at = this.#marks.findLastIndex(({ ends }) =>
      [...ends].every(([key, end]) => (cursors.get(key)?.next ?? -1) >= end),
    );
    const mark = this.#marks[at];
    if (mark === undefined) return null;
    this.#marks = this.#marks.slice(at);
    return mark.at;
  }
}
