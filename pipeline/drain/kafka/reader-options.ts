/** What a reader of topics hands over, and what it is given. */
import type { Batch, Positions } from '../source.ts';
import type { TopicPlan } from './topic-plans.ts';

/** Something for the loop that writes: parts of different partitions, or a question. */
export type ReaderItem =
  | { readonly kind: 'batches'; readonly batches: readonly Batch[] }
  /** Commit what came before, then tell {@link TopicReader.plan} the positions. */
  | { readonly kind: 'plan' };

/** Partitions of each topic. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

/** What the broker held at one moment. */
export interface Look {
  /** Just before it was asked, epoch ms. */
  readonly at: number;
  readonly plans: readonly TopicPlan[];
  /** What of it is ours. */
  readonly assignment: Assignment;
}

export interface ReaderOptions {
  readonly now: () => number;
  /** A part is handed over after this long. */
  readonly rollMs: number;
  readonly sessionMs: number;
  /** Our latest positions, for the distance to the end. */
  readonly positions: () => Positions;
  readonly onLook: (look: Look) => void;
  readonly onAssigned: (assignment: Assignment, topics: readonly string[]) => void;
}
