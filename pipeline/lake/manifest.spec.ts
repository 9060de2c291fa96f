import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { DirectoryStore } from './directory-store.ts';
import { type Change, commit, cursorKey, type LakeState, type Part, readLake } from './manifest.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function partOf(number: number): Part {
  return {
    stream: 'file:log',
    epoch: 1,
    partition: 0,
    start: number * 10,
    end: number * 10 + 10,
    drainedAt: number,
    minTimeMs: null,
    maxTimeMs: null,
    firstTimeMs: {},
    ledger: { received: 1, parsed: 0, malformed: 1, future: 0, late: 0, unmatched: 0, ignored: 0 },
    events: null,
    points: null,
    quarantine: null,
  };
}

function changeOf(number: number): Change {
  const cursor = {
    stream: 'file:log',
    epoch: 1,
    partition: 0,
    next: number * 10 + 10,
    prefixSha256: sha256(String(number)),
  };
  return {
    at: number,
    parts: [partOf(number)],
    cursors: [cursor],
    drained: { 'file:log': number },
  };
}

/** A lake with the given number of commits. */
async function lakeOf(commits: number) {
  const root = temporaryFolder();
  const store = new DirectoryStore(root);
  let state: LakeState = await readLake(store);
  for (let number = 1; number <= commits; number += 1) {
    const after = await commit(store, state, changeOf(number));
    if (after === null) throw new Error(`commit ${number} lost`);
    state = after;
  }
  const fileOf = (number: number) =>
    join(root, 'manifests', `manifest-${String(number).padStart(10, '0')}.json`);
  return { store, state, fileOf };
}

function kindOf(file: string): unknown {
  const manifest: { kind: unknown } = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.kind;
}

describe('a chain of commits', () => {
  it('begins with nothing', async () => {
    const { state } = await lakeOf(0);
    expect(state).toEqual({
      number: 0,
      headSha256: null,
      parts: [],
      cursors: new Map(),
      drained: new Map(),
    });
  });

  it('reads back as what the last commit returned', async () => {
    for (const commits of [1, 2, 3]) {
      const { store, state } = await lakeOf(commits);
      expect(await readLake(store)).toEqual(state);
      expect(state.number).toBe(commits);
      expect(state.parts).toHaveLength(commits);
      expect(state.cursors.get(cursorKey(partOf(1)))?.next).toBe(commits * 10 + 10);
      expect(state.drained.get('file:log')).toBe(commits);
    }
  });

  it('writes a checkpoint first and at every hundredth, from which reading starts', async () => {
    const { store, state, fileOf } = await lakeOf(102);
    expect([1, 2, 99, 100, 101, 102].map((number) => kindOf(fileOf(number)))).toEqual([
      'checkpoint',
      'delta',
      'delta',
      'checkpoint',
      'delta',
      'delta',
    ]);
    for (let number = 1; number < 100; number += 1) rmSync(fileOf(number));
    expect(await readLake(store)).toEqual(state);
    expect(state.parts).toHaveLength(102);
  });

  it('writes the same bytes for the same commits', async () => {
    const [one, other] = [await lakeOf(3), await lakeOf(3)];
    expect(one.state.headSha256).toBe(other.state.headSha256);
  });
});

describe('two writers', () => {
  it('cannot both win: the second loses and may go on from the new head', async () => {
    const { store, state } = await lakeOf(1);
    const first = await commit(store, state, changeOf(2));
    expect(first?.number).toBe(2);
    expect(await commit(store, state, changeOf(3))).toBeNull();
    const head = await readLake(store);
    expect(head).toEqual(first);
    expect((await commit(store, head, changeOf(3)))?.number).toBe(3);
  });

  it('cannot both win even at the same instant', async () => {
    const { store, state } = await lakeOf(1);
    const results = await Promise.all(
      [2, 3, 4, 5].map((number) => commit(store, state, changeOf(number))),
    );
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    expect((await readLake(store)).parts).toHaveLength(2);
  });

  it('of an empty lake cannot both write the first', async () => {
    const { store, state } = await lakeOf(0);
    const results = await Promise.all(
      [1, 2].map((number) => commit(store, state, changeOf(number))),
    );
    expect(results.filter((result) => result !== null)).toHaveLength(1);
  });
});

describe('a newest number that cannot be read', () => {
  it.each(['', '{"version":1', '{"version":2}', 'not json'])(
    '(%j) was never committed',
    async (torn) => {
      const { store, state, fileOf } = await lakeOf(2);
      writeFileSync(fileOf(3), torn);
      expect(await readLake(store)).toEqual(state);
    },
  );

  it('is never used again, and the chain goes on past it', async () => {
    const { store, state, fileOf } = await lakeOf(2);
    writeFileSync(fileOf(3), 'torn');
    writeFileSync(fileOf(4), 'torn');
    const after = await commit(store, state, changeOf(3));
    expect(after?.number).toBe(5);
    expect(readFileSync(fileOf(3), 'utf8')).toBe('torn');
    expect(await readLake(store)).toEqual(after);
  });

  it('may be the very first', async () => {
    const { store, state, fileOf } = await lakeOf(0);
    await store.create('manifests/other', Buffer.from(''));
    writeFileSync(fileOf(1), 'torn');
    const after = await commit(store, state, changeOf(1));
    expect(after?.number).toBe(2);
    expect(await readLake(store)).toEqual(after);
  });
});

describe('damage', () => {
  const problem = (file: string, wrong: string) => `${file}: ${wrong}; restore it from a backup`;

  it('of a manifest in the middle is an error that names it', async () => {
    const { store, fileOf } = await lakeOf(4);
    writeFileSync(fileOf(2), 'damaged');
    await expect(readLake(store)).rejects.toThrow(
      problem(fileOf(2), 'this manifest of the lake cannot be read'),
    );
  });

  it('of the checkpoint is an error that names it', async () => {
    const { store, fileOf } = await lakeOf(3);
    writeFileSync(fileOf(1), 'damaged');
    await expect(readLake(store)).rejects.toThrow(
      problem(fileOf(1), 'this manifest of the lake cannot be read'),
    );
  });

  it('that left a readable manifest is seen by its hash', async () => {
    const { store, fileOf } = await lakeOf(3);
    writeFileSync(fileOf(2), readFileSync(fileOf(2), 'utf8').replace('"next":30', '"next":31'));
    await expect(readLake(store)).rejects.toThrow(
      problem(fileOf(2), 'this manifest is not the one its successor was written after'),
    );
  });

  it('of a missing manifest breaks the chain', async () => {
    const { store, fileOf } = await lakeOf(4);
    rmSync(fileOf(3));
    await expect(readLake(store)).rejects.toThrow(
      problem(fileOf(2), 'this manifest is not the one its successor was written after'),
    );
  });

  it('of a missing checkpoint is told', async () => {
    const { store, fileOf } = await lakeOf(3);
    rmSync(fileOf(1));
    await expect(readLake(store)).rejects.toThrow(
      "the lake's last checkpoint is missing; restore it from a backup",
    );
  });
});
