/** What a person reads who got the configuration wrong. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { loadConfig } from './load.ts';

const site = 'site: { name: Test }\n';
const sources = 'sources:\n  - { kind: file, paths: [checks.ndjson] }\n';
const head = `${site}${sources}components:\n`;
const api = '  - { id: api, observed: requests, slo: { availability: 99.9 } }\n';

/** Lines of the message, without the folder; none where the file is in order. */
async function faultsOf(text: string): Promise<string[]> {
  const folder = temporaryFolder();
  const file = join(folder, 'status.yaml');
  writeFileSync(file, text);
  try {
    await loadConfig(file);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: 'Problem' });
    const message = error instanceof Error ? error.message : '';
    return message.split('\n').map((line) => line.replace(`${folder}/`, ''));
  }
}

describe('a file in order', () => {
  it.each([
    ['as it is', head + api],
    [
      'with a byte order mark and Windows line ends',
      `\uFEFF${head}${api}`.replaceAll('\n', '\r\n'),
    ],
    [
      'with an anchor',
      `${head}${api}  - { id: web, observed: probes, slo: &s { availability: 99 } }\n  - { id: tv, observed: probes, slo: *s }\n`,
    ],
    [
      'with a merged anchor',
      `${head}  - &a { id: api, observed: requests, slo: { availability: 99 } }\n  - { <<: *a, id: web }\n`,
    ],
    [
      'with a date that YAML 1.1 would not leave as text',
      head + api.replace('observed', 'since: 2026-03-01, observed'),
    ],
  ])('%s', async (_, text) => {
    expect(await faultsOf(text)).toEqual([]);
  });

  it('knows the folder that relative paths start from', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'status.yaml'), head + api);
    expect(await loadConfig(join(folder, 'status.yaml'))).toMatchObject({
      folder,
      text: head + api,
    });
  });
});

describe('no file', () => {
  it('names it and says what to do', async () => {
    const file = join(temporaryFolder(), 'status.yaml');
    await expect(loadConfig(file)).rejects.toThrow(
      `${file}: no such file; set PLUMBLINE_CONFIG to your status.yaml or create content/status.yaml`,
    );
  });

  it('says why a folder cannot be read', async () => {
    const folder = temporaryFolder();
    await expect(loadConfig(folder)).rejects.toThrow(`${folder}: cannot be read: EISDIR`);
  });
});

describe('a document of another shape', () => {
  it.each([
    ['an empty file', ''],
    ['only a comment', '# to do\n'],
    ['null', 'null\n'],
  ])('%s: every key that is missing', async (_, text) => {
    expect(await faultsOf(text)).toEqual([
      'status.yaml:1: site: is missing',
      'status.yaml:1: sources: is missing',
      'status.yaml:1: components: is missing',
    ]);
  });

  it.each([
    ['- a\n- b\n', 'a list is not allowed'],
    ['hello\n', '"hello" is not allowed'],
    ['42\n', '42 is not allowed'],
  ])('%j where keys and values belong', async (text, wrong) => {
    expect(await faultsOf(text)).toEqual([
      `status.yaml:1: the document: ${wrong}; allowed: keys and values`,
    ]);
  });

  it('keys where a list belongs', async () => {
    expect(await faultsOf(`${site}${sources}components:\n  api: { observed: requests }\n`)).toEqual(
      [
        'status.yaml:4: components: {"api":{"observed":"requests"}} is not allowed; allowed: a list',
      ],
    );
  });

  it('a second document', async () => {
    expect(await faultsOf(`${head}${api}---\n${head}${api}`)).toEqual([
      'status.yaml:6: a second document begins here (---); only one can be read',
    ]);
  });
});

describe('invalid YAML', () => {
  it.each([
    [
      'tabs',
      'site:\n\tname: X\n',
      'status.yaml:2: not valid YAML: Tabs are not allowed as indentation',
    ],
    [
      'a wrong indentation',
      'site:\n  name: X\n timezone: UTC\n',
      'status.yaml:3: not valid YAML: All mapping items must start at the same column',
    ],
    ['a key twice', `${site}${site}`, 'status.yaml:2: not valid YAML: Map keys must be unique'],
    [
      'an unknown anchor',
      `${head}  - *api\n`,
      'status.yaml:5: *api: no anchor &api comes before it',
    ],
  ])('%s', async (_, text, fault) => {
    expect(await faultsOf(text)).toEqual([fault]);
  });

  it('lists more than one fault', async () => {
    expect(await faultsOf('site: { name: X\nsources: [')).toHaveLength(2);
  });

  it('refuses aliases that multiply without end', async () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) => `k${level + 1}: &a${level + 1} [*a${level}, *a${level}]\n`,
    );
    expect(await faultsOf(`k0: &a0 [x, x]\n${levels.join('')}`)).toEqual([
      expect.stringMatching(/^status\.yaml:1: not valid YAML: Excessive alias count/),
    ]);
  });
});

