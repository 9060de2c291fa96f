/** OpenSLO documents for tests, each in order until a test changes it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import type { ObjectiveConfig } from '#schema/config.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { loadConfig } from './load.ts';

export type Written = Readonly<Record<string, unknown>>;

export const metric = (query: string): Written => ({
  metricSource: { type: 'Prometheus', spec: { query } },
});

export const indicator = {
  spec: { ratioMetric: { counter: true, good: metric('good'), total: metric('total') } },
};
export const thresholdIndicator = { spec: { thresholdMetric: metric('duration') } };
export const rolling = { duration: '30d', isRolling: true };
export const objective = { target: 0.999 };

/** An SLO of availability over 30 days, with parts of its spec replaced. */
export function sloOf(spec: Written, name = 'api'): Written {
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name },
    spec: {
      service: 'api',
      indicator,
      timeWindow: [rolling],
      budgetingMethod: 'Occurrences',
      objectives: [objective],
      ...spec,
    },
  };
}

export const month = {
  duration: '1M',
  calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'Europe/Berlin' },
};

/** An SLO of latency: 99 % within 500. */
export const latency = (changes: Written = {}, name = 'api-latency'): Written =>
  sloOf(
    {
      indicator: thresholdIndicator,
      objectives: [{ op: 'lte', value: 500, target: 0.99, ...changes }],
    },
    name,
  );
/** The component says the unit. */
export const ms = { slo: { thresholdUnit: 'ms' } };

/** The text of a file. */
export const file = (...documents: readonly Written[]): string =>
  documents.map((item) => stringify(item)).join('---\n');

interface Asked {
  readonly observed?: string;
  readonly slo?: Written;
}

/** The objectives of a component whose OpenSLO file holds these documents, or what is refused. */
export async function read(
  documents: string,
  { observed = 'requests', slo = {} }: Asked = {},
): Promise<readonly ObjectiveConfig[] | string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'slos'));
  writeFileSync(join(folder, 'slos/api.yaml'), documents);
  const component = { id: 'api', observed, slo: { openslo: 'slos/api.yaml', ...slo } };
  const config = {
    site: { name: 'Test', timezone: 'Europe/Berlin' },
    sources: [{ kind: 'file', paths: ['a.ndjson'] }],
    components: [component],
  };
  writeFileSync(join(folder, 'status.yaml'), stringify(config));
  try {
    const loaded = await loadConfig(join(folder, 'status.yaml'));
    return loaded.config.components[0]?.objectives ?? [];
  } catch (error) {
    expect(error).toMatchObject({ name: 'Problem' });
    return error instanceof Error ? error.message.replaceAll(`${folder}/`, '') : '';
  }
}
