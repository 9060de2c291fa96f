/** Objectives in OpenSLO files that are read. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectiveConfig } from '#schema/config.ts';
import { componentOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { loadConfig } from './load.ts';
import {
  file,
  indicator,
  month,
  objective,
  read,
  sloOf,
  thresholdIndicator,
  type Written,
} from './openslo.testing.ts';

const byHand = (slo: Written): readonly ObjectiveConfig[] => componentOf({ slo }).objectives;
describe('the documentation', () => {
  it('has an example that reads as it says', async () => {
    const path = fileURLToPath(new URL('../../docs/openslo.md', import.meta.url));
    const [status = '', slos = '', same = ''] = [
      ...readFileSync(path, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g),
    ].map((block) => block[1]);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'slos'));
    writeFileSync(join(folder, 'status.yaml'), status);
    writeFileSync(join(folder, 'slos/api.yaml'), slos);
    const given = await loadConfig(join(folder, 'status.yaml'));
    writeFileSync(join(folder, 'status.yaml'), status.replace(/slo: .*/, same.trim()));
    const hand = await loadConfig(join(folder, 'status.yaml'));
    expect(given.config).toEqual(hand.config);
    expect(given.text).toBe(status + slos);
  });
});

describe('what is read is what would be written by hand', () => {
  it('any target, period and threshold', async () => {
    const cases = fc.record({
      ppm: fc.integer({ min: 10_000, max: 999_999 }),
      percent: fc.boolean(),
      days: fc.integer({ min: 1, max: 90 }),
      unit: fc.constantFrom('h', 'd'),
      thresholdMs: fc.option(fc.integer({ min: 1, max: 3_600_000 })),
      thresholdUnit: fc.constantFrom('ms', 's'),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ ppm, percent, days, unit, thresholdMs, thresholdUnit }) => {
        const duration = unit === 'd' ? `${days}d` : `${days * 24}h`;
        const timeWindow = [{ duration, isRolling: true }];
        const share = percent ? { targetPercent: ppm / 10_000 } : { target: ppm / 1_000_000 };
        const value = (thresholdMs ?? 0) / (thresholdUnit === 's' ? 1000 : 1);
        const documents = [sloOf({ timeWindow, objectives: [share] })];
        if (thresholdMs !== null) {
          const objectives = [{ op: 'lte', value, target: 0.99 }];
          const spec = { timeWindow, indicator: thresholdIndicator, objectives };
          documents.push(sloOf(spec, 'latency'));
        }
        const p99 = thresholdMs === null ? {} : { p99: `${thresholdMs}ms` };
        expect(await read(file(...documents), { slo: { thresholdUnit } })).toEqual(
          byHand({ availability: ppm / 10_000, period: `${days}d`, ...p99 }),
        );
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('the month of the site', async () => {
    expect(await read(file(sloOf({ timeWindow: [month] })))).toEqual(
      byHand({ availability: 99.9, period: 'month' }),
    );
  });

  it.each(['probes', 'transitions'])('minutes of %s', async (observed) => {
    const slices = { ...objective, timeSliceTarget: 1, timeSliceWindow: '1m' };
    const slo = sloOf({ budgetingMethod: 'Timeslices', objectives: [slices] });
    expect(await read(file(slo), { observed })).toEqual(byHand({ availability: 99.9 }));
  });

  it('among documents that change no figure, behind comments and empty ones', async () => {
    const kinds = [
      'Service',
      'DataSource',
      'AlertPolicy',
      'AlertCondition',
      'AlertNotificationTarget',
    ];
    const others = kinds.map((kind) => ({ apiVersion: 'openslo/v1', kind, spec: { any: 1 } }));
    const text = `# ours\n---\n---\n# nothing\n---\n${file(...others, sloOf({ alertPolicies: [{}] }))}`;
    expect(await read(text)).toEqual(byHand({ availability: 99.9 }));
  });

  it('of several SLOs, the named one', async () => {
    const text = file(sloOf({}, 'one'), sloOf({ objectives: [{ target: 0.5 }] }, 'two'));
    expect(await read(text, { slo: { name: 'two' } })).toEqual(byHand({ availability: 50 }));
    expect(await read(text, { slo: { name: ['two'] } })).toEqual(byHand({ availability: 50 }));
  });
});

describe('the reference in status.yaml', () => {
  it('is told its own keys alone', async () => {
    expect(await read('', { slo: { period: '30d' } })).toBe(
      'status.yaml:13: components[0].slo.period: unknown key; allowed: openslo, name, thresholdUnit',
    );
    expect(await read('', { slo: { thresholdUnit: 'm' } })).toContain(
      '"m" is not allowed; allowed: ms, s',
    );
  });

  it('names a file that is absent', async () => {
    expect(await read(file(sloOf({})), { slo: { openslo: 'slos/gone.yaml' } })).toBe(
      'slos/gone.yaml: no such file; components[0].slo.openslo: must be a file of OpenSLO documents, relative to status.yaml',
    );
  });

  it('takes the indicator of another document', async () => {
    const sli = {
      apiVersion: 'openslo/v1',
      kind: 'SLI',
      metadata: { name: 'errors' },
      spec: indicator.spec,
    };
    expect(await read(file(sloOf({ indicator: undefined, indicatorRef: 'errors' }), sli))).toEqual(
      byHand({ availability: 99.9 }),
    );
  });
});
