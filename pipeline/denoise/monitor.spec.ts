import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../testing/minutes.testing.ts';
import { monitorFailures, type Target } from './monitor.ts';
import { allGood, ballotsOf } from './standing.ts';

const minuteMs = 60_000;

/** A component by the checks of each probe: `.` good, `x` failed. */
function target(
  id: string,
  rows: Readonly<Record<string, string>>,
  maintenance: ReadonlySet<number> = new Set(),
): Target {
  const vantages = Object.entries(rows).map(([name, letters]) => checksOf(name, letters));
  return {
    id,
    names: vantages.map(({ name }) => name),
    ballots: ballotsOf(vantages),
    checkIntervalMs: minuteMs,
    maintenance,
  };
}

/** What is excluded, as `component probe minute`. */
function excluded(targets: readonly Target[]): string[] {
  const failures = monitorFailures(targets);
  return targets.flatMap(({ id, names }) =>
    [...(failures.get(id) ?? [])].map(({ vantage, minute }) => `${id} ${names[vantage]} ${minute}`),
  );
}

const good = '.'.repeat(12);
const failing = '....xxx.....';
/** So many targets that probe a sees failing, and others that it sees well. */
const seen = (bad: number, well: number, others: Readonly<Record<string, string>>) =>
  Array.from({ length: bad + well }, (_, index) =>
    target(`t${index}`, { a: index < bad ? failing : good, ...others }),
  );
const two = { b: good, c: good };

describe('a monitor that fails', () => {
  it('takes its results out while it does', () => {
    expect(excluded(seen(5, 0, two)).filter((text) => text.startsWith('t0'))).toEqual([
      't0 a 4',
      't0 a 5',
      't0 a 6',
    ]);
    expect(excluded(seen(5, 0, two))).toHaveLength(15);
  });

  it('needs 80 % of what it asks, the good results of those minutes go, too', () => {
    expect(excluded(seen(4, 1, two))).toHaveLength(15);
    expect(excluded(seen(3, 1, two))).toEqual([]);
    expect(excluded(seen(7, 2, two))).toEqual([]);
  });

  it('needs 5 targets', () => {
    expect(excluded(seen(4, 0, two))).toEqual([]);
  });

  it('takes out what fails next to it, between two of its checks', () => {
    const early = target('early', { a: '...xxxx.....', ...two });
    const earlier = target('earlier', { a: '..xxxxx.....', ...two });
    const found = excluded([early, earlier, ...seen(5, 0, two)]);
    expect(found.filter((text) => text.startsWith('early'))).toContain('early a 3');
    expect(found).toContain('earlier a 3');
    expect(found).not.toContain('earlier a 2');
  });
});

describe('nothing is taken out', () => {
  it('with only one other probe', () => {
    expect(excluded(seen(5, 0, { b: good }))).toEqual([]);
  });

  it('where the others do not see all of the failing targets well', () => {
    const real = target('real', { a: failing, b: failing, c: good });
    expect(excluded([real, ...seen(5, 0, two)])).toEqual([]);
  });

  it('where half of the probes fail, or most', () => {
    expect(excluded(seen(5, 0, { b: failing, c: good, d: good }))).toEqual([]);
    expect(excluded(seen(5, 0, { b: failing, c: failing, d: good, e: good }))).toEqual([]);
  });

  it('until the others have seen the targets well again', () => {
    const last = seen(5, 0, { b: '....', c: '....' }).map(({ id }) =>
      target(id, { a: '...x', b: '....', c: '....' }),
    );
    expect(excluded(last)).toEqual([]);
  });

  it('for targets in announced maintenance', () => {
    const all = new Set(good.split('').map((_, minute) => minute));
    const [first, ...rest] = seen(5, 0, two);
    if (first === undefined) throw new Error('no target');
    expect(excluded([{ ...first, maintenance: all }, ...rest])).toEqual([]);
  });

  it('of probes without a name', () => {
    const nameless = seen(5, 0, two).map(({ id }) => target(id, { '': failing, ...two }));
    expect(excluded(nameless)).toEqual([]);
  });
});

it('never hides what most probes see: each failure taken out was seen well by two others', () => {
  const letters = fc.array(fc.constantFrom('.', '.', 'x'), { minLength: 9, maxLength: 9 });
  const probe = fc.oneof(
    fc.constant('.........'),
    letters.map((all) => all.join('')),
  );
  const rows = fc.record({ b: probe, c: probe, d: probe });
  const mostly = fc.array(fc.constantFrom('x', 'x', 'x', 'x', '.'), { minLength: 9, maxLength: 9 });
  let found = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(mostly, rows), { minLength: 5, maxLength: 7 }), (given) => {
      const targets = given.map(([a, others], index) =>
        target(`t${index}`, { a: a.join(''), ...others }),
      );
      const failures = monitorFailures(targets);
      for (const { id, ballots } of targets)
        for (const result of failures.get(id) ?? []) {
          if (!result.bad) continue;
          found += 1;
          const at = ballots.flat().filter(({ minute }) => minute === result.minute);
          expect(at.filter(allGood).length).toBeGreaterThanOrEqual(2);
          expect(at.filter(({ bad }) => bad).length * 2).toBeLessThan(at.length);
        }
    }),
    { numRuns: 2000, seed: 3 },
  );
  expect(found).toBeGreaterThan(0);
});
