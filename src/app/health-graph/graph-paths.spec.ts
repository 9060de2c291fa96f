import { describe, expect, it } from 'vitest';
import { dayStatuses, type DayStatus } from '#schema/status.ts';
import { flagMarks, graphPaths, incidentMarks, touchedDays } from './graph-paths';

const days = (...statuses: DayStatus[]) => statuses.map((status) => ({ status }));

describe('graphPaths', () => {
  it('draws one path for each status that occurs, best first', () => {
    const paths = graphPaths(days('major_outage', 'operational', 'operational', 'none'));
    expect(paths.map(({ status }) => status)).toEqual(['none', 'operational', 'major_outage']);
  });

  it('moves from bar to bar by relative steps', () => {
    const [operational] = graphPaths(
      days('operational', 'operational', 'none', 'operational'),
    ).slice(1);
    expect(operational?.d).toBe('M0 0v32m1-32v32m2-32v32');
  });

  it('gives every status a shape of its own but those told apart by their stroke', () => {
    const shapes = dayStatuses.map((status) => graphPaths(days(status))[0]?.d);
    expect(new Set(shapes).size).toBe(dayStatuses.length - 1);
  });

  it('draws nothing for no days', () => {
    expect(graphPaths([])).toEqual([]);
  });
});

describe('incidentMarks', () => {
  it('puts a dot under each day with an incident', () => {
    const marks = incidentMarks([
      { incidents: ['a'] },
      { incidents: [] },
      { incidents: ['b', 'c'] },
    ]);
    expect(marks).toBe('M0 42v0m2 0v0');
  });

  it('is empty where nothing happened', () => {
    expect(incidentMarks([{ incidents: [] }])).toBe('');
  });
});

describe('flagMarks', () => {
  const flagged = [{ flags: [] }, { flags: ['restated'] }, { flags: ['provisional'] }] as const;

  it('sets a dash over a restated day and under one that may still change', () => {
    expect(flagMarks(flagged, 'restated')).toBe('M0.7 -8h.6');
    expect(flagMarks(flagged, 'provisional')).toBe('M1.7 37h.6');
  });

  it('is empty where no day has the flag', () => {
    expect(flagMarks([{ flags: ['incomplete'] }], 'restated')).toBe('');
  });
});

describe('touchedDays', () => {
  const dates = ['2026-03-01', '2026-03-02', '2026-03-03'].map((date) => ({ date }));

  it('underlines the days an incident touches', () => {
    expect(touchedDays(dates, '2026-03-02', '2026-03-03')).toBe('M1 42h1');
  });

  it('underlines the part inside the graph', () => {
    expect(touchedDays(dates, '2026-02-01', '2026-03-01')).toBe('M0 42h0');
  });

  it('is empty for an incident before the graph', () => {
    expect(touchedDays(dates, '2026-01-01', '2026-01-02')).toBe('');
  });
});
