/** A failure the service goes on after, told once to each who listens. */
import { messageOf, Problem } from '../problem.ts';
import type { FollowContext } from './context.ts';

/** Logs a failure of a part of the service, counts it and makes the service not ready. */
export function tellFailure(
  { log, health, metrics }: Pick<FollowContext, 'log' | 'health' | 'metrics'>,
  part: string,
  error: unknown,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  metrics.failures.inc({ part });
  health.failed(part, messageOf(error));
  // A Problem is for its reader; anything else is ours and needs its stack.
  const stack = error instanceof Problem || !(error instanceof Error) ? {} : { stack: error.stack };
  log.error(messageOf(error), { part, ...fields, ...stack });
}
