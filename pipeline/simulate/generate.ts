/** The telemetry of a scenario, minute by minute, as NDJSON lines. */
import type { ComponentConfig } from '#schema/config.ts';
import { normal, uniform } from './random.ts';
import { momentMs, type Scenario, type Traffic } from './scenario.ts';

export interface Simulation {
  readonly scenario: Scenario;
  /** The moment it is made for. */
  readonly anchorMs: number;
  readonly components: readonly ComponentConfig[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What goes wrong for one component, in absolute time. */
interface Trouble {
  readonly startMs: number;
  readonly endMs: number;
  readonly failing: number;
  readonly slower: number;
  readonly regions: readonly string[] | undefined;
  readonly gap: boolean;
}

interface Actor {
  readonly index: number;
  readonly config: ComponentConfig;
  readonly traffic: Traffic;
  readonly sinceMs: number;
  readonly troubles: readonly Trouble[];
}

interface Outcome {
  readonly failing: number;
  readonly slower: number;
}

function troublesOf({ scenario, anchorMs }: Simulation, id: string): Trouble[] {
  return scenario.episodes
    .filter(({ components }) => components.includes(id))
    .map(({ at, for: forMs, failing, slower, regions, gap, incident }) => {
      const startMs = momentMs(at, anchorMs);
      // An incident nobody has resolved yet goes on for as long as one watches.
      const running = incident !== undefined && incident.updates.at(-1)?.status !== 'resolved';
      return {
        startMs,
        endMs: running ? Infinity : startMs + forMs,
        failing,
        slower,
        regions,
        gap,
      };
    });
}

function actorsOf(simulation: Simulation): Actor[] {
  return simulation.components.flatMap((config, index) => {
    const traffic = simulation.scenario.traffic[config.id];
    if (traffic === undefined) return [];
    const sinceMs =
      traffic.sinceDays === undefined
        ? -Infinity
        : (Math.floor(simulation.anchorMs / dayMs) - traffic.sinceDays) * dayMs;
    return [{ index, config, traffic, sinceMs, troubles: troublesOf(simulation, config.id) }];
  });
}

/** null: no telemetry arrives. */
function outcomeAt(actor: Actor, timeMs: number, region: string | null): Outcome | null {
  let { failing } = actor.traffic;
  let slower = 1;
  for (const trouble of actor.troubles) {
    if (timeMs < trouble.startMs || timeMs >= trouble.endMs) continue;
    if (trouble.regions && region !== null && !trouble.regions.includes(region)) continue;
    if (trouble.gap) return null;
    failing = Math.max(failing, trouble.failing);
    slower = Math.max(slower, trouble.slower);
  }
  return { failing, slower };
}

/** Busy at noon, quiet at night and at weekends; from about 0.35 to 1. */
function load(timeMs: number): number {
  const hour = (timeMs % dayMs) / 3_600_000;
  const weekday = new Date(timeMs).getUTCDay();
  const daily = 0.65 - 0.35 * Math.cos(((hour - 1) / 24) * 2 * Math.PI);
  return weekday === 0 || weekday === 6 ? daily * 0.7 : daily;
}

function line(record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(record);
}

/** Counted from the first minute, so that a scenario looks the same on whatever day it is made. */
function placeOf(simulation: Simulation, actor: Actor, minute: number): number[] {
  return [simulation.scenario.seed, actor.index, minute - firstMinute(simulation)];
}

function latency(actor: Actor, sigma: number, slower: number, ...place: number[]): number {
  const ms = actor.traffic.medianMs * Math.exp(sigma * normal(...place)) * slower;
  return Math.round(Math.min(ms, 30_000) * 10) / 10;
}

function probeLines(simulation: Simulation, actor: Actor, minute: number): string[] {
  const { scenario } = simulation;
  const every = Math.max(1, Math.round(actor.config.checkIntervalMs / minuteMs));
  if (minute % every !== 0) return [];
  return scenario.regions.flatMap((region, index) => {
    const place = [scenario.seed, actor.index, index, minute - firstMinute(simulation)];
    const timeMs =
      minute * minuteMs + 5_000 * (index + 1) + Math.floor(uniform(...place, 7) * 4_000);
    const outcome = outcomeAt(actor, timeMs, region);
    if (outcome === null) return [];
    const base = { time: new Date(timeMs).toISOString(), component: actor.config.id, region };
    if (uniform(...place, 8) < outcome.failing)
      return line({ ...base, statusCode: 0, error: 'timeout' });
    const far = 1 + index * 0.35;
    return line({
      ...base,
      statusCode: 200,
      durationMs: latency(actor, 0.22, far * outcome.slower, ...place, 9),
    });
  });
}

function requestLines(simulation: Simulation, actor: Actor, minute: number): string[] {
  const place = placeOf(simulation, actor, minute);
  const timeMs = minute * minuteMs + 30_000;
  const outcome = outcomeAt(actor, timeMs, null);
  if (outcome === null) return [];
  const all = Math.round(
    actor.traffic.perMinute * load(timeMs) * (0.85 + 0.3 * uniform(...place, 3)),
  );
  const expected = all * outcome.failing;
  const bad = Math.min(all, Math.floor(expected + uniform(...place, 4)));
  const tail = uniform(...place, 5) < 0.3 ? Math.min(all - bad, Math.ceil(all * 0.02)) : 0;
  const base = { time: new Date(timeMs).toISOString(), component: actor.config.id };
  const lines: string[] = [];
  const bulk = all - bad - tail;
  if (bulk > 0)
    lines.push(
      line({
        ...base,
        statusCode: 200,
        durationMs: latency(actor, 0.15, outcome.slower, ...place, 6),
        count: bulk,
      }),
    );
  if (tail > 0)
    lines.push(
      line({
        ...base,
        statusCode: 200,
        durationMs: latency(actor, 0.35, 2.2 * outcome.slower, ...place, 7),
        count: tail,
      }),
    );
  if (bad > 0)
    lines.push(
      line({
        ...base,
        statusCode: 503,
        durationMs: latency(actor, 0.3, outcome.slower, ...place, 8),
        count: bad,
      }),
    );
  return lines;
}

/** A log of state changes, with the state repeated every 12 hours. */
function transitionLines(simulation: Simulation, actor: Actor, minute: number): string[] {
  const timeMs = minute * minuteMs + 20_000;
  const failingAt = (ms: number) => (outcomeAt(actor, ms, null)?.failing ?? 0) > 0.5;
  const failing = failingAt(timeMs);
  const place = placeOf(simulation, actor, minute);
  if (failing === failingAt(timeMs - minuteMs) && minute % 720 !== 0) return [];
  const base = { time: new Date(timeMs).toISOString(), component: actor.config.id };
  if (failing) return [line({ ...base, statusCode: 503 })];
  return [line({ ...base, statusCode: 200, durationMs: latency(actor, 0.2, 1, ...place) })];
}

const makers = {
  probes: probeLines,
  requests: requestLines,
  transitions: transitionLines,
} as const;

/** First minute of a simulation. */
export function firstMinute({ scenario, anchorMs }: Simulation): number {
  return Math.floor(anchorMs / dayMs - scenario.days) * 1440;
}

/** Lines of the minutes [from, until) since the epoch, a list per minute. */
export function* linesOf(simulation: Simulation, from: number, until: number): Generator<string[]> {
  const actors = actorsOf(simulation);
  for (let minute = from; minute < until; minute += 1) {
    const lines: string[] = [];
    for (const actor of actors) {
      if (minute * minuteMs < actor.sinceMs) continue;
      lines.push(...makers[actor.config.observed](simulation, actor, minute));
    }
    yield lines;
  }
}
