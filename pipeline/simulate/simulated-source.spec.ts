import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configOf } from '../testing/components.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { readScenario, simulateInto, simulateUntil } from './simulated-source.ts';

const scenario = `seed: 5
days: 2
regions: [eu, us]
traffic:
  api: { medianMs: 80, perMinute: 50 }
  web: { medianMs: 80 }
  mail: { medianMs: 80 }
episodes:
  - at: -30m
    for: 20m
    components: [web]
    failing: 1
    incident:
      slug: web-down
      title: Web down
      impact: major
      components: { web: major_outage }
      updates:
        - { after: 5m, status: investigating, body: Looking. }
`;

const { components } = configOf([
  { id: 'api' },
  { id: 'web', observed: 'probes' },
  { id: 'mail', observed: 'transitions' },
]);
const noon = Date.UTC(2026, 2, 1, 12);
const minute = 60_000;

function folderWithScenario() {
  const root = temporaryFolder();
  const scenarioFile = join(root, 'demo.yaml');
  writeFileSync(scenarioFile, scenario);
  const folder = join(root, 'data', 'simulation');
  const until = (nowMs: number) => simulateUntil({ scenarioFile, folder, components, nowMs });
  return { root, scenarioFile, folder, until };
}

const text = (file: string) => readFileSync(file, 'utf8');

describe('a simulation', () => {
  it('is the same bytes every time', async () => {
    const [one, other] = [
      await folderWithScenario().until(noon),
      await folderWithScenario().until(noon),
    ];
    expect(text(one.file)).toBe(text(other.file));
    expect(one.stream).toBe(other.stream);
    expect(text(one.file).split('\n').length - 1).toBe(one.records);
  });

  it('goes on where it stopped, as if it had never stopped', async () => {
    const first = folderWithScenario();
    const { stream } = await first.until(noon);
    await first.until(noon + 7 * minute);
    const later = await first.until(noon + 40 * minute);
    const second = folderWithScenario();
    await second.until(noon);
    const once = await second.until(noon + 40 * minute);
    expect(later.stream).toBe(stream);
    expect(text(later.file)).toBe(text(once.file));
    expect((await first.until(noon + 40 * minute)).records).toBe(0);
  });

  it('resumes after being killed anywhere in a line', async () => {
    const { until } = folderWithScenario();
    const { file } = await until(noon);
    const whole = text(file);
    for (const lost of [1, 2, 50, 137, 1000, whole.length - 10, whole.length]) {
      truncateSync(file, whole.length - lost);
      await until(noon);
      expect(text(file) === whole, `${lost} bytes lost`).toBe(true);
    }
  });

  it('resumes after half a line was left behind', async () => {
    const { until } = folderWithScenario();
    const { file } = await until(noon);
    const whole = text(file);
    appendFileSync(file, '{"time":"2026-03-01T12:0');
    await until(noon);
    expect(text(file)).toBe(whole);
  });

  it('is made anew when it grew old, when its scenario changed, or the components did', async () => {
    const { scenarioFile, folder, until } = folderWithScenario();
    const first = await until(noon);
    expect((await until(noon + 180 * minute)).stream).toBe(first.stream);
    const old = await until(noon + 181 * minute);
    expect(old.stream).not.toBe(first.stream);
    writeFileSync(scenarioFile, scenario.replace('seed: 5', 'seed: 6'));
    expect((await until(noon + 181 * minute)).stream).not.toBe(old.stream);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('tells its incidents as files', async () => {
    const { incidentsFolder } = await folderWithScenario().until(noon);
    expect(readdirSync(incidentsFolder)).toEqual(['web-down.md']);
    expect(text(join(incidentsFolder, 'web-down.md'))).toContain(
      '## 2026-03-01T11:35:00.000Z investigating\n\nLooking.',
    );
  });

  it('keeps an incident that nobody resolved running', async () => {
    const { until } = folderWithScenario();
    await until(noon);
    const { file } = await until(noon + 60 * minute);
    const last = text(file)
      .trim()
      .split('\n')
      .filter((line) => line.includes('"web"'))
      .slice(-4);
    expect(last.every((line) => line.includes('"error":"timeout"'))).toBe(true);
  });
});

describe('a scenario', () => {
  it('that is wrong is told with file and line', async () => {
    const { scenarioFile, until } = folderWithScenario();
    writeFileSync(
      scenarioFile,
      scenario.replace('at: -30m', 'at: yesterday').replace('failing: 1', 'failing: 2'),
    );
    await expect(until(noon)).rejects.toThrow(
      /demo\.yaml:9: episodes\[0\]\.at: must be a moment like .*; found "yesterday"\n.*demo\.yaml:12: episodes\[0\]\.failing: 2 is not allowed; allowed: at most 1/,
    );
  });

  it('that is not there is named', async () => {
    const { root, folder } = folderWithScenario();
    const scenarioFile = join(root, 'none.yaml');
    await expect(simulateUntil({ scenarioFile, folder, components, nowMs: noon })).rejects.toThrow(
      `${scenarioFile}: the scenario cannot be read: ENOENT`,
    );
  });
});

describe('a simulation for people', () => {
  it('is written into a folder of theirs', async () => {
    const { root, scenarioFile } = folderWithScenario();
    const written = await simulateInto({
      ...(await readScenario(scenarioFile)),
      folder: join(root, 'out'),
      components,
      nowMs: noon,
    });
    expect(written.file).toBe(join(root, 'out', 'checks.ndjson'));
    expect(existsSync(join(root, 'out', 'incidents', 'web-down.md'))).toBe(true);
  });

  it.each(['checks.ndjson', 'incidents'])('never replaces %s', async (name) => {
    const { root, scenarioFile } = folderWithScenario();
    mkdirSync(join(root, 'out', 'incidents'), { recursive: true });
    const mine = name === 'incidents' ? join('incidents', 'mine.md') : name;
    writeFileSync(join(root, 'out', mine), 'mine');
    const read = await readScenario(scenarioFile);
    await expect(
      simulateInto({ ...read, folder: join(root, 'out'), components, nowMs: noon }),
    ).rejects.toThrow('is there already; choose another folder');
    expect(text(join(root, 'out', mine))).toBe('mine');
  });
});
