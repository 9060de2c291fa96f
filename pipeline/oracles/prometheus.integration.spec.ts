/** Our figures beside those of Prometheus' engine, from the same minutes. */
import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { sharesOf } from '../rollup/figures/day.ts';
import { burnsAbove } from '../rollup/figures/objective.ts';
import { type Tally, tallyOf } from '../rollup/figures/tally.ts';
import { windowFiguresOf } from '../rollup/figures/window.ts';
import type { MinuteSeries } from '../rollup/minutes/minute-class.ts';
import { componentOf } from '../testing/components.testing.ts';
import { gaugesOf, randomMinutes } from './random-minutes.testing.ts';
import { type Oracle, makingMs, prometheusEngine } from './tools.testing.ts';

const answersSchema = v.array(v.nullable(v.number()));
const days = 8;
const minutes = days * 1440;
/** The windows of burn rates, then those of verdicts. */
const windows = [5, 30, 60, 120, 360, 1440, 4320, 10_080];
const targets = [900_000, 990_000, 999_000, 999_900];
const seeds = [1, 2, 3];
const tolerance = 1e-9;

let engine: Oracle = { absent: 'not looked for' };
beforeAll(async () => {
  engine = await prometheusEngine();
}, makingMs);

/** Ends of windows, some of them before there is enough to fill one. */
const ends = [3, 200, 1440, 5000, 7777, 9000, minutes];

interface Query {
  readonly expr: string;
  readonly minute: number;
}

interface Case {
  readonly queries: readonly Query[];
  /** Holds our figure to the answers. */
  readonly check: (...answers: readonly (number | null)[]) => void;
}

const sum = (name: string, window: number) => `sum_over_time(${name}[${window}m])`;
const average = (name: string, window: number) => `avg_over_time(${name}[${window}m])`;

/** A printed figure is the exact one cut to `digits`, down or up, and "—" where there is none. */
function expectCut(printed: string, exact: number | null, step: number, up = false): void {
  if (exact === null || Number.isNaN(exact)) {
    expect(printed).toBe('—');
    return;
  }
  const shown = Number.parseFloat(printed);
  const [low, high] = up ? [shown - step, shown] : [shown, shown + step];
  const slack = tolerance * Math.max(1, Math.abs(exact));
  expect(exact).toBeGreaterThanOrEqual(low - slack);
  expect(exact).toBeLessThanOrEqual(high + slack);
}

function countCase(tally: Tally, window: number, minute: number): Case {
  const at = (expr: string) => ({ expr, minute });
  return {
    queries: [at(sum('valid', window)), at(sum('bad', window))],
    check: (valid, bad) => {
      expect([tally.valid, tally.bad]).toEqual([valid ?? 0, bad ?? 0]);
    },
  };
}

function shareCase(tally: Tally, window: number, minute: number): Case {
  const names = ['served', 'worst', 'best', 'known'];
  const { uptime, worst, best, coverage } = sharesOf(tally.minutes);
  return {
    queries: names.map((name) => ({ expr: `100 * ${average(name, window)}`, minute })),
    check: (served = null, least = null, most = null, known = null) => {
      expectCut(uptime, served, 0.001);
      expectCut(worst, least, 0.001);
      expectCut(best, most, 0.001);
      expectCut(coverage, known, 0.01);
    },
  };
}

function objectiveCase(tally: Tally, targetPpm: number, window: number, minute: number): Case {
  const [objective] = componentOf({ slo: { availability: targetPpm / 10_000 } }).objectives;
  if (objective === undefined) throw new Error('no objective');
  const figures = windowFiguresOf({ tally, p99Ms: null, observed: 'requests', objective });
  const ratio = `${sum('bad', window)} / ${sum('valid', window)}`;
  const burn = `(${ratio}) / ${(1_000_000 - targetPpm) / 1_000_000}`;
  return {
    queries: [`100 * (1 - ${ratio})`, burn, `100 * (1 - ${burn})`].map((expr) => ({
      expr,
      minute,
    })),
    check: (availability = null, rate = null, left = null) => {
      expectCut(figures.availability, availability, 0.001);
      expectCut(figures.burnRate, rate, 0.01, true);
      expectCut(figures.budget.consumed, rate === null ? null : rate * 100, 0.01, true);
      expectCut(figures.budget.remaining, left, 0.01);
      for (const tenths of [10, 30, 60, 144]) {
        // At the very limit a float may fall on either side; the integers decide there.
        if (rate !== null && Math.abs(rate - tenths / 10) > tolerance)
          expect(burnsAbove(tally.bad, tally.valid, targetPpm, tenths)).toBe(rate > tenths / 10);
      }
    },
  };
}

function casesOf(series: MinuteSeries): Case[] {
  const { start } = series.range;
  return ends.flatMap((end) =>
    windows.flatMap((window) => {
      const tally = tallyOf(series, start + end - window, start + end);
      // A range of Prometheus is open at its left: it holds the last `window` samples.
      const minute = end - 1;
      return [
        countCase(tally, window, minute),
        shareCase(tally, window, minute),
        ...targets.map((target) => objectiveCase(tally, target, window, minute)),
      ];
    }),
  );
}

it.for(seeds)('says of the same minutes what we say: seed %i', (seed, context) => {
  const { ask } = engine;
  if (ask === undefined) return context.skip(engine.absent);
  const series = randomMinutes(seed, minutes);
  const cases = casesOf(series);
  const queries = cases.flatMap((item) => item.queries);
  const answers = v.parse(answersSchema, ask({ gauges: gaugesOf(series), queries }));
  expect(answers).toHaveLength(queries.length);
  let next = 0;
  for (const { queries: asked, check } of cases) {
    check(...answers.slice(next, next + asked.length));
    next += asked.length;
  }
});