describe('unknown keys list the allowed ones', () => {
  it.each([
    [
      'at the top',
      `${head}${api}colour: red\n`,
      'status.yaml:6: colour: unknown key; allowed: site, branding, sources, incidents, sanity, components',
    ],
    [
      'a number',
      `${head}${api}1: red\n`,
      'status.yaml:6: 1: unknown key; allowed: site, branding, sources, incidents, sanity, components',
    ],
    [
      'a name that JavaScript treats apart',
      `${head}${api}__proto__: { id: x }\n`,
      'status.yaml:6: __proto__: unknown key; allowed: site, branding, sources, incidents, sanity, components',
    ],
    [
      'in site',
      (head + api).replace('Test', 'Test, tz: UTC'),
      'status.yaml:1: site.tz: unknown key; allowed: name, description, url, timezone, expectedEvery, horizon',
    ],
    [
      'in a component',
      head + api.replace('observed', 'interval: 5m, observed'),
      'status.yaml:5: components[0].interval: unknown key; allowed: id, name, description, group, observed, match, checkInterval, probes, maxSilence, tooManyRequests, since, slo',
    ],
    [
      'in slo',
      head + api.replace('99.9', '99.9, p95: 1s'),
      'status.yaml:5: components[0].slo.p95: unknown key; allowed: from, availability, p99, period, minCoverage',
    ],
    [
      'in a list of slo',
      `${head}  - id: api\n    observed: requests\n    slo:\n      - { availability: 99, p95: 1s }\n`,
      'status.yaml:8: components[0].slo[0].p95: unknown key; allowed: from, availability, p99, period, minCoverage',
    ],
    [
      'in a source',
      (head + api).replace('kind: file,', 'kind: file, encoding: json,'),
      'status.yaml:3: sources[0].encoding: unknown key; allowed: kind, format, sampling, maxMalformed, paths',
    ],
  ])('%s', async (_, text, fault) => {
    expect(await faultsOf(text)).toEqual([fault]);
  });
});

