/**
 * Days that were final, and what telemetry that came later made of them. Nothing has to be
 * remembered: the parts of the lake say when they were drained, so the day as it was is the
 * day of the parts drained before. Late parts are taken together by the day they came on.
 */
import * as v from 'valibot';
import type { ComponentConfig, StatusConfig } from '#schema/config.ts';
import type { Part } from '../lake/manifest.ts';
import { dayOf, siteDays } from './calendar.ts';
import { finalAtMs } from './day-parts.ts';
import { rules } from './rules.ts';
import {
  type Final,
  type RestateInput,
  statedSchema,
  touches,
  type Variant,
  Variants,
} from './stated-day.ts';

export const restatementSchema = v.strictObject({
  /** Site day, YYYY-MM-DD. */
  day: v.string(),
  component: v.string(),
  old: statedSchema,
  new: statedSchema,
  reason: v.literal('late-data'),
  /** When the last of what restated it was drained. */
  at: v.string(),
  /** Of everything the new figures are made from. */
  inputsSha256: v.string(),
  rulesVersion: v.number(),
});
export type Restatement = v.InferOutput<typeof restatementSchema>;

export interface Restated {
  readonly restatements: readonly Restatement[];
  /** Names of what is kept in the lake for the next run. */
  readonly used: ReadonlySet<string>;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** How far back the figures of a day look: usual traffic, states that hold, running totals. */
function lookBackDays({ components }: StatusConfig): number {
  const states = components.filter(({ observed }) => observed === 'transitions');
  const silence = Math.max(0, ...states.map(({ maxSilenceMs }) => maxSilenceMs));
  const { vanishedDays } = rules.requests;
  return 1 + Math.max(2 * vanishedDays, rules.streams.rememberedDays, Math.ceil(silence / dayMs));
}

/** Days that became final after the lake knew anything, oldest first. */
function finalDays({ parts, config, asOfMs }: RestateInput): Final[] {
  const zone = config.site.timezone;
  const firstDrain = parts.reduce((first, { drainedAt }) => Math.min(first, drainedAt), asOfMs);
  const horizonMs = firstDrain - rules.provisionalHours * hourMs - 2 * dayMs;
  const count = Math.ceil((asOfMs - horizonMs) / dayMs) + 1;
  const back = lookBackDays(config);
  const all = siteDays(dayOf(asOfMs, zone), count + back, zone);
  return all.flatMap((day, index) => {
    const final = finalAtMs(day);
    if (index < back || final < firstDrain || final > asOfMs) return [];
    const days = all.slice(index - back, index + 2);
    const fromMs = (days[0]?.start ?? day.start) * 60_000;
    return [{ day, days, fromMs, untilMs: day.end * 60_000 + 2 * hourMs }];
  });
}

/** Moments the day is to be stated for: its finality, then the last drain of each later day. */
function momentsOf(final: Final, parts: readonly Part[], zone: string): number[] {
  const at = finalAtMs(final.day);
  const late = new Map<string, number>();
  for (const part of parts) {
    const { drainedAt } = part;
    if (drainedAt <= at || !touches(part, final)) continue;
    const came = dayOf(drainedAt, zone);
    late.set(came, Math.max(late.get(came) ?? 0, drainedAt));
  }
  return [at, ...[...late.values()].sort((a, b) => a - b)];
}

async function restatementsOf(
  variants: Variants,
  final: Final,
  moments: readonly number[],
  components: readonly ComponentConfig[],
): Promise<Restatement[]> {
  const found: Restatement[] = [];
  let before: Variant | undefined;
  for (const moment of moments) {
    const variant = await variants.at(final, moment);
    for (const { id } of components) {
      const [old, now] = [before?.stated[id], variant.stated[id]];
      // A component nobody had heard of had nothing published that could be restated.
      if (!old || !now || JSON.stringify(old) === JSON.stringify(now)) continue;
      found.push({
        ...{ day: final.day.date, component: id, old, new: now, reason: 'late-data' },
        at: new Date(moment).toISOString(),
        inputsSha256: variant.inputsSha256,
        rulesVersion: rules.version,
      });
    }
    before = variant;
  }
  return found;
}

/** Every restatement of a final day, by the time it became known. */
export async function restate(input: RestateInput): Promise<Restated> {
  const variants = new Variants(input);
  const restatements: Restatement[] = [];
  for (const final of finalDays(input)) {
    const moments = momentsOf(final, input.parts, input.config.site.timezone);
    if (moments.length === 1) continue;
    restatements.push(...(await restatementsOf(variants, final, moments, input.config.components)));
  }
  restatements.sort((a, b) => a.at.localeCompare(b.at));
  return { restatements, used: variants.used };
}
