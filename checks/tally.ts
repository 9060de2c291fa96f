import * as v from 'valibot';

const Tally = v.object({
  passed: v.number(),
  failed: v.array(v.string()),
  skipped: v.array(v.object({ name: v.string(), reason: v.string() })),
});

/** What a step came to: how many passed, and by name what did not. */
export type Tally = v.InferOutput<typeof Tally>;

/** Said of a skipped test that gives no reason; the summary shows it so that somebody adds one. */
export const NO_REASON = 'no reason given';

/** Reads a tally that a reporter has written; throws when it is not one. */
export const parseTally = (text: string): Tally => v.parse(Tally, JSON.parse(text));

/** The sum of several tallies. */
export function sumOf(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** The last line of `npm test`: what a script reads. */
export const lastLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;

/** Nothing failed, and something ran: a run without a test proves nothing. */
export const isSuccess = ({ passed, failed }: Tally): boolean => failed.length === 0 && passed > 0;
