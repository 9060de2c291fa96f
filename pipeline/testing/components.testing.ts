/** Components for tests, by the same path as those of a configuration file. */
import * as v from 'valibot';
import {
  type ComponentConfig,
  normaliseConfig,
  statusConfigSchema,
  type StatusConfig,
} from '#schema/config.ts';

type Written = Readonly<Record<string, unknown>>;

/** A configuration of the given components; each needs an `id`, the rest has defaults. */
export function configOf(components: readonly Written[], site: Written = {}): StatusConfig {
  return normaliseConfig(
    v.parse(statusConfigSchema, {
      site: { name: 'Test', ...site },
      sources: [{ kind: 'file', paths: ['checks.ndjson'] }],
      components: components.map((component) => ({
        observed: 'requests',
        slo: { availability: 99.9, p99: '500ms' },
        ...component,
      })),
    }),
  );
}

export function componentOf(written: Written = {}): ComponentConfig {
  const [component] = configOf([{ id: 'api', ...written }]).components;
  if (component === undefined) throw new Error('no component');
  return component;
}

/** Components by id, as the decoder wants them. */
export function byId(
  ...components: readonly ComponentConfig[]
): ReadonlyMap<string, ComponentConfig> {
  return new Map(components.map((component) => [component.id, component]));
}
