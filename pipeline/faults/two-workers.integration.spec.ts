/** Two drains of one partition that always commit at the same moment. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { type StoreName, storeOf } from './broken-stores.testing.ts';
import { LakeJudge } from './lake-judge.testing.ts';
import { drainLog, logEnd } from './log-source.testing.ts';
import { faultConfig } from './telemetry.testing.ts';
import { messageOf } from '../problem.ts';

const timeout = 180_000;
const all = { from: 0, until: logEnd, packed: false };

/** Waits until everybody who is still there has come; then all act, each time another one first. */
class Meeting {
  #members: number;
  #round = 0;
  #waiting: { readonly name: number; readonly act: () => Promise<void> }[] = [];

  constructor(members: number) {
    this.#members = members;
  }

  act<Result>(name: number, action: () => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ name, act: () => action().then(resolve, reject) });
    this.#begin();
    return promise;
  }

  leave(): void {
    this.#members -= 1;
    this.#begin();
  }

  #begin(): void {
    if (this.#waiting.length < this.#members) return;
    const acting = this.#waiting.sort((a, b) => a.name - b.name);
    this.#waiting = [];
    const first = this.#round % Math.max(1, acting.length);
    this.#round += 1;
    void [...acting.slice(first), ...acting.slice(0, first)].reduce(
      (before, { act }) => before.then(act),
      Promise.resolve(),
    );
  }
}

/** A drain that has chosen its next number waits until the other has, too. */
async function drainAtTheMeeting(
  name: StoreName,
  lake: string,
  batch: number,
  meeting: Meeting,
): Promise<void> {
  const store = storeOf(name, lake);
  const create = store.create.bind(store);
  store.create = (object, bytes) => meeting.act(batch, () => create(object, bytes));
  try {
    await drainLog(store, lake, { ...all, batch });
  } finally {
    meeting.leave();
  }
}

/** What two drains with batches of these sizes, and one after them, get wrong. */
async function faultOfBoth(name: StoreName, batches: readonly number[]): Promise<string | null> {
  const root = temporaryFolder();
  const [alone, both] = [join(root, 'alone'), join(root, 'both')];
  await drainLog(storeOf('right', alone), alone, all);
  const judge = await LakeJudge.of(storeOf('right', alone), faultConfig());
  const meeting = new Meeting(batches.length);
  const drains = batches.map((batch) => drainAtTheMeeting(name, both, batch, meeting));
  for (const drain of await Promise.allSettled(drains)) {
    // Who loses all the time says so and leaves the rest to the other.
    if (drain.status === 'rejected' && !messageOf(drain.reason).includes('positions keep changing'))
      return messageOf(drain.reason);
  }
  const store = storeOf(name, both);
  await drainLog(store, both, all);
  return judge.faultOf(store);
}

test.for([[[100, 100]], [[100, 70]], [[200, 150, 60]]])(
  'batches of %j: every record counts once',
  { timeout },
  async ([batches = []]) => {
    expect(await faultOfBoth('right', batches)).toBeNull();
  },
);

test('a manifest that may be replaced is noticed', { timeout }, async () => {
  await expect(faultOfBoth('replacing', [100, 70])).rejects.toThrow(
    'this manifest is not the one its successor was written after',
  );
});
