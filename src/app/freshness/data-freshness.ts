/** How old the figures are, judged by the visitor's clock. */
import { ageInWords } from '../time/site-time';

export interface DataFreshness {
  readonly stale: boolean;
  readonly text: string;
}

/** What to say at `now` about data that reaches `through` and was due again by `validUntil` (epoch ms). */
export function freshnessAt(now: number, through: number, validUntil: number): DataFreshness {
  const age = ageInWords(now - through);
  const stale = now > validUntil;
  return { stale, text: stale ? `These figures are stale: last data ${age}` : `Last data ${age}` };
}
