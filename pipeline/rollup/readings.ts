/**
 * Where the definitions leave two readings, the one taken: the one that flatters less.
 * Published with the rules.
 */
export const readings = [
  'Windows and budgets are judged by the strictest of all that was promised within them; a day by the objective in force on it; a latency by the threshold in force at its time.',
  'An objective that is changed in place or back-dated holds from the site day a run first saw it; what was promised before is kept in the lake (objectives/). The first list ever seen holds from the beginning.',
  'A final day is restated where telemetry drained later than 48 hours after its end changes its figures; late telemetry is taken together by the site day it was drained on. What nobody had heard of before is stated for the first time.',
  'A probe is a region and a name. Its results are excluded as monitor while at least 80 % of at least 5 targets fail for it at once and two other probes see every one of those targets well, then and at their next check, as strictly most that report do; of one check interval before and after, failed results for which the same holds of their target. Results without a probe name, and minutes with several results of one probe, are never excluded.',
  'With several results of one probe in a minute none is noise.',
  'A bad minute of probes is brief where each failure lies between two good results of the same probe at most 3 minutes apart while another probe sees the service well. It counts as it is; only the colour of its day needs 3 of them. Three bad minutes always colour a day.',
  'Of the last 5 requests within an hour the order within a minute is not known: the bad ones are taken first.',
  'A state holds until the next record, that instant included.',
  'Burn alerts use the same limits whatever the period of the objective; a window without a result never alerts.',
  "The range of low volume is Wilson's with z = 1.96, both ends rounded down; components observed by transitions have none, for time in a state is no sample.",
  'Signals of a component, and copies of a record, are told apart within a UTC day.',
  'The share of noise a day may hold is taken of the probes configured, else of those seen on it, over its settled minutes.',
] as const;
