/** A final day as the parts drained up to some moment say it was. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ComponentConfig, StatusConfig } from '#schema/config.ts';
import type { DayFigures } from '#schema/snapshot.ts';
import { denoise } from '../denoise/denoise.ts';
import type { Part } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import type { SiteDay } from './calendar.ts';
import type { ExcludedMinutes } from './cells/tables.ts';
import { countCells, firstDaysOf } from './count-cells.ts';
import { gapsOf } from './gaps.ts';
import { excludedMinutes, type SeenMaintenance } from './maintenance.ts';
import { rollup } from './rollup.ts';
import { rules } from './rules.ts';

export interface RestateInput {
  readonly store: LakeStore;
  readonly parts: readonly Part[];
  /** Its components with their objectives as they held. */
  readonly config: StatusConfig;
  readonly maintenance: readonly SeenMaintenance[];
  readonly asOfMs: number;
}

const minutesSchema = v.strictObject({
  UP: v.number(),
  DEGRADED: v.number(),
  PARTIAL: v.number(),
  MAJOR: v.number(),
  MAINT: v.number(),
  IDLE: v.number(),
  UNKNOWN: v.number(),
});
export const statedSchema = v.strictObject({
  status: v.string(),
  valid: v.number(),
  bad: v.number(),
  noise: v.number(),
  availability: v.string(),
  p99Ms: v.nullable(
    v.strictObject({
      low: v.number(),
      high: v.nullable(v.number()),
      estimate: v.nullable(v.number()),
      n: v.number(),
    }),
  ),
  minutes: minutesSchema,
});
/** What a day is said to have been. */
export type Stated = v.InferOutput<typeof statedSchema>;
const variantSchema = v.record(v.string(), statedSchema);
type StatedDay = v.InferOutput<typeof variantSchema>;

export interface Variant {
  /** Of everything it is made from. */
  readonly inputsSha256: string;
  readonly stated: StatedDay;
}

function sha256Of(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** A final day, and all that its figures may depend on. */
export interface Final {
  readonly day: SiteDay;
  readonly days: readonly SiteDay[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Whether anything in the part can change the day. */
export function touches({ minTimeMs, maxTimeMs, gap }: Part, { fromMs, untilMs }: Final): boolean {
  const spans = (first: number, last: number) => first < untilMs && last >= fromMs;
  if (gap !== undefined && spans(gap.fromMs, gap.untilMs)) return true;
  return minTimeMs !== null && maxTimeMs !== null && spans(minTimeMs, maxTimeMs);
}

function statedOf(day: DayFigures): Stated {
  const { status, valid, bad, noise, availability, p99Ms, minutes } = day;
  return { status, valid, bad, noise, availability, p99Ms, minutes: { ...minutes } };
}

/** Of the parts that a variant of a day is made from. */
function inputsOf(final: Final, drained: readonly Part[]): string {
  const parts = drained
    .filter((part) => touches(part, final))
    .map(({ events, points, gap }) => JSON.stringify([events?.sha256, points?.sha256, gap]));
  return sha256Of(parts.sort());
}

/** What of the configuration the figures of a day depend on. */
function termsOf(components: readonly ComponentConfig[], last: string): unknown {
  return components.map(({ id, observed, checkIntervalMs, probes, maxSilenceMs, ...rest }) => [
    { id, observed, checkIntervalMs, probes, maxSilenceMs, since: rest.since },
    rest.objectives.filter(({ from }) => from === null || from <= last),
  ]);
}

/** The day of every component that was known, from the parts drained up to a moment. */
async function computeVariant(
  input: RestateInput,
  final: Final,
  drained: readonly Part[],
): Promise<StatedDay> {
  const { config } = input;
  const parts = drained.filter((part) => touches(part, final));
  const counted = {
    ...(await countCells({ ...input, parts, days: final.days })),
    firstDays: firstDaysOf(drained, config.site.timezone),
    gaps: gapsOf(drained),
  };
  const { components } = config;
  const rolled = rollup(counted, denoise({ ...counted, components }), components, []);
  const stated = rolled.flatMap(({ history }): [string, Stated][] => {
    const day = history.days.find(({ date }) => date === final.day.date);
    return day && counted.firstDays.has(history.id) ? [[history.id, statedOf(day)]] : [];
  });
  return Object.fromEntries(stated);
}

/** Reads or makes the variants of days; what was made is kept beside the cells. */
export class Variants {
  readonly #input: RestateInput;
  readonly #maintenance: ExcludedMinutes;
  readonly used = new Set<string>();

  constructor(input: RestateInput) {
    this.#input = input;
    this.#maintenance = excludedMinutes(input.maintenance, input.config.site.timezone);
  }

  /** Equal inputs have one name. */
  #nameOf(final: Final, drained: readonly Part[], inputs: string): string {
    const { config } = this.#input;
    const { day, days } = final;
    const [from, until] = [days[0]?.start ?? 0, days.at(-1)?.end ?? 0];
    const within = (minute: number) => minute >= from && minute < until;
    const key = sha256Of([
      ...[rules, days, day.date, inputs],
      termsOf(config.components, days.at(-1)?.date ?? ''),
      [...firstDaysOf(drained, config.site.timezone)].sort(),
      [...this.#maintenance].map(([id, minutes]) => [id, [...minutes].filter(within)]),
    ]);
    return `cells/${day.date}~${key.slice(0, 16)}.stated.json`;
  }

  /** The day as all that was drained up to a moment says it was. */
  async at(final: Final, moment: number): Promise<Variant> {
    const { store, parts } = this.#input;
    const drained = parts.filter(({ drainedAt }) => drainedAt <= moment);
    const inputsSha256 = inputsOf(final, drained);
    const name = this.#nameOf(final, drained, inputsSha256);
    this.used.add(name);
    const held = await store.read(name);
    if (held !== null)
      return { inputsSha256, stated: v.parse(variantSchema, JSON.parse(held.toString('utf8'))) };
    const stated = await computeVariant(this.#input, final, drained);
    await store.put(name, Buffer.from(`${JSON.stringify(stated)}\n`));
    return { inputsSha256, stated };
  }
}
