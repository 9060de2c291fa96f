/** Final reports stay as they were published, and what contradicts one is shown beside it. */
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ComponentReport, MonthReport } from '#schema/report.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { monthReport } from '../testing/reports.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { chooseEdition, editionOf, keepEdition, readEditions } from './report-editions.ts';

const kept = editionOf(monthReport());
const later = { asOf: '2026-05-20T00:00:00.000Z' };
const again = (changes: Partial<MonthReport>, ...components: Partial<ComponentReport>[]) =>
  monthReport({ ...later, ...changes }, components.length > 0 ? components : [{}]);

describe('what is published of a month', () => {
  it('is what was computed, and kept once it is final', () => {
    const provisional = monthReport({ state: 'provisional' });
    expect(chooseEdition(provisional, [])).toMatchObject({
      current: { report: provisional },
      keep: false,
    });
    expect(chooseEdition(monthReport(), [])).toMatchObject({ earlier: [], keep: true });
    expect(chooseEdition(undefined, [])).toBeNull();
  });

  it.each([
    ['the month has left the published days', undefined],
    ['the figures are the same', again({ inputSha256: '1'.repeat(64) })],
    ['only names and incidents changed', again({}, { name: 'New', incidents: ['db'] })],
    ['less of the month is left', again({ covered: lessOf('2026-04-02') }, { valid: 1 })],
    ['less of a component is left', again({}, { from: '2026-04-02T00:00:00.000Z', valid: 1 })],
    ['a component was added that saw nothing', again({}, {}, { id: 'new', from: null })],
    ['a component left the configuration', again({ components: [] })],
    ['not everything is read', again({ state: 'provisional' }, { valid: 1 })],
  ])('stays byte for byte when %s', (_, computed) => {
    expect(chooseEdition(computed, [kept])).toEqual({ current: kept, earlier: [], keep: false });
  });

  it.each([
    ['another count', again({}, { bad: 6 })],
    ['another verdict', again({}, { verdict: 'missed' })],
    ['other minutes', again({}, { minutes: { ...monthMinutes(), MAJOR: 21 } })],
    ['another P99', again({}, { p99Ms: null })],
    ['another component', again({}, {}, { id: 'new' })],
  ])('is restated for %s, with both kept', (_, computed) => {
    const choice = chooseEdition(computed, [kept]);
    expect(choice).toMatchObject({ earlier: [kept], keep: true });
    expect(choice?.current.report.restates).toBe(kept.sha256);
  });

  it('is restated at once, but kept once a day at most', () => {
    const soon = again({ asOf: '2026-05-10T23:59:59.000Z' }, { bad: 6 });
    expect(chooseEdition(soon, [kept])).toMatchObject({ earlier: [kept], keep: false });
  });

  it('stays restated', () => {
    const restated = editionOf(again({ restates: kept.sha256 }, { bad: 6 }));
    expect(chooseEdition(again({}, { bad: 6 }), [kept, restated])).toEqual({
      current: restated,
      earlier: [kept],
      keep: false,
    });
  });
});

describe('the lake', () => {
  const restated = editionOf(again({ restates: kept.sha256 }, { bad: 6 }));

  async function filled(): Promise<DirectoryStore> {
    const store = new DirectoryStore(temporaryFolder());
    await keepEdition(store, kept, 1);
    await keepEdition(store, restated, 2);
    return store;
  }

  it('gives editions back as they were, oldest first', async () => {
    expect(await readEditions(await filled())).toEqual(new Map([['2026-04', [kept, restated]]]));
  });

  it('keeps the first of two runs that write at once', async () => {
    const store = await filled();
    await keepEdition(store, editionOf(monthReport({}, [{ bad: 9 }])), 2);
    expect((await readEditions(store)).get('2026-04')).toEqual([kept, restated]);
  });

  it('says which report was changed', async () => {
    const store = await filled();
    const [name = ''] = (await store.list('reports')).filter((one) =>
      one.includes(kept.sha256.slice(0, 16)),
    );
    writeFileSync(store.pathOf(`reports/${name}`), kept.text.replace('"bad":5', '"bad":0'));
    await expect(readEditions(store)).rejects.toThrow(`${name}: is missing or not what was`);
  });

  it.each(['reports', 'report-index'])('notices when one is gone from %s', async (folder) => {
    const store = await filled();
    const [name = ''] = await store.list(folder);
    await store.remove(`${folder}/${name}`);
    await expect(readEditions(store)).rejects.toThrow(/is missing/);
  });
});

function lessOf(date: string): MonthReport['covered'] {
  return { ...monthReport().covered, from: `${date}T00:00:00.000Z` };
}

function monthMinutes(): ComponentReport['minutes'] {
  const [component] = monthReport().components;
  if (component === undefined) throw new Error('no component');
  return component.minutes;
}
