/** A report's figures in words; downtime is told to the minute, never rounded. */
import { nothingMeasured } from '#schema/percent.ts';
import type {
  ComponentReport,
  MonthReport,
  MonthState,
  ReportedMaintenance,
} from '#schema/report.ts';
import type { Verdict } from '#schema/status.ts';
import {
  budgetInWords,
  countedThings,
  isThinlyCovered,
  latencyInWords,
  percentInWords,
  quantileInWords,
  verdictLabels,
} from '../figures/figure-words';

const monthStateLabels: Readonly<Record<MonthState, string>> = {
  incomplete: 'So far',
  provisional: 'Provisional',
  final: 'Final',
};

type Extent = Pick<MonthReport, 'state' | 'covered'>;

/** Whether days at the beginning of the month are missing. */
export function startsLate({ state, covered }: Extent): boolean {
  return state !== 'incomplete' && covered.minutes < covered.ofMinutes;
}

/** "Final", "Provisional, a part of the month", "Final, restated" */
export function stateInShort(extent: Extent, restated: boolean): string {
  const part = startsLate(extent) ? ', a part of the month' : '';
  return `${monthStateLabels[extent.state]}${part}${restated ? ', restated' : ''}`;
}

const number = new Intl.NumberFormat('en-GB');
/** "1,663 min" */
export const minutesInWords = (minutes: number): string => `${number.format(minutes)} min`;

/** Minutes of partial and major outage. */
export function downMinutes({ minutes }: ComponentReport): number {
  return minutes.PARTIAL + minutes.MAJOR;
}

/** The verdict, or that there can be none. */
export function reportVerdict({ from, verdict }: ComponentReport): string {
  return from === null ? 'Not observed in this month' : verdictLabels[verdict];
}

/** "6 met, 1 missed, 2 undetermined" */
export function verdictCounts(verdicts: Readonly<Record<Verdict, number>>): string {
  const some = [
    [verdicts.missed, 'missed'],
    [verdicts.met, 'met'],
    [verdicts.undetermined, 'without enough data'],
  ] as const;
  return some.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ');
}

/** How far the report can be relied on. */
export function stateInWords({ state }: Extent): string {
  switch (state) {
    case 'incomplete':
      return 'The month is not over: these are the figures so far.';
    case 'provisional':
      return 'Provisional: figures may change until everything is read that came within 48 hours of the end of the month.';
    case 'final':
      return 'Final: all that came within 48 hours of the end of the month has been read.';
  }
}

/** A label and its figure, with what explains it. */
export interface Line {
  readonly label: string;
  readonly figure: string;
  readonly note: string | null;
}

function availabilityLine(report: ComponentReport): Line {
  const { availability, availabilityRaw, worst, best, coverage, observed, valid, bad } = report;
  const notes = [
    observed === 'transitions'
      ? `${minutesInWords(bad)} of ${minutesInWords(valid)} down`
      : `${number.format(bad)} of ${number.format(valid)} ${countedThings[observed]} bad`,
  ];
  if (availabilityRaw !== availability)
    notes.push(`${percentInWords(availabilityRaw)} with the checks set aside as noise`);
  if (isThinlyCovered(coverage) && worst !== nothingMeasured)
    notes.push(
      `${percentInWords(worst)} of the time if all unknown time was down, ${percentInWords(best)} if it was up`,
    );
  return { label: 'Availability', figure: percentInWords(availability), note: notes.join('; ') };
}

function latencyLine({ p99Ms, latency, objectives }: ComponentReport): Line {
  const threshold = [
    ...new Set(objectives.flatMap((one) => (one.p99Ms === null ? [] : [one.p99Ms]))),
  ];
  const against = threshold.map(latencyInWords).join(', then ');
  const [low, high] = latency.over.map((count) => number.format(count));
  const over = low === high ? low : `${low} to ${high}`;
  const note =
    against === ''
      ? 'no objective'
      : `objective ${against}; ${over} of ${number.format(latency.total)} over it`;
  return { label: 'P99 latency', figure: quantileInWords(p99Ms), note };
}

const minuteNames = {
  UP: 'up',
  DEGRADED: 'degraded',
  PARTIAL: 'partial outage',
  MAJOR: 'major outage',
  MAINT: 'announced maintenance',
  IDLE: 'idle',
  UNKNOWN: 'unknown',
} as const;

function minutesLine({ minutes, uptime }: ComponentReport): Line {
  const classes = (['UP', 'DEGRADED', 'PARTIAL', 'MAJOR', 'MAINT', 'IDLE', 'UNKNOWN'] as const)
    .filter((name) => minutes[name] > 0)
    .map((name) => `${number.format(minutes[name])} ${minuteNames[name]}`);
  return {
    label: 'Uptime',
    figure: percentInWords(uptime),
    note: `minutes: ${classes.join(', ') || 'none'}`,
  };
}

const reasons: Readonly<Record<string, string>> = {
  maintenance: 'in announced maintenance',
  monitor: 'while the monitor itself failed',
  'other-signal': 'from another signal of the same traffic',
};

function exclusionLine({ exclusions, noise }: ComponentReport): Line {
  const counted = Object.entries(exclusions).filter(([, count]) => count > 0);
  const total = counted.reduce((sum, [, count]) => sum + count, 0);
  const notes = counted.map(
    ([reason, count]) => `${number.format(count)} ${reasons[reason] ?? reason}`,
  );
  if (noise > 0) notes.push(`${number.format(noise)} unconfirmed checks set aside as noise`);
  return {
    label: 'Left out',
    figure: total === 0 ? 'None' : `${number.format(total)} records`,
    note: notes.length === 0 ? null : notes.join('; '),
  };
}

/** What the budget allows, rounded down; of small budgets the fraction counts. */
function allowanceInWords({ budget, observed }: ComponentReport): string {
  const [whole = '0'] = budget.events.split('.');
  const allowed = Number(whole) >= 10 ? number.format(BigInt(whole)) : budget.events;
  return observed === 'transitions'
    ? `${allowed} min of downtime`
    : `${allowed} bad ${countedThings[observed]}`;
}

/** The lines of a component's sheet. */
export function sheetLines(report: ComponentReport): Line[] {
  const { budget, coverage } = report;
  const spent = `${percentInWords(budget.consumed)} of ${allowanceInWords(report)} used`;
  return [
    availabilityLine(report),
    {
      label: 'Error budget',
      figure: budgetInWords(budget.remaining),
      note: budget.consumed === nothingMeasured ? null : spent,
    },
    latencyLine(report),
    minutesLine(report),
    { label: 'Coverage', figure: percentInWords(coverage), note: 'of the time was measured' },
    exclusionLine(report),
  ];
}

/** What of a maintenance was left out of the figures, and why not all of it. */
export function maintenanceInWords(maintenance: ReportedMaintenance): string {
  const { minutes, announced, excludedMinutes } = maintenance;
  if (!announced) return 'announced too late, so it counts like any other time';
  if (excludedMinutes === minutes) return 'left out of the figures';
  return `${minutesInWords(excludedMinutes)} left out, the rest is beyond 8 hours a month and counts`;
}
