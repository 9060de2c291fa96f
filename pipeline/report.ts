/** What a run did, for people. */
import type { SourceReport } from './drain/drain.ts';

export interface StageTimes {
  /** Milliseconds of each stage, in the order they ran. */
  readonly timings: Readonly<Record<string, number>>;
  readonly time: <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;
}

/** A stopwatch over the stages of a run. */
export function stageTimes(): StageTimes {
  const timings: Record<string, number> = {};
  return {
    timings,
    async time(stage, work) {
      const start = performance.now();
      const result = await work();
      timings[stage] = (timings[stage] ?? 0) + Math.round(performance.now() - start);
      return result;
    },
  };
}

/** One line per source, and one per example of what was set aside. */
export function sourceLines(sources: readonly SourceReport[]): string[] {
  return sources.flatMap(
    ({ label, received, malformed, future, late, unmatched, examples, note }) => {
      const aside = [
        malformed > 0 ? `${malformed} malformed` : '',
        future > 0 ? `${future} from the future` : '',
        late > 0 ? `${late} too old` : '',
      ].filter((text) => text !== '');
      const others = unmatched > 0 ? `; ${unmatched} claimed by no component` : '';
      const kept = aside.length > 0 ? `; set aside: ${aside.join(', ')}` : '';
      return [
        `${label}: ${received} new records${kept}${others}`,
        ...examples.map((example) => `  ${example}`),
        ...(note === null ? [] : [`  ${note}`]),
      ];
    },
  );
}

/** `drain 2.68 s, rollup 1.20 s`. */
export function timingText(timings: Readonly<Record<string, number>>): string {
  return Object.entries(timings)
    .map(([stage, ms]) => `${stage} ${(ms / 1000).toFixed(2)} s`)
    .join(', ');
}
