/**
 * A month's report as CSV (RFC 4180, UTF-8, CRLF): a header, then one row for each component.
 * Percentages are numbers without a sign, empty where nothing was measured. Columns are only
 * ever added, at the end.
 */
import { nothingMeasured } from '#schema/percent.ts';
import type { ComponentReport, MonthReport, ReportedObjective } from '#schema/report.ts';
import { minuteClasses } from '#schema/status.ts';

type Cell = string | number | null;

/** A spreadsheet takes text that begins so, blanks before it aside, for a formula. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** Text as a cell: never a formula, quoted where it has to be. */
export function textCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** "99.953%" as 99.953; "—" as nothing. */
function figure(text: string): Cell {
  return text === nothingMeasured ? null : text.replace('%', '');
}

const listed = (
  objectives: readonly ReportedObjective[],
  of: (one: ReportedObjective) => Cell,
): string => objectives.map((one) => of(one) ?? '').join(' ');

type Column = readonly [name: string, of: (one: ComponentReport, month: MonthReport) => Cell];

/** What people, or a configuration, wrote. */
const texts: readonly Column[] = [
  ['month', (_, { month }) => month],
  ['state', (_, { state }) => state],
  ['component', ({ id }) => id],
  ['name', ({ name }) => name],
  ['observed', ({ observed }) => observed],
  ['from', ({ from }) => from],
  ['until', ({ until }) => until],
  ['verdict', ({ verdict }) => verdict],
  ['basis', ({ basis }) => basis],
  // Of several objectives all values, oldest first, with a blank between them.
  ['objective_percent', (one) => listed(one.objectives, (each) => each.availabilityPpm / 10_000)],
  ['objective_p99_ms', (one) => listed(one.objectives, ({ p99Ms }) => p99Ms)],
];

const figures: readonly Column[] = [
  ['availability_percent', ({ availability }) => figure(availability)],
  ['availability_raw_percent', ({ availabilityRaw }) => figure(availabilityRaw)],
  ['worst_percent', ({ worst }) => figure(worst)],
  ['best_percent', ({ best }) => figure(best)],
  ['uptime_percent', ({ uptime }) => figure(uptime)],
  ['coverage_percent', ({ coverage }) => figure(coverage)],
  ['valid', ({ valid }) => valid],
  ['good', ({ good }) => good],
  ['bad', ({ bad }) => bad],
  ['noise', ({ noise }) => noise],
  ['budget_events', ({ budget }) => figure(budget.events)],
  ['budget_consumed_percent', ({ budget }) => figure(budget.consumed)],
  ['budget_remaining_percent', ({ budget }) => figure(budget.remaining)],
  ['p99_low_ms', ({ p99Ms }) => p99Ms?.low ?? null],
  ['p99_high_ms', ({ p99Ms }) => p99Ms?.high ?? null],
  ['p99_estimate_ms', ({ p99Ms }) => p99Ms?.estimate ?? null],
  ['p99_n', ({ p99Ms }) => p99Ms?.n ?? 0],
  ['over_threshold_low', ({ latency }) => latency.over[0]],
  ['over_threshold_high', ({ latency }) => latency.over[1]],
  ['timed', ({ latency }) => latency.total],
  ...minuteClasses.map((name): Column => [
    `minutes_${name.toLowerCase()}`,
    ({ minutes }) => minutes[name],
  ]),
  ['downtime_minutes', ({ minutes }) => minutes.PARTIAL + minutes.MAJOR],
  ['downtime_intervals', ({ downtime }) => downtime.length],
  ['excluded_records_maintenance', ({ exclusions }) => exclusions['maintenance'] ?? 0],
  ['excluded_records', ({ exclusions }) => Object.values(exclusions).reduce((a, b) => a + b, 0)],
];

const origin: readonly Column[] = [
  ['incidents', ({ incidents }) => incidents.join(' ')],
  ['as_of', (_, { asOf }) => asOf],
  ['rules_version', (_, { rulesVersion }) => rulesVersion],
  ['input_sha256', (_, { inputSha256 }) => inputSha256],
];

const asText = (value: Cell) => textCell(String(value ?? ''));
/** Ours, and a number: a minus before it is no formula. */
const asNumber = (value: Cell) => String(value ?? '');

/** The report as CSV. */
export function reportCsv(month: MonthReport): string {
  const header = [...texts, ...figures, ...origin].map(([name]) => name);
  const rows = month.components.map((one) => [
    ...texts.map(([, of]) => asText(of(one, month))),
    ...figures.map(([, of]) => asNumber(of(one, month))),
    ...origin.map(([, of]) => asText(of(one, month))),
  ]);
  return [header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}
