import { expect, it } from 'vitest';
import { monthReport } from '../testing/reports.testing.ts';
import { reportCsv, textCell } from './report-csv.ts';

it.each([
  ['Public API', 'Public API'],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['', ''],
])('%j is the cell %j', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});

it.each(['=1+1', '+1', '-1', '@x', ' =1', '\t=1', '\tx', '＝1', '=HYPERLINK("x","y")'])(
  '%j is no formula',
  (text) => {
    expect(textCell(text)).toMatch(/^"?'/);
  },
);

/** Rows of cells, read by the rules of RFC 4180. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

it('is one row for each component, of as many cells as the header', () => {
  const report = monthReport({}, [{ id: 'a', name: '=A, "one"' }, { id: 'b' }]);
  const [header = [], ...rows] = rowsOf(reportCsv(report));
  expect(rows.map(({ length }) => length)).toEqual([header.length, header.length]);
  const first = Object.fromEntries(header.map((name, at) => [name, rows[0]?.[at]]));
  expect(first).toMatchObject({
    ...{ month: '2026-04', state: 'final', component: 'a', name: `'=A, "one"` },
    ...{ availability_percent: '99.953', budget_remaining_percent: '-12.35' },
    ...{ p99_high_ms: '', uptime_percent: '', minutes_major: '20', downtime_minutes: '27' },
    ...{
      excluded_records: '7',
      excluded_records_maintenance: '5',
      objective_percent: '99.9 99.95',
    },
  });
});

it('begins with columns that stay', () => {
  expect(reportCsv(monthReport()).split(',').slice(0, 12).join()).toBe(
    'month,state,component,name,observed,from,until,verdict,basis,objective_percent,objective_p99_ms,availability_percent',
  );
});
