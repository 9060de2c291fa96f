import { describe, expect, it } from 'vitest';
import { DirectoryStore } from '../lake/directory-store.ts';
import type { Part } from '../lake/manifest.ts';
import { configOf } from '../testing/components.testing.ts';
import { drainedPart } from '../testing/parts.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { restate, type Restated } from './restate.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const firstDay = Date.UTC(2026, 2, 1);
const asOfMs = firstDay + 9 * dayMs;
const config = configOf([
  { id: 'api', observed: 'probes', slo: { availability: 99.9 } },
  { id: 'web' },
]);

/** So many checks from a minute of a day, one each minute. */
function checks(day: number, minute: number, count: number, ok = true, component = 'api') {
  const start = firstDay + day * dayMs + minute * minuteMs;
  return Array.from({ length: count }, (_, index) => ({
    time: new Date(start + index * minuteMs).toISOString(),
    component,
    ok,
  }));
}

type Drain = readonly [hours: number, events: readonly unknown[]];

/** Drains, each so many hours after the first day began; then what was restated. */
async function restated(
  drains: readonly Drain[],
  store = new DirectoryStore(temporaryFolder()),
): Promise<Restated & { parts: Part[] }> {
  const parts: Part[] = [];
  for (const [index, [hours, events]] of drains.entries()) {
    const at = firstDay + hours * 3_600_000;
    parts.push(await drainedPart(store, config, events, at, index * 10_000));
  }
  return { ...(await restate({ store, parts, config, maintenance: [], asOfMs })), parts };
}

const onTime: Drain = [25, checks(0, 0, 1440)];
const lines = ({ restatements }: Restated) =>
  restatements.map(
    ({ day, component, old, new: now, at }) =>
      `${day} ${component} ${old.status} ${old.bad} -> ${now.status} ${now.bad} at ${at}`,
  );

describe('a final day', () => {
  it('is restated by what was drained later than 48 hours after its end', async () => {
    const late: Drain = [72 + 1, checks(0, 600, 10, false)];
    const found = await restated([onTime, late]);
    expect(lines(found)).toEqual([
      '2026-03-01 api operational 0 -> major_outage 10 at 2026-03-04T01:00:00.000Z',
    ]);
    expect(found.restatements[0]).toMatchObject({ reason: 'late-data', rulesVersion: 1 });
    expect(found.restatements[0]?.inputsSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not by what came before, to the millisecond', async () => {
    const inTime: Drain = [72, checks(0, 600, 10, false)];
    expect(lines(await restated([onTime, inTime]))).toEqual([]);
  });

  it('is not by telemetry that changes nothing in it', async () => {
    const event = { time: new Date(firstDay).toISOString(), component: 'api', ok: true, id: 'a' };
    const first: Drain = [25, [...checks(0, 1, 1439), event]];
    expect(lines(await restated([first, [80, [event]]]))).toEqual([]);
    expect(lines(await restated([first, [100, checks(4, 0, 10, false)]]))).toEqual([]);
  });

  it('that nobody had published is stated for the first time', async () => {
    expect(lines(await restated([[100, checks(0, 0, 1440)]]))).toEqual([]);
    expect(lines(await restated([onTime, [100, checks(0, 0, 100, true, 'web')]]))).toEqual([]);
  });

  it('may be restated again: what was recorded stays', async () => {
    const drains: Drain[] = [onTime, [73, checks(0, 600, 3, false)]];
    const store = new DirectoryStore(temporaryFolder());
    const once = await restated(drains, store);
    const again: Drain = [150, checks(0, 700, 10, false)];
    const twice = await restated([...drains, again], store);
    expect(twice.restatements[0]).toEqual(once.restatements[0]);
    expect(lines(twice)).toEqual([
      '2026-03-01 api operational 0 -> degraded 3 at 2026-03-04T01:00:00.000Z',
      '2026-03-01 api degraded 3 -> major_outage 13 at 2026-03-07T06:00:00.000Z',
    ]);
  });

  it('is restated once by all that came on one day', async () => {
    const drains: Drain[] = [74, 75, 76].map((hours) => [hours, checks(0, hours, 1, false)]);
    expect(lines(await restated([onTime, ...drains]))).toEqual([
      '2026-03-01 api operational 0 -> degraded 3 at 2026-03-04T04:00:00.000Z',
    ]);
  });
});

it('what was derived is read again, not computed, and says the same', async () => {
  const store = new DirectoryStore(temporaryFolder());
  const late: Drain = [73, checks(0, 600, 10, false)];
  const first = await restated([onTime, late], store);
  const written = await Promise.all([...first.used].map((name) => store.writtenAt(name)));
  for (const name of await store.list('cells'))
    if (!first.used.has(`cells/${name}`)) await store.remove(`cells/${name}`);
  const second = await restated([onTime, late], store);
  expect(second.restatements).toEqual(first.restatements);
  expect(await Promise.all([...second.used].map((name) => store.writtenAt(name)))).toEqual(written);
  expect(await store.list('cells')).toHaveLength(first.used.size);
});
