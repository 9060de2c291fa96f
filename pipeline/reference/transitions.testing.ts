/** Minutes of a log of state changes, as the rules say. */
import { type Letter, minuteOf, type PlainEvent } from './events.testing.ts';

/**
 * A record holds until the next, that instant included, or through every minute that starts
 * before its time + maxSilence. Of records at one instant the bad one holds.
 */
export function transitionLetters(
  events: readonly PlainEvent[],
  [start, end]: readonly [number, number],
  maxSilenceMs: number,
): Letter[] {
  const states = events
    .filter(({ count }) => count > 0n)
    .sort((a, b) => a.timeMs - b.timeMs || Number(a.bad) - Number(b.bad));
  const letters: Letter[] = [];
  for (let minute = start; minute < end; minute += 1) {
    let letter: Letter = '?';
    for (const [index, state] of states.entries()) {
      const next = states[index + 1];
      const begun = minuteOf(state) <= minute;
      const over = next !== undefined && minuteOf(next) < minute;
      const silent = minute !== minuteOf(state) && minute * 60_000 >= state.timeMs + maxSilenceMs;
      if (!begun || over || silent) continue;
      if (state.bad) letter = 'M';
      else if (letter === '?') letter = 'U';
    }
    letters.push(letter);
  }
  return letters;
}
