/** A window from its sums. */
import type { ObjectiveConfig } from '#schema/config.ts';
import { floorPercent } from '#schema/percent.ts';
import type { Observation, Quantile, WindowFigures } from '#schema/snapshot.ts';
import { expectedOf, sharesOf } from './day.ts';
import {
  budgetOf,
  burnRateOf,
  combined,
  latencyVerdict,
  type Measured,
  verdictByEvents,
  verdictByMinutes,
} from './objective.ts';
import type { Tally } from './tally.ts';
import { lowVolumeOf } from './wilson.ts';

export interface WindowInput {
  readonly tally: Tally;
  readonly p99Ms: Quantile | null;
  readonly observed: Observation;
  readonly objective: ObjectiveConfig;
}

function measuredOf({ minutes, valid, bad, timed, slow, slowHigh }: Tally): Measured {
  return {
    valid,
    bad,
    upMinutes: minutes.UP + minutes.DEGRADED + minutes.IDLE,
    unknownMinutes: minutes.UNKNOWN,
    expectedMinutes: expectedOf(minutes),
    timed,
    over: [slow, slowHigh],
  };
}

function basisOf(
  byEvents: boolean,
  objective: ObjectiveConfig,
  coverage: string,
  unsampled: boolean,
): string {
  // Of a sample of unknown size neither the good nor the bad share is known.
  if (unsampled) return 'no verdict: traces whose sampling is not declared';
  const availability = `${objective.availabilityPpm / 10_000}%`;
  const counted = byEvents ? `requests against ${availability}` : `minutes against ${availability}`;
  const latency = objective.p99Ms === null ? '' : `, P99 against ${objective.p99Ms} ms`;
  return `${counted}${latency}, ${coverage === '—' ? 'nothing' : coverage} of the time measured`;
}

/** The published figures of a window. */
export function windowFiguresOf({ tally, p99Ms, observed, objective }: WindowInput): WindowFigures {
  const { valid, bad } = tally;
  const measured = measuredOf(tally);
  const target = objective.availabilityPpm;
  const byEvents = observed === 'requests';
  const verdicts = [
    byEvents ? verdictByEvents(measured, objective) : verdictByMinutes(measured, target),
  ];
  if (objective.p99Ms !== null) verdicts.push(latencyVerdict(measured));
  const { worst, best, coverage } = sharesOf(tally.minutes);
  return {
    valid,
    good: valid - bad,
    bad,
    availability: floorPercent(valid - bad, valid, 3),
    // Time in a state is no sample of anything.
    lowVolume: observed === 'transitions' ? null : lowVolumeOf(valid - bad, valid, target),
    objective: { availabilityPpm: target, p99Ms: objective.p99Ms },
    worst,
    best,
    budget: budgetOf(bad, valid, target),
    burnRate: burnRateOf(bad, valid, target),
    p99Ms,
    latency: { over: measured.over, total: measured.timed },
    coverage,
    verdict: tally.unsampled > 0 ? 'undetermined' : combined(verdicts),
    basis: basisOf(byEvents, objective, coverage, tally.unsampled > 0),
  };
}
