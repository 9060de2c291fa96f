/** Compares lakes with one that no fault ever touched. */
import { createHash } from 'node:crypto';
import type { StatusConfig } from '#schema/config.ts';
import { type LakeState, readLake } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { differences, type Published, publishedOf } from './published.testing.ts';

/** Positions that are missing or stand twice: parts of a partition must follow one another. */
function positionFaults({ parts, cursors }: LakeState): string[] {
  return [...cursors.values()].flatMap((cursor) => {
    const own = parts
      .filter(
        ({ stream, epoch, partition }) =>
          stream === cursor.stream && epoch === cursor.epoch && partition === cursor.partition,
      )
      .sort((a, b) => a.start - b.start);
    const bounds = [...own.map(({ start }) => start), cursor.next].slice(1);
    return own.flatMap(({ start, end }, at) =>
      end === bounds[at] ? [] : [`[${start}, ${end}) is followed by ${bounds[at]}`],
    );
  });
}

/** Says everything in a lake that its figures are made from, the bytes of its parts included. */
async function contentOf(store: LakeStore, state: LakeState): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([state.parts, [...state.cursors], [...state.drained]]));
  for (const { events, quarantine } of state.parts) {
    for (const file of [events, quarantine]) {
      if (file !== null) hash.update((await store.read(file.name)) ?? 'missing');
    }
  }
  return hash.digest('hex');
}

export class LakeJudge {
  readonly #expected: Published;
  readonly #config: StatusConfig;
  /** Lakes that are the same byte for byte are rolled up once. */
  readonly #known = new Map<string, Promise<string | null>>();

  private constructor(expected: Published, config: StatusConfig) {
    this.#expected = expected;
    this.#config = config;
  }

  /** Judges by what this lake publishes. */
  static async of(store: LakeStore, config: StatusConfig): Promise<LakeJudge> {
    return new LakeJudge(await publishedOf(store, config), config);
  }

  /** What a lake gets wrong, in words; null where it publishes exactly what is expected. */
  async faultOf(store: LakeStore): Promise<string | null> {
    const state = await readLake(store);
    const faults = positionFaults(state);
    if (faults.length > 0) return faults.join('; ');
    const content = await contentOf(store, state);
    const known = this.#known.get(content) ?? this.#compare(store);
    this.#known.set(content, known);
    return known;
  }

  async #compare(store: LakeStore): Promise<string | null> {
    const different = differences(this.#expected, await publishedOf(store, this.#config));
    return different.length === 0 ? null : `different: ${different.join(', ')}`;
  }
}
