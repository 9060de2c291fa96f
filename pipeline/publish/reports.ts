/** `/data/reports/`: every month of the published days, and those kept from before. */
import { createHash } from 'node:crypto';
import type { MonthReport, ReportIndex } from '#schema/report.ts';
import { schemaVersion } from '#schema/snapshot.ts';
import type { LakeStore } from '../lake/store.ts';
import type { Part } from '../lake/manifest.ts';
import type { Counted } from '../rollup/count-cells.ts';
import { iso } from '../rollup/figures/downtime.ts';
import type { SeenMaintenance } from '../rollup/maintenance.ts';
import {
  componentReportOf,
  monthStateOf,
  type ReportMonth,
  reportMonths,
} from '../rollup/report.ts';
import { rules } from '../rollup/rules.ts';
import { auditOf, type DayLedger } from './audit.ts';
import { reportCsv } from './report-csv.ts';
import { chooseEdition, type Chosen, keepEdition, readEditions } from './report-editions.ts';
import type { SummaryInput } from './summary.ts';

export interface ReportsInput extends SummaryInput {
  readonly store: LakeStore;
  readonly counted: Counted;
  readonly parts: readonly Part[];
  readonly seenMaintenance: readonly SeenMaintenance[];
}

/** Hash over the names of the month's cells, and of those of the days its first ones look back on. */
function inputHash({ whole }: ReportMonth, usedCells: ReadonlySet<string>): string {
  const day = (minute: number) => iso(minute).slice(0, 10);
  const first = day(whole.start - rules.requests.vanishedDays * 1440);
  const last = day(whole.end - 1);
  const names = [...usedCells].filter((name) => {
    const date = /^[a-z]+\/(\d{4}-\d{2}-\d{2})~/.exec(name)?.[1] ?? '';
    return first <= date && date <= last;
  });
  return createHash('sha256').update(JSON.stringify(names.sort())).digest('hex');
}

/** Records of a component that count nowhere, by reason, over the days of a month. */
function exclusionsOf(
  ledgers: readonly DayLedger[],
  component: string,
  month: string,
): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { component: id, date, excludedBy } of ledgers) {
    if (id !== component || !date.startsWith(month)) continue;
    for (const [reason, count] of Object.entries(excludedBy))
      sums.set(reason, count + (sums.get(reason) ?? 0));
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function componentsOf(
  input: ReportsInput,
  month: ReportMonth,
  ledgers: readonly DayLedger[],
): MonthReport['components'] {
  const rolled = new Map(input.components.map((one) => [one.history.id, one]));
  return input.config.components.flatMap((component) => {
    const found = rolled.get(component.id);
    if (found === undefined) return [];
    return componentReportOf({
      month,
      component,
      rolled: found,
      asOfMs: input.asOfMs,
      incidents: input.incidents,
      maintenance: input.seenMaintenance,
      excluded: input.counted.maintenance.get(component.id) ?? new Set<number>(),
      exclusions: exclusionsOf(ledgers, component.id, month.month),
    });
  });
}

/** Reports of the months in which anything was observed, oldest first. */
function computedReports(input: ReportsInput): MonthReport[] {
  const { config, counted, asOfMs, dataThroughMs } = input;
  const ledgers = auditOf(counted, input.components, input.parts).days;
  return reportMonths(counted).flatMap((month): MonthReport[] => {
    const components = componentsOf(input, month, ledgers);
    if (components.every(({ from }) => from === null)) return [];
    const { whole, covered } = month;
    return [
      {
        schemaVersion,
        month: month.month,
        site: { name: config.site.name, url: input.siteUrl ?? config.site.url },
        simulated: input.simulated,
        zone: counted.zone,
        asOf: new Date(asOfMs).toISOString(),
        dataThrough: dataThroughMs === null ? null : new Date(dataThroughMs).toISOString(),
        rulesVersion: rules.version,
        inputSha256: inputHash(month, counted.usedCells),
        state: monthStateOf(month, asOfMs, dataThroughMs),
        covered: {
          from: iso(covered.start),
          until: iso(covered.end),
          minutes: covered.end - covered.start,
          ofMinutes: whole.end - whole.start,
        },
        restates: null,
        components,
      },
    ];
  });
}

const earlierName = ({ report, sha256 }: Chosen['current']) =>
  `${report.month}~${sha256.slice(0, 12)}`;

function indexOf(chosen: readonly Chosen[]): ReportIndex {
  const months = chosen.map(({ current: { report }, earlier }) => {
    const count = (verdict: string) =>
      report.components.filter((one) => one.from !== null && one.verdict === verdict).length;
    return {
      month: report.month,
      state: report.state,
      covered: report.covered,
      verdicts: {
        met: count('met'),
        missed: count('missed'),
        undetermined: count('undetermined'),
      },
      earlier: earlier.map(earlierName),
    };
  });
  return { schemaVersion, months: months.sort((a, b) => (a.month < b.month ? 1 : -1)) };
}

/** The published files of these months. */
export function filesOf(chosen: readonly Chosen[]): Map<string, string> {
  const files = new Map([['reports/index.json', `${JSON.stringify(indexOf(chosen))}\n`]]);
  for (const { current, earlier } of chosen) {
    const named = [
      [current.report.month, current] as const,
      ...earlier.map((edition) => [earlierName(edition), edition] as const),
    ];
    for (const [name, { report, text }] of named) {
      files.set(`reports/${name}.json`, text);
      files.set(`reports/${name}.csv`, reportCsv(report));
    }
  }
  return files;
}

/** Names and contents of the report files; what is final now is kept in the lake. */
export async function reportFiles(input: ReportsInput): Promise<Map<string, string>> {
  const computed = new Map(computedReports(input).map((report) => [report.month, report]));
  // A simulation is made anew every few hours: it has no past to keep to.
  const kept = input.simulated ? new Map<string, never[]>() : await readEditions(input.store);
  const chosen: Chosen[] = [];
  for (const month of new Set([...computed.keys(), ...kept.keys()])) {
    const all = kept.get(month) ?? [];
    const known = all.filter(({ report }) => Date.parse(report.asOf) <= input.asOfMs);
    const choice = chooseEdition(computed.get(month), known);
    if (choice === null) continue;
    chosen.push(choice);
    // A run that looks back from before what was kept adds nothing.
    if (choice.keep && !input.simulated && known.length === all.length)
      await keepEdition(input.store, choice.current, all.length + 1);
  }
  return filesOf(chosen);
}
