import { nothingTimed } from './figures/quantile.ts';
/** All figures of one component, and what does not count in them. */
import { describe, expect, it } from 'vitest';
import { bucketOf } from '#schema/histogram.ts';
import { denoise } from '../denoise/denoise.ts';
import { dayDetailOf } from '../publish/day-detail.ts';
import { componentOf } from '../testing/components.testing.ts';
import { cellOf, checksOf, vantageOf } from '../testing/minutes.testing.ts';
import { siteDays } from './calendar.ts';
import { rollupComponent } from './component.ts';
import type { ComponentInput, RollupContext } from './component-input.ts';
import type { MinuteCell, VantageResults } from './series.ts';

const today = '2026-03-31';
const days = siteDays(today, 98, 'UTC');
const start = days.at(-1)?.start ?? 0;
const settled = start + 720;
const context: RollupContext = {
  zone: 'UTC',
  asOfMs: (settled + 2) * 60_000,
  settled,
  days,
  publishedDays: 91,
};

function inputOf(
  vantages: readonly VantageResults[],
  changes: Partial<ComponentInput> = {},
): ComponentInput {
  return {
    component: componentOf(),
    cells: { vantages, latency: new Map(), parsed: new Map() },
    denoised: undefined,
    since: today,
    maintenance: new Set<number>(),
    gaps: [],
    recent: nothingTimed,
    restated: new Set<string>(),
    incidentsOn: () => [],
    ...changes,
  };
}

const todayOf = (input: ComponentInput) => rollupComponent(input, context).history.days.at(-1);

/** So many requests in each of the first minutes of today. */
const requests = (...cells: readonly Parameters<typeof cellOf>[1][]): MinuteCell[] =>
  cells.map((given, at) => cellOf(start + at, given));

describe('announced maintenance', () => {
  const rows = requests({ n: 100 }, { n: 100, bad: 100 }, { n: 5, bad: 5 }, { n: 5 });
  const input = inputOf([vantageOf('', rows)], { maintenance: new Set([start + 1, start + 2]) });

  it('takes its minutes and results out of the figures, and no later minute looks back on them', () => {
    expect(todayOf(input)).toMatchObject({
      valid: 105,
      bad: 0,
      minutes: { UP: 2, MAINT: 2, MAJOR: 0 },
    });
  });

  it('counts its records as excluded', () => {
    expect(rollupComponent(input, context).tallies.get(today)).toMatchObject({
      excludedRecords: 2,
      accepted: 2,
    });
  });

  it('does not count in the detail of the day either', () => {
    const day = days.at(-1);
    if (day === undefined) throw new Error('no day');
    const { series } = rollupComponent(input, context);
    const { quarters, minutes } = dayDetailOf('api', day, series, []);
    expect(quarters[0]).toMatchObject({ valid: 105, bad: 0, noise: 0 });
    expect(minutes.slice(0, 5)).toBe('UXXU?');
  });
});

describe('noise', () => {
  const component = componentOf({ observed: 'probes' });
  const good = '.'.repeat(722);
  const bucket = bucketOf(900);

  /** Three probes of which one fails once, slowly; the histogram knows of other slow results. */
  function p99nOf(
    failing: number,
    maintenance: ReadonlySet<number> = new Set(),
  ): number | undefined {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => checksOf(name, good, 1, start));
    if (!a || !b || !c) throw new Error('no probes');
    const failed = { ...cellOf(start + failing, { bad: 1 }), bucket };
    const rows = a.rows.map((row) => (row.minute === failed.minute ? failed : row));
    const vantages = [{ ...a, rows }, b, c];
    const cells = {
      vantages,
      latency: new Map([
        [
          today,
          { counts: new Map([[bucket, 5]]), coarse: [], extremes: { min: 0, max: Infinity } },
        ],
      ]),
      parsed: new Map(),
    };
    const denoised = denoise({
      cells: new Map([['api', cells]]),
      components: [component],
      days,
      settled: settled + 2,
      maintenance: new Map(),
    }).get('api');
    expect(denoised?.noise.size).toBe(1);
    return todayOf({ ...inputOf(vantages), component, cells, denoised, maintenance })?.p99Ms?.n;
  }

  it('is taken out of the histogram of its day', () => {
    expect(p99nOf(100)).toBe(4);
  });

  it('is not taken out where the histogram does not hold it', () => {
    expect(p99nOf(100, new Set([start + 100]))).toBe(5);
    expect(p99nOf(720)).toBe(5);
  });
});

describe('days and windows', () => {
  const rows = requests({ n: 100, bad: 1 });
  const yesterday = days.at(-2)?.start ?? 0;

  it('before the component was observed are none, and outside every window', () => {
    const { history } = rollupComponent(
      inputOf([vantageOf('', [cellOf(yesterday, { n: 50 }), ...rows])]),
      context,
    );
    expect(history.days).toHaveLength(91);
    expect(history.days.at(-2)).toMatchObject({ status: 'none', valid: 0 });
    expect(history.windows['24h']).toMatchObject({ valid: 100, coverage: '0.13%' });
    expect(history.windows['90d']).toMatchObject({ valid: 100, coverage: '0.13%' });
  });

  it('end with what is settled', () => {
    const late = vantageOf('', [...rows, cellOf(settled, { n: 7 })]);
    expect(todayOf(inputOf([late]))).toMatchObject({
      valid: 100,
      flags: ['incomplete', 'provisional'],
    });
  });

  it('hold so many complete days and today', () => {
    const daily = days.map((day) => cellOf(day.start, { n: 1 }));
    const { history } = rollupComponent(
      inputOf([vantageOf('', daily)], { since: days[0]?.date ?? '' }),
      context,
    );
    expect(history.windows['7d'].valid).toBe(8);
    expect(history.windows['30d'].valid).toBe(31);
    expect(history.windows['90d'].valid).toBe(91);
  });

  it('of a budget by the month are those of the month so far', () => {
    const daily = days.map((day) => cellOf(day.start, { n: 1 }));
    const component = componentOf({ slo: { availability: 99.9, period: 'month' } });
    const { history } = rollupComponent(
      { ...inputOf([vantageOf('', daily)], { since: days[0]?.date ?? '' }), component },
      context,
    );
    expect(history.budgetPeriod).toMatchObject({
      period: 'month',
      from: '2026-03-01',
      events: '0.031',
    });
  });

  it('without any telemetry are unknown, never up', () => {
    const { history, now } = rollupComponent(inputOf([]), context);
    expect(history.days.at(-1)).toMatchObject({
      status: 'unknown',
      availability: '—',
      worst: '0.000%',
    });
    expect(history.windows['30d'].verdict).toBe('undetermined');
    expect(now.status).toBe('unknown');
  });
});
