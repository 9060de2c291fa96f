/** Made-up monthly reports whose figures are those of the made-up days. */
import type { ComponentReport, DowntimeInterval, MonthReport } from '#schema/report.ts';
import {
  type ComponentHistory,
  type DayFigures,
  type MinuteCounts,
  schemaVersion,
  type SiteStatus,
} from '#schema/snapshot.ts';
import { minuteClasses } from '#schema/status.ts';
import { editionOf } from '../../publish/report-editions.ts';
import { filesOf } from '../../publish/reports.ts';
import { sampleWindow } from './sample-days.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

const iso = (ms: number) => new Date(ms).toISOString();
const startOf = (date: string) => Date.parse(`${date}T00:00Z`);

function minutesOf(days: readonly DayFigures[]): MinuteCounts {
  const sum = { UP: 0, DEGRADED: 0, PARTIAL: 0, MAJOR: 0, MAINT: 0, IDLE: 0, UNKNOWN: 0 };
  for (const { minutes } of days) for (const name of minuteClasses) sum[name] += minutes[name];
  return sum;
}

/** One interval for each day with an outage, from six in the morning. */
function downtimeOf(days: readonly DayFigures[]): DowntimeInterval[] {
  return days.flatMap(({ date, minutes, incidents }): DowntimeInterval[] => {
    const down = minutes.PARTIAL + minutes.MAJOR;
    if (down === 0) return [];
    const start = startOf(date) + 6 * 60 * minuteMs;
    const times = { start: iso(start), end: iso(start + down * minuteMs), minutes: down };
    const kind = minutes.MAJOR > 0 ? ('MAJOR' as const) : ('PARTIAL' as const);
    const cut = { beganBefore: false, goesOn: false };
    return [{ ...times, downMinutes: down, class: kind, ...cut, incidents }];
  });
}

function componentOf(
  history: ComponentHistory,
  all: readonly DayFigures[],
  until: string,
): ComponentReport {
  const days = all.filter(({ status }) => status !== 'none');
  const { burnRate, ...figures } = sampleWindow(days);
  const { verdict, basis, availability } = figures;
  const { availabilityPpm, p99Ms } = history.slo;
  const [first] = days;
  const from = first === undefined ? null : iso(startOf(first.date));
  return {
    ...{ id: history.id, name: history.name, observed: history.observed },
    ...{ from, until: from === null ? null : until },
    ...figures,
    objectives: [{ from: null, availabilityPpm, p99Ms, verdict, basis: `${basis}, ${burnRate}×` }],
    noise: 0,
    availabilityRaw: availability,
    minutes: minutesOf(days),
    uptime: figures.worst,
    downtime: downtimeOf(days),
    downMinutesApart: 0,
    maintenance: [],
    exclusions: {},
    incidents: [...new Set(days.flatMap(({ incidents }) => incidents))],
  };
}

function reportOf(
  status: SiteStatus,
  histories: readonly ComponentHistory[],
  month: string,
): MonthReport {
  const inMonth = ({ date }: DayFigures) => date.startsWith(month);
  const dates = (histories[0]?.days ?? []).filter(inMonth).map(({ date }) => startOf(date));
  const from = Math.min(...dates);
  const until = Math.min(Math.max(...dates) + dayMs, Date.parse(status.asOf));
  const [year = 0, number = 1] = month.split('-').map(Number);
  const end = Date.UTC(year, number, 1);
  const minutes = Math.floor((until - from) / minuteMs);
  return {
    schemaVersion,
    month,
    site: status.site,
    simulated: status.simulated,
    zone: status.site.timezone,
    asOf: status.asOf,
    dataThrough: status.dataThrough,
    rulesVersion: 1,
    inputSha256: '0f'.repeat(32),
    state: until < end ? 'incomplete' : 'final',
    covered: {
      ...{ from: iso(from), until: iso(until), minutes },
      ofMinutes: (end - startOf(`${month}-01`)) / minuteMs,
    },
    restates: null,
    components: histories.map((one) => componentOf(one, one.days.filter(inMonth), iso(until))),
  };
}

/** As it was before a late minute of downtime was read. */
function before(report: MonthReport): MonthReport {
  const components = report.components.map((one, index) =>
    index > 0 ? one : { ...one, availability: '100.000%' },
  );
  return { ...report, asOf: report.covered.until, components };
}

/** Files of the reports of every month of the histories; the last full one is restated. */
export function sampleReports(
  status: SiteStatus,
  histories: readonly ComponentHistory[],
): Map<string, string> {
  const months = new Set(histories[0]?.days.map(({ date }) => date.slice(0, 7)));
  const reports = [...months].map((month) => reportOf(status, histories, month));
  return filesOf(
    reports.map((report, at) => ({
      current: editionOf(report),
      earlier: at === reports.length - 2 ? [editionOf(before(report))] : [],
      keep: false,
    })),
  );
}
