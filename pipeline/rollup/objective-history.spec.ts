import { expect, describe, it } from 'vitest';
import { DirectoryStore } from '../lake/directory-store.ts';
import { componentOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { withObjectiveHistory } from './objective-history.ts';
import { objectiveOn, strictestObjective } from './objectives.ts';

const at = (day: string) => Date.parse(`${day}T12:00Z`);

/** Runs on some days with the objectives written then; what the last of them holds. */
async function after(...runs: readonly (readonly [string, unknown])[]) {
  const store = new DirectoryStore(temporaryFolder());
  let known = [componentOf()];
  for (const [day, slo] of runs)
    known = await withObjectiveHistory(store, [componentOf({ slo })], 'UTC', at(day));
  const [component] = known;
  if (component === undefined) throw new Error('no component');
  return component;
}

const targets = ({ objectives }: Awaited<ReturnType<typeof after>>) =>
  objectives.map(({ from, availabilityPpm }) => [from, availabilityPpm]);

describe('objectives', () => {
  it('hold from the beginning as they were first seen', async () => {
    const list = [{ availability: 99 }, { availability: 99.9, from: '2026-02-01' }];
    expect(targets(await after(['2026-03-10', list]))).toEqual([
      [null, 990_000],
      ['2026-02-01', 999_000],
    ]);
  });

  it('changed in place hold from the day the change was first seen', async () => {
    const component = await after(
      ['2026-03-10', { availability: 99.9 }],
      ['2026-03-12', { availability: 99 }],
      ['2026-03-20', { availability: 99 }],
    );
    expect(targets(component)).toEqual([
      [null, 999_000],
      ['2026-03-12', 990_000],
    ]);
    expect(objectiveOn(component, '2026-03-11').availabilityPpm).toBe(999_000);
  });

  it('cannot be back-dated, but announced', async () => {
    const list = (from: string) => [{ availability: 99.9 }, { availability: 99, from }];
    const first = { availability: 99.9 };
    expect(targets(await after(['2026-03-10', first], ['2026-03-12', list('2026-01-01')]))).toEqual(
      [
        [null, 999_000],
        ['2026-03-12', 990_000],
      ],
    );
    expect(targets(await after(['2026-03-10', first], ['2026-03-12', list('2026-04-01')]))).toEqual(
      [
        [null, 999_000],
        ['2026-04-01', 990_000],
      ],
    );
  });

  it('that were announced may be taken back before their day', async () => {
    const announced = [{ availability: 99.9 }, { availability: 99, from: '2026-04-01' }];
    expect(
      targets(await after(['2026-03-10', announced], ['2026-03-12', { availability: 99.9 }])),
    ).toEqual([[null, 999_000]]);
  });

  it('of a build for an earlier moment are those that were known then', async () => {
    expect(
      targets(
        await after(
          ['2026-03-10', { availability: 99.9 }],
          ['2026-03-12', { availability: 99 }],
          ['2026-03-11', { availability: 99 }],
        ),
      ),
    ).toEqual([[null, 999_000]]);
  });
});

describe('a stretch of days', () => {
  it('is judged by the strictest of what was promised in it', async () => {
    const component = await after(
      ['2026-03-10', { availability: 99.9, p99: '300ms', minCoverage: 98 }],
      ['2026-03-12', { availability: 99, p99: '500ms' }],
    );
    expect(strictestObjective(component, '2026-03-01', '2026-03-20')).toMatchObject({
      availabilityPpm: 999_000,
      p99Ms: 300,
      minCoveragePpm: 990_000,
    });
    expect(strictestObjective(component, '2026-03-12', '2026-03-20')).toMatchObject({
      availabilityPpm: 990_000,
      p99Ms: 500,
    });
  });
});
