/** The embedded scenario as numbers: how much it is, and that every episode can be seen. */
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { parseYaml } from '../config/yaml-problems.ts';
import { firstMinute, linesOf, type Simulation } from './generate.ts';
import { momentMs, scenarioSchema } from './scenario.ts';

const content = (name: string) => fileURLToPath(new URL(`../../content/${name}`, import.meta.url));
const anchorMs = Date.UTC(2026, 10, 23, 14, 7);

interface Line {
  readonly time: string;
  readonly component: string;
  readonly region?: string;
  readonly statusCode: number;
  readonly durationMs?: number;
  readonly count?: number;
}

let simulation: Simulation = {
  scenario: { seed: 0, days: 1, regions: [], traffic: {}, episodes: [] },
  anchorMs,
  components: [],
};
let lines: readonly Line[] = [];

const parse = (line: string): Line => {
  const parsed: Line = JSON.parse(line);
  return parsed;
};

beforeAll(async () => {
  const { config } = await loadConfig(content('status.yaml'));
  const scenario = parseYaml(
    scenarioSchema,
    await readFile(content('demo.yaml'), 'utf8'),
    'demo.yaml',
  );
  simulation = { scenario, anchorMs, components: config.components };
  lines = linesOf(simulation, firstMinute(simulation), anchorMs / 60_000)
    .toArray()
    .flat()
    .map(parse);
});

/** Lines of a component within [from, until). */
function within(component: string, from: number, until: number): Line[] {
  return lines.filter(
    ({ time, component: of }) =>
      of === component && Date.parse(time) >= from && Date.parse(time) < until,
  );
}

const isBad = ({ statusCode }: Line) => statusCode === 0 || statusCode >= 500;
const total = (some: readonly Line[]) => some.reduce((sum, { count = 1 }) => sum + count, 0);

describe('the embedded scenario', () => {
  it('is at most 600,000 records of at least 8 components in 3 groups', () => {
    expect(lines.length).toBeLessThanOrEqual(600_000);
    expect(new Set(lines.map(({ component }) => component)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(simulation.components.map(({ group }) => group)).size).toBeGreaterThanOrEqual(3);
  });

  it('has telemetry for every component, and none for others', () => {
    const configured = simulation.components.map(({ id }) => id).sort();
    expect([...new Set(lines.map(({ component }) => component))].sort()).toEqual(configured);
  });

  it('covers 90 days before its moment, and ends there', () => {
    const [first, last] = [Date.parse(lines[0]?.time ?? ''), Date.parse(lines.at(-1)?.time ?? '')];
    expect(new Date(first).toISOString().slice(0, 10)).toBe('2026-08-25');
    expect(last).toBeLessThan(anchorMs);
    expect(last).toBeGreaterThan(anchorMs - 5 * 60_000);
  });

  it('keeps every record in the minute it is made for, so that it can be resumed', () => {
    const minutes = lines.map(({ time }) => Math.floor(Date.parse(time) / 60_000));
    expect(minutes.every((minute, at) => minute >= (minutes[at - 1] ?? 0))).toBe(true);
  });

  it('names only its own components and regions in episodes', () => {
    const ids = new Set(simulation.components.map(({ id }) => id));
    for (const { components, regions = [], incident } of simulation.scenario.episodes) {
      for (const id of [...components, ...Object.keys(incident?.components ?? {})])
        expect(ids).toContain(id);
      for (const region of regions) expect(simulation.scenario.regions).toContain(region);
    }
  });

  it('shows every episode that began, against the same hours a week before it', () => {
    for (const episode of simulation.scenario.episodes) {
      const start = momentMs(episode.at, anchorMs);
      const end = Math.min(start + episode.for, anchorMs);
      if (start >= anchorMs) continue;
      for (const component of episode.components) {
        const during = within(component, start, end);
        const label = `${component} at ${new Date(start).toISOString()}`;
        if (episode.gap) {
          expect(during, label).toEqual([]);
          continue;
        }
        const seen = during.filter(
          ({ region }) => !region || !episode.regions || episode.regions.includes(region),
        );
        expect(seen.length, label).toBeGreaterThan(0);
        if (episode.failing > 0) {
          expect(total(seen.filter(isBad)) / total(seen), label).toBeGreaterThan(
            episode.failing * 0.6,
          );
        }
        if (episode.slower > 1) {
          const median = (some: readonly Line[]) =>
            some.map(({ durationMs = 0 }) => durationMs).sort((a, b) => a - b)[some.length >> 1] ??
            0;
          const before = within(component, start - 7 * 86_400_000, end - 7 * 86_400_000);
          expect(median(seen) / median(before), label).toBeGreaterThan(episode.slower * 0.6);
        }
      }
    }
  });

  it('has an incident running at its moment', () => {
    const running = simulation.scenario.episodes.filter(
      ({ at, incident }) =>
        incident !== undefined &&
        momentMs(at, anchorMs) < anchorMs &&
        incident.updates.at(-1)?.status !== 'resolved',
    );
    expect(running).toHaveLength(1);
  });
});

describe('the same seed', () => {
  const day = () =>
    linesOf(simulation, anchorMs / 60_000 - 1440, anchorMs / 60_000)
      .toArray()
      .flat();

  it('makes the same lines, from wherever one starts', () => {
    const whole = day();
    expect(day()).toEqual(whole);
    const half = linesOf(simulation, anchorMs / 60_000 - 720, anchorMs / 60_000)
      .toArray()
      .flat();
    expect(whole.slice(-half.length)).toEqual(half);
  });

  it('and another makes others', () => {
    const whole = day();
    const other = { ...simulation, scenario: { ...simulation.scenario, seed: 13 } };
    expect(
      linesOf(other, anchorMs / 60_000 - 1440, anchorMs / 60_000)
        .toArray()
        .flat(),
    ).not.toEqual(whole);
  });
});
