/** A month from its first report to long after it left the published days. */
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isMonthReport, type MonthReport } from '#schema/report.ts';
import { readEnvironment } from '../environment.ts';
import { snapshot } from '../snapshot.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const record = (time: string, ok = true) => `${JSON.stringify({ time, component: 'api', ok })}\n`;

/** Twice a day from `from` on, so many days. */
function daily(from: string, days: number): string {
  const start = Date.parse(from);
  const times = Array.from({ length: 2 * days }, (_, half) => start + half * 43_200_000);
  return times.map((ms) => record(new Date(ms).toISOString())).join('');
}

function projectIn(folder: string) {
  const config = {
    site: { name: 'Test' },
    sources: [{ kind: 'file', paths: ['checks.ndjson'] }],
    components: [{ id: 'api', observed: 'transitions', slo: { availability: 99.9 } }],
  };
  writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
  return {
    add: (text: string) => {
      appendFileSync(join(folder, 'checks.ndjson'), text);
    },
    published: (name: string) => readFileSync(join(folder, 'status/reports', name), 'utf8'),
    names: () => readdirSync(join(folder, 'status/reports')).sort(),
    kept: () => readdirSync(join(folder, 'data/report-index')).sort(),
    async build(now: string) {
      const variables = {
        PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
        PLUMBLINE_DATA: join(folder, 'data'),
        PLUMBLINE_STATUS: join(folder, 'status'),
        PLUMBLINE_NOW: now,
      };
      await snapshot(readEnvironment(variables, root), () => undefined);
    },
  };
}

function parsed(text: string): MonthReport {
  const report: unknown = JSON.parse(text);
  if (!isMonthReport(report)) throw new Error('not a report');
  return report;
}

it(
  'is provisional, final, restated by late records, and stays when it is past',
  { timeout: 120_000 },
  async () => {
    const project = projectIn(temporaryFolder());
    project.add(daily('2026-04-01T00:00:00Z', 40));

    await project.build('2026-05-02T12:00:00Z');
    expect(parsed(project.published('2026-04.json'))).toMatchObject({ state: 'provisional' });
    await project.build('2026-05-04T12:00:00Z');
    const first = project.published('2026-04.json');
    expect(parsed(first)).toMatchObject({
      state: 'final',
      components: [{ verdict: 'met', bad: 0 }],
    });
    await project.build('2026-05-05T12:00:00Z');
    expect(project.published('2026-04.json')).toBe(first);

    project.add(record('2026-04-10T12:10:00Z', false) + record('2026-04-10T14:10:00Z'));
    await project.build('2026-05-07T12:00:00Z');
    const restated = project.published('2026-04.json');
    expect(parsed(restated).components).toMatchObject([{ verdict: 'missed', bad: 121 }]);
    const earlier = project.names().find((name) => /^2026-04~\w{12}\.json$/.test(name)) ?? '';
    expect(project.published(earlier)).toBe(first);

    project.add(daily('2026-09-01T00:00:00Z', 1));
    await project.build('2026-09-02T00:00:00Z');
    expect(project.names().filter((name) => name.startsWith('2026-04'))).toHaveLength(4);
    expect(project.published('2026-04.json')).toBe(restated);
    expect(project.published(earlier)).toBe(first);
    expect(project.kept().slice(0, 2)).toEqual(['2026-04~0001.json', '2026-04~0002.json']);

    // A run that looks back adds nothing to what is kept.
    await project.build('2026-05-05T12:00:00Z');
    expect(project.kept().filter((name) => name.startsWith('2026-04'))).toHaveLength(2);
  },
);
