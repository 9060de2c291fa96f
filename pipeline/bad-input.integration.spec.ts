/** What users get wrong, and what breaks under them: a clear message, and the old site stays. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const now = '2026-03-02T12:00:00Z';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline bad input '));
  // Stands for the site of an earlier run.
  mkdirSync(join(folder, 'releases', 'old'), { recursive: true });
  writeFileSync(join(folder, 'releases', 'old', 'index.html'), 'old site');
  symlinkSync(join('releases', 'old'), join(folder, 'site'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const config = (paths: string[] = ['checks.ndjson']) =>
  JSON.stringify({
    site: { name: 'Test' },
    sources: [{ kind: 'file', paths }],
    components: [{ id: 'api', observed: 'requests', slo: { availability: 99.9 } }],
  });

function given(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function run(stage: string, data = join(folder, 'data')) {
  const result = spawnSync(process.execPath, ['pipeline/main.ts', stage], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
      PLUMBLINE_DATA: data,
      PLUMBLINE_STATUS: join(folder, 'status'),
      PLUMBLINE_OUT: join(folder, 'site'),
      PLUMBLINE_NOW: now,
    },
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

function line(minute: number, fields: Readonly<Record<string, unknown>> = {}): string {
  const time = new Date(Date.parse('2026-03-02T00:00Z') + minute * 60_000).toISOString();
  return `${JSON.stringify({ time, component: 'api', statusCode: 200, durationMs: 12, ...fields })}\n`;
}

const goodLines = Array.from({ length: 600 }, (_, minute) => line(minute)).join('');

function expectOldSite(): void {
  expect(readFileSync(join(folder, 'site', 'index.html'), 'utf8')).toBe('old site');
}

interface Audit {
  readonly drained: Readonly<Record<string, number>>;
  readonly days: readonly Readonly<Record<string, number>>[];
}

function audit(): Audit {
  const parsed: Audit = JSON.parse(readFileSync(join(folder, 'status', 'audit.json'), 'utf8'));
  return parsed;
}

describe('records', () => {
  test('malformed, unknown, wrong, future and late ones are counted and kept; the rest goes through', () => {
    const bad = [
      'not json\n',
      '{"time":"yesterday","component":"api","statusCode":200}\n',
      '[]\n',
      'null\n',
      line(5, { component: 'nobody' }),
      line(5, { statusCode: '200' }),
      line(5, { durationMs: -1 }),
      line(5, { durationMs: 1e12 }),
      line(5, { count: 1.5 }),
      '{"component":"api"}\n',
      '{"time":1e400}\n',
      line(5, { statusCode: undefined }),
      line(5, { ok: 'yes' }),
    ];
    given({
      'status.yaml': config(),
      'checks.ndjson': goodLines + bad.join('') + line(60 * 24 * 3) + line(-60 * 24 * 500),
    });
    const { code, out, err } = run('drain');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('13 malformed, 1 from the future, 1 too old');
    expect(out).toContain('malformed at ');
    expect(run('rollup').code).toBe(0);
    expect(audit().drained).toMatchObject({
      received: 615,
      parsed: 600,
      malformed: 13,
      future: 1,
      late: 1,
    });
    expect(
      readdirSync(join(folder, 'data', 'parts')).some((name) => name.includes('quarantine')),
    ).toBe(true);
    for (const day of audit().days) {
      const { parsed = 0, accepted = 0, duplicate = 0, excluded = 0, noise = 0 } = day;
      expect(accepted + duplicate + excluded + noise).toBe(parsed);
    }
  });

  test('nothing but malformed records: no site, with the reasons', () => {
    given({ 'status.yaml': config(), 'checks.ndjson': 'x\n{}\n' });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toContain('no usable event in any source');
    expect(err).toContain('malformed at 0: not JSON');
    expectOldSite();
  });
});

describe('files', () => {
  test('an empty file', () => {
    given({ 'status.yaml': config(), 'checks.ndjson': '' });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toContain('checks.ndjson: 0 new records');
    expectOldSite();
  });

  test('a missing file and a pattern without a match, both named', () => {
    given({ 'status.yaml': config(['missing.ndjson', 'logs/*.ndjson']) });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toContain('sources: no file at missing.ndjson');
    expect(err).toContain('sources: no file at logs/*.ndjson');
    expectOldSite();
  });

  test('a file that changed where it had been read', () => {
    given({ 'status.yaml': config(), 'checks.ndjson': goodLines });
    expect(run('drain').code).toBe(0);
    given({ 'checks.ndjson': goodLines.replace('"statusCode":200', '"statusCode":500') });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toMatch(/checks\.ndjson: changed within its first \d+ bytes/);
    expectOldSite();
  });

  test('a file that grew is read from where the last drain stopped', () => {
    given({ 'status.yaml': config(), 'checks.ndjson': goodLines });
    expect(run('drain').out).toContain('600 new records');
    given({ 'checks.ndjson': goodLines + line(600) + line(601) });
    expect(run('drain').out).toContain('2 new records');
    expect(run('drain').out).toContain('0 new records');
  });
});

describe('configuration', () => {
  test('invalid YAML names file and line', () => {
    given({ 'status.yaml': 'site:\n  name: [\n', 'checks.ndjson': goodLines });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toMatch(/status\.yaml:\d+: not valid YAML/);
    expectOldSite();
  });

  test('all faults at once', () => {
    given({
      'status.yaml':
        'site:\n  name: x\n  colour: red\nsources:\n  - kind: file\n    paths: []\ncomponents:\n  - id: API\n    observed: pings\n    slo: { availability: 101 }\n',
    });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toContain('status.yaml:3: site.colour: unknown key; allowed: name');
    expect(err).toContain('status.yaml:6: sources[0].paths:');
    expect(err).toContain('status.yaml:8: components[0].id:');
    expect(err).toContain(
      'status.yaml:9: components[0].observed: "pings" is not allowed; allowed: requests, probes, transitions',
    );
    expect(err).toContain('status.yaml:10: components[0].slo.availability:');
    expectOldSite();
  });

  test('a broken incident file', () => {
    given({ 'status.yaml': config(), 'checks.ndjson': goodLines });
    mkdirSync(join(folder, 'incidents'));
    given({
      'incidents/one.md':
        '---\ntitle: One\nimpact: huge\nstartedAt: 2026-03-01T10:00Z\ncomponents: { api: major_outage }\n---\n',
    });
    given({ 'incidents/two.md': 'no front matter' });
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toContain(
      'one.md:3: impact: "huge" is not allowed; allowed: none, minor, major, critical',
    );
    expect(err).toContain('two.md:1: must begin with front matter');
    expectOldSite();
  });
});

describe('one of two sources', () => {
  // Nothing listens there.
  const broker = { kind: 'kafka', brokers: ['127.0.0.1:1'], topics: ['checks'] };
  const both = () => {
    const one: { sources: object[] } = JSON.parse(config());
    return JSON.stringify({ ...one, sources: [broker, ...one.sources] });
  };

  test('that cannot be reached keeps nobody from seeing what the other has', () => {
    given({ 'status.yaml': both(), 'checks.ndjson': goodLines });
    const { code, out, err } = run('build');
    expect(code).toBe(1);
    expect(err).toContain('127.0.0.1:1');
    expect(out).toContain('600 new records');
    const page = readFileSync(join(folder, 'site', 'index.html'), 'utf8');
    expect(page).not.toBe('old site');
    // Of the broker nothing was ever read, so nothing is said about how far the data goes.
    expect(page).toContain('data-component="api"');
  });
});

describe('the lake', () => {
  function partOf(): string {
    const parts = join(folder, 'data', 'parts');
    return join(parts, readdirSync(parts).find((name) => name.endsWith('.parquet')) ?? '');
  }

  test.each(['truncated', 'missing'])('a %s Parquet part', (fault) => {
    given({ 'status.yaml': config(), 'checks.ndjson': goodLines });
    expect(run('rollup').code).toBe(1);
    expect(run('drain').code).toBe(0);
    expect(run('rollup').code).toBe(0);
    if (fault === 'truncated') truncateSync(partOf(), 100);
    else rmSync(partOf());
    const { code, err } = run('build');
    expect(code).toBe(1);
    expect(err).toMatch(
      fault === 'truncated'
        ? /this part of the lake is damaged \(100 bytes/
        : /this part of the lake is missing/,
    );
    expectOldSite();
  });

  test('a full disk: a clear message, nothing half-written, and the next run goes on', (context) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', disk]).status === 0;
    if (!mounted) context.skip('a small file system cannot be mounted without root');
    try {
      const many = Array.from({ length: 40_000 }, (_, at) =>
        line(at % 700, { id: `${at * 7919}-${at}`, durationMs: (at * 31) % 997 }),
      ).join('');
      given({ 'status.yaml': config(), 'checks.ndjson': many });
      const { code, err } = run('build', join(disk, 'data'));
      expect(code).toBe(1);
      expect(err).toContain('the disk is full');
      expectOldSite();
      expect(existsSync(join(folder, 'status'))).toBe(false);
      expect(spawnSync('mount', ['-o', 'remount,size=32m', disk]).status).toBe(0);
      expect(run('drain', join(disk, 'data')).out).toContain('40000 new records');
      expect(run('rollup', join(disk, 'data')).code).toBe(0);
      expect(audit().drained).toMatchObject({ received: 40_000, parsed: 40_000 });
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
