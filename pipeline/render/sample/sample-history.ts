/** The made-up past of one component. */
import type { Incident } from '#schema/incident.ts';
import { schemaVersion, type ComponentHistory, type DayFigures } from '#schema/snapshot.ts';
import type { DayFlag, DayStatus } from '#schema/status.ts';
import { seededRandom } from './random.ts';
import { sampleDay, sampleWindow } from './sample-days.ts';
import { idOf, nameOf, type SampleOptions } from './sample-options.ts';

const dayMs = 86_400_000;
const dayCount = 91;

function usualStatus(random: () => number): DayStatus {
  const drawn = random();
  if (drawn < 0.9) return 'operational';
  if (drawn < 0.95) return 'degraded';
  if (drawn < 0.975) return 'partial_outage';
  return drawn < 0.99 ? 'major_outage' : 'unknown';
}

/** Two days are not final yet, one was restated. */
function flagsAt(position: number): DayFlag[] {
  if (position === 70) return ['restated'];
  if (position < dayCount - 3) return [];
  return position === dayCount - 1 ? ['incomplete', 'provisional'] : ['provisional'];
}

/** 90 days and today of the component at a position; its incidents colour their days. */
export function sampleHistory(
  options: SampleOptions,
  index: number,
  incidents: readonly Incident[],
): ComponentHistory {
  const id = idOf(index);
  const random = seededRandom(options.seed * 1000 + index);
  const today = Date.parse(`${options.asOf.slice(0, 10)}T00:00Z`);
  const mine = incidents.filter(({ components }) => components.some((one) => one.id === id));
  const days = Array.from({ length: dayCount }, (_, position): DayFigures => {
    const date = new Date(today - (dayCount - 1 - position) * dayMs).toISOString().slice(0, 10);
    const touching = mine.filter(({ days: { first, last } }) => first <= date && date <= last);
    // The third component is younger than the graph, the second had a maintenance.
    const young = index % 10 === 2 && position < 20;
    const serviced = index % 10 === 1 && position === 60;
    const state = touching.at(0)?.components[0]?.state ?? usualStatus(random);
    const status = young ? 'none' : serviced ? 'maintenance' : state;
    const day = sampleDay(
      date,
      status,
      touching.map(({ slug }) => slug),
      random,
    );
    return { ...day, flags: flagsAt(position) };
  });
  return {
    schemaVersion,
    id,
    name: nameOf(index),
    observed: 'probes',
    slo: { availabilityPpm: 999_000, p99Ms: 500, period: '30d' },
    asOf: options.asOf,
    rulesVersion: 1,
    budgetPeriod: {
      ...sampleWindow(days.slice(-30)).budget,
      period: '30d',
      from: days.at(-30)?.date ?? '',
    },
    days,
    windows: {
      '24h': sampleWindow(days.slice(-1)),
      '7d': sampleWindow(days.slice(-8)),
      '30d': sampleWindow(days.slice(-31)),
      '90d': sampleWindow(days),
    },
    burnRates: [],
    alerts: [],
  };
}
