/** Our figures beside the reports of Google's slo-generator, from the same counts. */
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { budgetOf, burnRateOf } from '../rollup/figures/objective.ts';
import { floorPercent } from '#schema/percent.ts';
import { type Oracle, makingMs, sloGenerator } from './tools.testing.ts';

/** Shares are rounded to six decimals, burn rates to one. */
const reports = v.array(
  v.object({
    valid: v.literal(true),
    sli_measurement: v.number(),
    good_events_count: v.number(),
    bad_events_count: v.number(),
    error_budget_consumed_ratio: v.number(),
    error_budget_burn_rate: v.number(),
    alert: v.boolean(),
  }),
);

let generator: Oracle = { absent: 'not looked for' };
beforeAll(async () => {
  generator = await sloGenerator();
}, makingMs);

const counts = fc.record({
  good: fc.nat(50_000_000),
  // Half of them near what a target allows, where figures are easily wrong.
  bad: fc.oneof(fc.nat(100), fc.nat(5_000_000)),
  targetPpm: fc.constantFrom(900_000, 950_000, 990_000, 999_000, 999_500, 999_900),
});
const cases = fc
  .sample(counts, { numRuns: 2000, seed: 11 })
  .filter(({ good, bad }) => good + bad > 0);

const number = (printed: string) => Number.parseFloat(printed);
const rounding = 1e-6;

it('says of the same counts what we say, as far as it does not round', (context) => {
  const { ask } = generator;
  if (ask === undefined) return context.skip(generator.absent);
  const questions = cases.map(({ good, bad, targetPpm }) => ({
    ...{ good, bad, goal: targetPpm / 1_000_000, threshold: 14.4 },
  }));
  const answers = v.parse(reports, ask(questions));
  expect(answers).toHaveLength(cases.length);
  answers.forEach((answer, index) => {
    const { good, bad, targetPpm } = cases[index] ?? { good: 0, bad: 0, targetPpm: 0 };
    const valid = good + bad;
    const allowed = (1_000_000 - targetPpm) / 1_000_000;
    expect([answer.good_events_count, answer.bad_events_count]).toEqual([good, bad]);

    const availability = number(floorPercent(good, valid, 6)) / 100;
    expect(Math.abs(availability - answer.sli_measurement)).toBeLessThanOrEqual(rounding);

    // Its share is rounded before it is divided, and ours is ceiled to two decimals.
    const { consumed, remaining } = budgetOf(bad, valid, targetPpm);
    const apart = 0.01 + (100 * rounding) / allowed;
    const used = answer.error_budget_consumed_ratio;
    expect(Math.abs(number(consumed) - used)).toBeLessThanOrEqual(apart);
    expect(Math.abs(number(remaining) - (100 - used))).toBeLessThanOrEqual(apart);

    const burn = number(burnRateOf(bad, valid, targetPpm));
    const burnApart = 0.05 + 0.01 + rounding / allowed;
    expect(Math.abs(burn - answer.error_budget_burn_rate)).toBeLessThanOrEqual(burnApart);
  });
});
