import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../environment.ts';
import { snapshot } from '../../snapshot.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';

const now = '2026-03-02T12:00:00Z';
let folder = '';

const line = (minute: number) =>
  `${JSON.stringify({ time: Date.parse('2026-03-02T00:00Z') + minute * 60_000, component: 'api', statusCode: 200 })}\n`;
const lines = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, at) => line(from + at)).join('');

async function validToday(): Promise<number> {
  const environment = readEnvironment(
    {
      PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
      PLUMBLINE_DATA: join(folder, 'data'),
      PLUMBLINE_STATUS: join(folder, 'status'),
      PLUMBLINE_NOW: now,
    },
    folder,
  );
  failures = await snapshot(environment, () => undefined);
  const text = readFileSync(join(folder, 'status', 'components', 'api.json'), 'utf8');
  const { days }: { days: { valid: number }[] } = JSON.parse(text);
  return days.at(-1)?.valid ?? 0;
}

/** Of the last run. */
let failures: readonly string[] = [];

const file = (name: string) => join(folder, 'checks', name);

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'checks'));
  writeFileSync(
    join(folder, 'status.yaml'),
    JSON.stringify({
      site: { name: 'Test' },
      sources: [{ kind: 'file', paths: ['checks/*.ndjson*'] }],
      components: [{ id: 'api', observed: 'requests', slo: { availability: 99 } }],
    }),
  );
  writeFileSync(file('a.ndjson'), lines(0, 100));
});

describe('a file that was read before', () => {
  it('counts once under a new name, and goes on from where it was', async () => {
    expect(await validToday()).toBe(100);
    renameSync(file('a.ndjson'), file('b.ndjson'));
    expect(await validToday()).toBe(100);
    writeFileSync(file('b.ndjson'), lines(0, 130));
    expect(await validToday()).toBe(130);
  });

  it('counts once when it is compressed', async () => {
    expect(await validToday()).toBe(100);
    writeFileSync(file('a.ndjson.gz'), gzipSync(lines(0, 110)));
    rmSync(file('a.ndjson'));
    expect(await validToday()).toBe(110);
  });

  it('may not lie there twice', async () => {
    expect(await validToday()).toBe(100);
    copyFileSync(file('a.ndjson'), file('copy.ndjson'));
    expect(await validToday()).toBe(100);
    expect(failures).toEqual([
      expect.stringMatching(
        /copy\.ndjson: begins with the \d+ bytes that were read as checks\/a\.ndjson/,
      ),
    ]);
  });

  it('is told from a new one beside it', async () => {
    expect(await validToday()).toBe(100);
    renameSync(file('a.ndjson'), file('a-old.ndjson'));
    writeFileSync(file('next.ndjson'), lines(100, 150));
    expect(await validToday()).toBe(150);
  });
});
