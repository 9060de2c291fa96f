/**
 * The noise filter: a failed check is set aside when a strict majority of its
 * peers saw the service well and the same vantage point sees it well again at
 * its next check. Two guards keep a real fault from hiding behind it.
 */
import { rules } from '../rollup/rules.ts';
import { allGood, follows, type Ballots, type Result, StandingWalk } from './standing.ts';

export interface VoteOptions {
  readonly checkIntervalMs: number;
  /** Vantage points that should report; null: those seen on the day. */
  readonly probes: number | null;
  /** Site days with their length in settled minutes, to apply the daily guard. */
  readonly days: readonly { readonly start: number; readonly end: number }[];
  /** Results that have no vote and are no suspects: of a probe whose monitor failed. */
  readonly silent?: ReadonlySet<Result>;
}

/** How the standing probes saw a service when one of them saw it fail, itself included. */
export interface Vote {
  readonly good: number;
  readonly standing: number;
}

type Outvoted = ReadonlyMap<Result, Vote>;

/** Results that peers and the next check outvote, before any guard. */
function outvoted(ballots: Ballots, { checkIntervalMs, silent }: VoteOptions): Outvoted {
  const suspects = ballots
    .flatMap((results) =>
      results.filter((result, index) => {
        const next = results[index + 1];
        // Several results of one minute are one cell, of which none can be set aside alone.
        const single = result.bad && result.cell.records === 1 && !silent?.has(result);
        return single && follows(result, next, checkIntervalMs) && allGood(next);
      }),
    )
    .sort((a, b) => a.minute - b.minute);
  const walk = new StandingWalk(ballots, checkIntervalMs);
  const found = new Map<Result, Vote>();
  for (const suspect of suspects) {
    const standing = walk.at(suspect.minute).filter((result) => !silent?.has(result));
    const good = standing.filter(({ bad }) => !bad).length;
    const enough = walk.reporting(suspect.minute) >= rules.probes.leastVantagesForNoise;
    if (enough && good * 2 > standing.length)
      found.set(suspect, { good, standing: standing.length });
  }
  return found;
}

/** Minutes that crowd together: 5 of them within 60 are no noise. */
function crowded(noise: readonly Result[]): Set<number> {
  const [count, within] = rules.probes.guardMinutes;
  const minutes = [...new Set(noise.map(({ minute }) => minute))].sort((a, b) => a - b);
  const found = new Set<number>();
  for (let from = 0; from + count <= minutes.length; from += 1) {
    const run = minutes.slice(from, from + count);
    if ((run.at(-1) ?? 0) - (run[0] ?? 0) < within) for (const minute of run) found.add(minute);
  }
  return found;
}

/** How many vantage points have a result on each of the days, oldest day first. */
function seenOn(ballots: Ballots, days: VoteOptions['days']): number[] {
  const seen = days.map(() => 0);
  for (const results of ballots) {
    let day = 0;
    let last = -1;
    for (const { minute } of results) {
      while ((days[day]?.end ?? Infinity) <= minute) day += 1;
      if (day === last || minute < (days[day]?.start ?? Infinity)) continue;
      seen[day] = (seen[day] ?? 0) + 1;
      last = day;
    }
  }
  return seen;
}

/** Days in which more was outvoted than chance explains. */
function noisyDays(noise: readonly Result[], ballots: Ballots, options: VoteOptions): Set<number> {
  const [share, of] = rules.probes.guardShareOfDay;
  const seen = seenOn(ballots, options.days);
  const found = new Set<number>();
  options.days.forEach(({ start, end }, index) => {
    const results = noise
      .filter(({ minute }) => minute >= start && minute < end)
      .reduce((sum, { cell }) => sum + cell.n, 0);
    const probes = options.probes ?? seen[index] ?? 0;
    // results > 1 % of probes x elapsed / interval, without a division.
    if (results * of * options.checkIntervalMs > share * probes * (end - start) * 60_000)
      found.add(index);
  });
  return found;
}

/** The results set aside as noise, each with how it was outvoted; by time. */
export function noiseOf(ballots: Ballots, options: VoteOptions): ReadonlyMap<Result, Vote> {
  const votes = outvoted(ballots, options);
  const noise = [...votes.keys()];
  const crowds = crowded(noise);
  const noisy = noisyDays(noise, ballots, options);
  const inNoisyDay = (minute: number) =>
    [...noisy].some((index) => {
      const day = options.days[index];
      return day !== undefined && minute >= day.start && minute < day.end;
    });
  return new Map([...votes].filter(([{ minute }]) => !crowds.has(minute) && !inNoisyDay(minute)));
}