describe('wrong values are told with the allowed ones', () => {
  const component = (fields: string) =>
    `${head}  - { id: api, observed: requests, slo: { availability: 99.9 }, ${fields} }\n`;
  const objective = (fields: string) =>
    `${head}  - { id: api, observed: requests, slo: ${fields} }\n`;

  it.each([
    [
      component('checkInterval: 5 minutes'),
      'checkInterval: must be a duration like 500ms, 60s, 5m, 25h or 30d, from 1s to 1d; found "5 minutes"',
    ],
    [
      component('checkInterval: 60'),
      'checkInterval: must be a duration like 500ms, 60s, 5m, 25h or 30d; found 60',
    ],
    [
      component('maxSilence: 1s'),
      'maxSilence: must be a duration like 500ms, 60s, 5m, 25h or 30d, from 1m to 30d; found "1s"',
    ],
    [
      component('maxSilence:'),
      'maxSilence: must be a duration like 500ms, 60s, 5m, 25h or 30d; found nothing',
    ],
    [component('probes: 0'), 'probes: 0 is not allowed; allowed: at least 1'],
    [component('probes: 1.5'), 'probes: 1.5 is not allowed; allowed: a whole number'],
    [component('probes: three'), 'probes: "three" is not allowed; allowed: a number'],
    [
      component('tooManyRequests: maybe'),
      'tooManyRequests: "maybe" is not allowed; allowed: good, bad',
    ],
    [
      component('match: {}'),
      'match: must name at least one attribute: without one it would claim everything; found {}',
    ],
    [
      component('match: { service.name: 7 }'),
      'match.service.name: must be text, or a list of texts; * stands for any characters; found 7',
    ],
    [component('since: 2026-02-30'), 'since: must be a date like 2026-03-01; found "2026-02-30"'],
    [component('name: 42'), 'name: 42 is not allowed; allowed: text'],
    [component('name:'), 'name: is empty; allowed: text'],
    [component('name: ""'), 'name: must not be empty; found ""'],
    [
      component(`name: ${'x'.repeat(301)}`),
      `name: "${'x'.repeat(76)}... is not allowed; allowed: at most 300 characters`,
    ],
    [
      objective('99.9'),
      'slo: must be an objective, like { availability: 99.9 }, or a list of them; found 99.9',
    ],
    [
      objective(''),
      'slo: must be an objective, like { availability: 99.9 }, or a list of them; found nothing',
    ],
    [objective('[]'), 'slo: must hold at least one objective; found []'],
    [objective('{}'), 'slo.availability: is missing'],
    [
      objective('{ availability: "99.9" }'),
      'slo.availability: must be a percentage like 99.9; found "99.9"',
    ],
    [
      objective('{ availability: 100 }'),
      'slo.availability: must be a percentage from 1 to 99.9999 with at most four decimals, like 99.9; found 100',
    ],
    [
      objective('{ availability: 99, p99: soon }'),
      'slo.p99: must be a duration like 500ms, 60s, 5m, 25h or 30d, from 1ms to 1h; found "soon"',
    ],
    [
      objective('{ availability: 99, period: 4w }'),
      'slo.period: must be month, or whole days from 1d to 90d; found "4w"',
    ],
    [
      objective('[{ availability: 99 }, { availability: 98 }]'),
      'slo[1]: must have a `from` of its own: another objective begins on the same day; found nothing',
    ],
  ])('%s', async (text, fault) => {
    expect(await faultsOf(text)).toEqual([`status.yaml:5: components[0].${fault}`]);
  });

  it('in how a source is read', async () => {
    const source = (fields: string) =>
      (head + api).replace('kind: file,', `kind: file, ${fields},`);
    expect(await faultsOf(source('format: otlp_proto'))).toEqual([
      'status.yaml:3: sources[0].format: "otlp_proto" is not allowed; allowed: auto, json, otlp_json',
    ]);
    expect(await faultsOf(source('sampling: half'))).toEqual([
      'status.yaml:3: sources[0].sampling: "half" is not allowed; allowed: none, unknown',
    ]);
    expect(await faultsOf(source('maxMalformed: 101'))).toEqual([
      'status.yaml:3: sources[0].maxMalformed: must be a percentage from 0 to 100; found 101',
    ]);
  });

  it('in components and sources', async () => {
    const text = `${site}sources:\n  - { kind: pigeon }\n  - { paths: [a] }\n  - { kind: file, path: a }\n  - file\n  - { kind: file, paths: a }\n  - { kind: file, paths: [] }\ncomponents:\n  - { id: API }\n  -\n`;
    expect(await faultsOf(text)).toEqual([
      'status.yaml:3: sources[0].kind: "pigeon" is not allowed; allowed: file, kafka, simulation',
      'status.yaml:4: sources[1].kind: is missing; allowed: file, kafka, simulation',
      'status.yaml:5: sources[2].paths: is missing',
      'status.yaml:5: sources[2].path: unknown key; allowed: kind, format, sampling, maxMalformed, paths',
      'status.yaml:6: sources[3]: "file" is not allowed; allowed: keys and values',
      'status.yaml:7: sources[4].paths: "a" is not allowed; allowed: a list',
      'status.yaml:8: sources[5].paths: must name at least one file; found []',
      'status.yaml:10: components[0].id: must be lower-case letters, digits, and single - _ . between them, like public-api; found "API"',
      'status.yaml:10: components[0].observed: is missing; allowed: requests, probes, transitions',
      'status.yaml:10: components[0].slo: is missing',
      'status.yaml:11: components[1]: is empty; allowed: keys and values',
    ]);
  });

  it('two components of one id', async () => {
    expect(await faultsOf(head + api + api)).toEqual([
      'status.yaml:6: components[1].id: must be unique: another component has this id; found "api"',
    ]);
  });
});

it('tells all faults of a file at once, in the order of its lines', async () => {
  const text = `site: { name: "", timezone: Berlin, url: ftp://x }\nsources: []\ncomponents:\n  - { id: api, observed: magic, slo: { availability: 100, p99: 0ms } }\n`;
  const faults = await faultsOf(text);
  expect(faults.map((line) => line.split(' ')[1])).toEqual([
    'site.name:',
    'site.url:',
    'site.timezone:',
    'sources:',
    'components[0].observed:',
    'components[0].slo.availability:',
    'components[0].slo.p99:',
  ]);
});

it('a colour that cannot be read is refused with its contrast, where it stands', async () => {
  const branding = 'branding:\n  accent: { light: "#3d4fc4", dark: "#222222" }\n  logos: x\n';
  expect(await faultsOf(site + branding + sources + 'components:\n' + api)).toEqual([
    'status.yaml:3: branding.accent.dark: must have a contrast of at least 4.5 to the dark page (#121416 and #1b1e21), has 1.05; found "#222222"',
    'status.yaml:4: branding.logos: unknown key; allowed: logo, accent, links, footer',
  ]);
});
