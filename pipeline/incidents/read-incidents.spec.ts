import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { readIncidents } from './read-incidents.ts';

const known = new Set(['api', 'web']);

const outage = `---
title: API down
impact: major
startedAt: 2026-03-01T10:00+01:00
components: { api: major_outage }
---

## 2026-03-01T09:30Z resolved

It is back.

## 2026-03-01T09:05Z investigating

We look into it.

## Postmortem

A disk was **full**.
`;

const window = `---
title: Upgrade
scheduledFor: 2026-03-10T02:00Z
scheduledUntil: 2026-03-10T04:00Z
announcedAt: 2026-03-01T00:00Z
components: [api, web]
---
`;

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = folderOf(files);
  try {
    await readIncidents(folder, known);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: 'Problem' });
    return (error instanceof Error ? error.message : '')
      .split('\n')
      .map((line) => line.replace(`${folder}/`, ''));
  }
}

describe('an incident', () => {
  it('has its updates in order of time, and its state from the last', async () => {
    const { incidents } = await readIncidents(folderOf({ 'api-down.md': outage }), known);
    expect(incidents).toMatchObject([
      {
        slug: 'api-down',
        title: 'API down',
        impact: 'major',
        status: 'resolved',
        startedAt: '2026-03-01T09:00:00.000Z',
        resolvedAt: '2026-03-01T09:30:00.000Z',
        components: [{ id: 'api', state: 'major_outage' }],
        updates: [
          {
            status: 'investigating',
            postedAt: '2026-03-01T09:05:00.000Z',
            bodyHtml: '<p>We look into it.</p>',
            bodyText: 'We look into it.',
          },
          { status: 'resolved', postedAt: '2026-03-01T09:30:00.000Z' },
        ],
        postmortemHtml: '<p>A disk was <strong>full</strong>.</p>',
      },
    ]);
  });

  it('reopened after it was resolved is not resolved', async () => {
    const { incidents } = await readIncidents(
      folderOf({ 'a.md': `${outage}\n## 2026-03-01T10:00Z monitoring\n\nAgain.\n` }),
      known,
    );
    expect(incidents).toMatchObject([{ status: 'monitoring', resolvedAt: null }]);
  });
});

describe('a maintenance', () => {
  it('needs no update', async () => {
    const { maintenance, incidents } = await readIncidents(
      folderOf({ 'upgrade.md': window }),
      known,
    );
    expect(incidents).toEqual([]);
    expect(maintenance).toMatchObject([
      {
        slug: 'upgrade',
        status: 'scheduled',
        scheduledFor: '2026-03-10T02:00:00.000Z',
        components: ['api', 'web'],
        updates: [],
      },
    ]);
  });
});

describe('no incidents', () => {
  it('are in a folder that is not there, or has other files', async () => {
    const nothing = { incidents: [], maintenance: [] };
    expect(await readIncidents(join(temporaryFolder(), 'none'), known)).toEqual(nothing);
    expect(await readIncidents(folderOf({ 'notes.txt': 'x' }), known)).toEqual(nothing);
  });
});

describe('faults are told with file, line and what is allowed', () => {
  it.each([
    [
      'a wrong impact',
      { 'a.md': outage.replace('impact: major', 'impact: huge') },
      'a.md:3: impact: "huge" is not allowed; allowed: none, minor, major, critical',
    ],
    [
      'a day that does not exist',
      { 'a.md': outage.replace('2026-03-01T10:00+01:00', '2026-02-30T10:00Z') },
      'a.md:4: startedAt: must be an instant with its zone, like 2026-03-01T14:05Z; found "2026-02-30T10:00Z"',
    ],
    [
      'an unknown key',
      { 'a.md': outage.replace('impact:', 'severity: 1\nimpact:') },
      'a.md:3: severity: unknown key; allowed: title, impact, startedAt, components, nextUpdateBy',
    ],
    [
      'an unknown component',
      { 'a.md': outage.replace('api:', 'apl:') },
      'a.md:5: components: "apl" is unknown; allowed: api, web',
    ],
    [
      'a wrong state',
      { 'a.md': outage.replace('major_outage', 'broken') },
      'a.md:5: components.api: "broken" is not allowed; allowed: operational, degraded, partial_outage, major_outage',
    ],
    [
      'a wrong status',
      { 'a.md': outage.replace('Z resolved', 'Z fixed') },
      'a.md:8: "## 2026-03-01T09:30Z fixed" is no update; write ## <instant> <status>, like ## 2026-03-01T14:05Z investigating; allowed: investigating, identified, monitoring, resolved',
    ],
    [
      'a time without a zone',
      { 'a.md': outage.replace('09:30Z', '09:30') },
      'a.md:8: "## 2026-03-01T09:30 resolved" is no update; write ## <instant> <status>, like ## 2026-03-01T14:05Z investigating; allowed: investigating, identified, monitoring, resolved',
    ],
    [
      'no update',
      { 'a.md': outage.slice(0, outage.indexOf('## ')) },
      'a.md: has no update; add one, like ## 2026-03-01T10:00+01:00 investigating',
    ],
    [
      'a window that ends before it starts',
      { 'm.md': window.replace('10T04:00', '10T01:00') },
      'm.md:4: scheduledUntil: 2026-03-10T01:00Z is not after scheduledFor (2026-03-10T02:00Z)',
    ],
    [
      'an unknown component of a window',
      { 'm.md': window.replace('web', 'tv') },
      'm.md:6: components: "tv" is unknown; allowed: api, web',
    ],
    [
      'invalid YAML',
      { 'a.md': outage.replace('impact: major', 'impact: [') },
      'a.md:4: not valid YAML:',
    ],
    [
      'a name that is no address',
      { 'My Incident.md': outage },
      'My Incident.md: the name becomes the address: use lower-case letters, digits and hyphens',
    ],
  ])('%s', async (_, files, fault) => {
    const [first = '', ...others] = await faultsOf(files);
    expect(first.slice(0, fault.length)).toBe(fault);
    if (!fault.endsWith(':')) expect([first, ...others]).toEqual([fault]);
  });

  it('of all files, and all of a file, at once', async () => {
    const worst = outage
      .replace('impact: major', 'impact: huge')
      .replace('api:', 'apl:')
      .replace('Z resolved', 'Z fixed')
      .replace('09:05Z', 'soon');
    const faults = await faultsOf({
      'a.md': worst,
      'b.md': 'nothing',
      'm.md': window.replace('web', 'tv'),
    });
    expect(faults.map((line) => line.split(': ')[0])).toEqual([
      'a.md:3',
      'a.md:8',
      'a.md:12',
      'b.md:1',
      'm.md:6',
    ]);
  });
});
