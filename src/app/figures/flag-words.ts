/** What is to be known of a day beside its figures. */
import type { DayFlag } from '#schema/status.ts';

const flagWords: Readonly<Record<DayFlag, string>> = {
  incomplete: 'day still running',
  provisional: 'provisional',
  restated: 'restated',
  'traffic-vanished': 'traffic vanished',
};

/** "day still running, provisional"; empty for a day without flags. */
export function flagsInWords(flags: readonly DayFlag[]): string {
  return flags.map((flag) => flagWords[flag]).join(', ');
}
