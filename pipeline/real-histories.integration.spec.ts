/**
 * Real histories of state changes become pages whose every minute and day equals
 * a computation written here by plain loops, from the raw lines and the rules.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';
import { snapshot } from './snapshot.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const histories = join(root, '..', 'shared', 'data', 'upptime');
const present = existsSync(histories);
const names = present ? readdirSync(histories).sort() : ['(folder absent)'];

const minuteMs = 60_000;
const maxSilenceMs = 25 * 3_600_000;

interface Line {
  readonly timeMs: number;
  readonly component: string;
  readonly bad: boolean;
}

function linesOf(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((text) => {
      const line: { time: string; component: string; ok: boolean } = JSON.parse(text);
      return { timeMs: Date.parse(line.time), component: line.component, bad: !line.ok };
    });
}

/** Letter of one minute, straight from the rule: worst state that held in it. */
function letterOf(minute: number, records: readonly Line[], before: Line | undefined): string {
  const inMinute = records.filter(({ timeMs }) => Math.floor(timeMs / minuteMs) === minute);
  const carried = before !== undefined && minute * minuteMs < before.timeMs + maxSilenceMs;
  if (inMinute.some(({ bad }) => bad) || (carried && before.bad)) return 'M';
  return inMinute.length > 0 || carried ? 'U' : '?';
}

/** Letters of [from, until), walking through the records once. */
function lettersOf(records: readonly Line[], from: number, until: number): string {
  let letters = '';
  let next = 0;
  for (let minute = from; minute < until; minute += 1) {
    while (next < records.length && (records[next]?.timeMs ?? 0) < minute * minuteMs) next += 1;
    letters += letterOf(minute, records.slice(next, next + 20), records[next - 1]);
  }
  return letters;
}

function countsOf(letters: string) {
  const count = (letter: string) => letters.split(letter).length - 1;
  return { UP: count('U'), MAJOR: count('M'), UNKNOWN: count('?') };
}

function statusOf({ UP, MAJOR, UNKNOWN }: ReturnType<typeof countsOf>): string {
  const expected = UP + MAJOR + UNKNOWN;
  if (MAJOR >= 5) return 'major_outage';
  if (MAJOR >= 1) return 'degraded';
  return (UP + MAJOR) * 100 >= expected * 95 && expected > 0 ? 'operational' : 'unknown';
}

function configFor(file: string, components: readonly string[]): string {
  return JSON.stringify({
    site: { name: 'History' },
    sources: [{ kind: 'file', paths: [file] }],
    components: components.map((id) => ({
      id,
      observed: 'transitions',
      slo: { availability: 99.5 },
    })),
  });
}

interface Published {
  readonly days: readonly { date: string; status: string; minutes: Record<string, number> }[];
}

describe.each(names)('%s', (name) => {
  test('minutes and days equal the plain computation', { timeout: 60_000 }, async (context) => {
    if (!present) context.skip('the real histories (../shared/data/upptime) are absent');
    const file = join(histories, name, 'checks.ndjson');
    const lines = linesOf(file);
    const components = [...new Set(lines.map(({ component }) => component))];
    const nowMs = Math.max(...lines.map(({ timeMs }) => timeMs));
    const folder = mkdtempSync(join(tmpdir(), 'plumbline history '));
    try {
      writeFileSync(join(folder, 'status.yaml'), configFor(file, components));
      const environment = readEnvironment(
        {
          PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
          PLUMBLINE_DATA: join(folder, 'data'),
          PLUMBLINE_STATUS: join(folder, 'status'),
          PLUMBLINE_NOW: new Date(nowMs).toISOString(),
        },
        root,
      );
      await snapshot(environment, () => undefined);
      compare(folder, lines, components, nowMs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function compare(
  folder: string,
  lines: readonly Line[],
  components: readonly string[],
  nowMs: number,
): void {
  const settled = Math.floor(nowMs / minuteMs) - 2;
  for (const id of components) {
    const records = lines
      .filter(({ component }) => component === id)
      .sort((a, b) => a.timeMs - b.timeMs);
    const published: Published = JSON.parse(
      readFileSync(join(folder, 'status', 'components', `${id}.json`), 'utf8'),
    );
    const firstDay = new Date(records[0]?.timeMs ?? 0).toISOString().slice(0, 10);
    expect(published.days).toHaveLength(91);
    for (const day of published.days) {
      if (day.date < firstDay) {
        expect(day.status, `${id} ${day.date}`).toBe('none');
        continue;
      }
      const start = Date.parse(`${day.date}T00:00Z`) / minuteMs;
      const letters = lettersOf(records, start, Math.min(start + 1440, settled));
      const counts = countsOf(letters);
      const detail: { minutes: string } = JSON.parse(
        readFileSync(join(folder, 'status', 'days', id, `${day.date}.json`), 'utf8'),
      );
      expect(detail.minutes, `${id} ${day.date}`).toBe(letters);
      expect(day.minutes, `${id} ${day.date}`).toMatchObject({
        ...counts,
        DEGRADED: 0,
        PARTIAL: 0,
        MAINT: 0,
        IDLE: 0,
      });
      expect(day.status, `${id} ${day.date}`).toBe(statusOf(counts));
    }
    expect(published.days.at(-1)?.date).toBe(new Date(nowMs).toISOString().slice(0, 10));
  }
}
