/** The figures under the graph of a component, as far as what was measured carries them. */
import { nothingMeasured } from '#schema/percent.ts';
import type { ComponentSummary, WindowFigures } from '#schema/snapshot.ts';
import { availabilityInWords, budgetInWords, isThinlyCovered } from '../figures/figure-words';

export interface RowFigures {
  /** Availability over 90 days; null where nothing was measured in them. */
  readonly available: string | null;
  /** Null where so little was measured that a full budget would flatter. */
  readonly budget: string | null;
}

type Summary = Pick<ComponentSummary, 'coverage' | 'budgetRemaining'>;
type Measured = Pick<WindowFigures, 'availability' | 'worst' | 'best' | 'coverage'>;

/** Figures of a row from its summary and its 90-day window. */
export function rowFigures({ coverage, budgetRemaining }: Summary, quarter: Measured): RowFigures {
  const available = availabilityInWords(quarter);
  return {
    available: available === nothingMeasured ? null : available,
    budget: isThinlyCovered(coverage['30d']) ? null : budgetInWords(budgetRemaining),
  };
}
