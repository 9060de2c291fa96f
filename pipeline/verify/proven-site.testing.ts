/** A small published site with something of everything, and the lake it was made from. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../environment.ts';
import { snapshot } from '../snapshot.ts';
import { seededRandom } from '../render/sample/random.ts';
import { siteFilesOf } from './site-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const minuteMs = 60_000;
/** Runs of the pipeline; the first sees a maintenance announced that the second leaves out. */
const runs = ['2026-03-07T06:00:00Z', '2026-03-09T15:30:00Z'] as const;
const firstEvent = Date.parse('2026-03-06T00:00:00Z');

const config = {
  site: { name: 'Proof', timezone: 'Europe/Berlin', url: 'https://status.example.com/here' },
  branding: {
    logo: 'logo.svg',
    accent: '#0a5c2e',
    links: [{ label: 'Docs', url: 'https://example.com/docs' }],
    footer: 'Proof Ltd',
  },
  sources: [{ kind: 'file', paths: ['events.ndjson'] }],
  components: [
    { id: 'api', observed: 'requests', slo: { availability: 99.5, p99: '300ms' } },
    {
      id: 'checks',
      observed: 'probes',
      checkInterval: '5m',
      slo: { availability: 99, p99: '250ms' },
    },
    { id: 'link', observed: 'transitions', slo: { availability: 99 } },
  ],
};

const maintenance = `---
title: New disks
scheduledFor: 2026-03-09T02:00Z
scheduledUntil: 2026-03-09T03:30Z
announcedAt: 2026-03-06T09:00Z
components: [api, checks]
---

## 2026-03-06T09:00Z scheduled

We replace the disks.
`;

const incident = `---
title: Slow answers
impact: minor
startedAt: 2026-03-08T10:00Z
components: { api: degraded }
---

## 2026-03-08T10:05Z investigating

Answers are slow.

## 2026-03-08T11:00Z resolved

They are fast again.
`;

const random = seededRandom(7);

/** Requests of a minute: some fail, now and then one has no answer or comes twice. */
function requests(time: number): unknown[] {
  const hour = new Date(time).getUTCHours();
  return Array.from({ length: 2 + Math.floor(random() * 4) }, (_, index) => {
    const failing = random() < (hour === 10 ? 0.3 : 0.004);
    const answer = random() < 0.001 ? { error: 'timeout' } : { statusCode: failing ? 503 : 200 };
    return {
      time: time + index * 900,
      component: 'api',
      id: `api-${time}-${random() < 0.01 ? 0 : index}`,
      durationMs: Math.round(20 + random() ** 8 * 900),
      ...answer,
    };
  });
}

const outage = { from: Date.parse('2026-03-08T12:00Z'), until: Date.parse('2026-03-08T12:20Z') };

/** One check from each region; one alone fails now and then, which is noise, and once all do. */
function checks(time: number): unknown[] {
  const down = time >= outage.from && time < outage.until;
  return ['eu', 'us', 'ap'].map((region, index) => ({
    time: time + index * 1_000,
    component: 'checks',
    region,
    ok: !(random() < 0.002) && !down,
    durationMs: Math.round(80 + random() * 60),
  }));
}

function linesBetween(from: number, until: number): string {
  const events: unknown[] = [];
  for (let time = from; time < until; time += minuteMs) {
    const minute = time / minuteMs;
    events.push(...requests(time));
    if (minute % 5 === 0) events.push(...checks(time));
    if (minute % 700 === 0) events.push({ time, component: 'link', ok: minute % 2_100 !== 0 });
  }
  return [...events.map((event) => JSON.stringify(event)), 'no JSON', ''].join('\n');
}

export interface ProvenSite {
  /** With `data/` in it. */
  readonly dir: string;
  readonly dataDir: string;
}

function writeSiteFiles(dir: string): void {
  const names = ['status.json', 'incidents.json', 'reports/index.json'];
  const data = names.map((name) => [name, readFileSync(join(dir, 'data', name), 'utf8')] as const);
  for (const [name, content] of siteFilesOf(new Map(data))) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
}

/** Publishes it below a new folder that is the caller's to remove. */
export async function makeProvenSite(): Promise<ProvenSite & { readonly folder: string }> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'plumbline proof '));
  mkdirSync(join(folder, 'incidents'));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
  writeFileSync(join(folder, 'logo.svg'), '<svg viewBox="0 0 2 1"><path d="M0 0h2"/></svg>');
  writeFileSync(join(folder, 'incidents/disks.md'), maintenance);
  writeFileSync(join(folder, 'incidents/slow.md'), incident);
  let from = firstEvent;
  for (const now of runs) {
    appendFileSync(join(folder, 'events.ndjson'), linesBetween(from, Date.parse(now)));
    from = Date.parse(now);
    const variables = {
      PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
      PLUMBLINE_DATA: join(folder, 'lake'),
      PLUMBLINE_STATUS: join(folder, 'status'),
      PLUMBLINE_NOW: now,
    };
    await snapshot(readEnvironment(variables, root), () => undefined);
  }
  symlinkSync('../status', join(folder, 'site/data'));
  writeSiteFiles(join(folder, 'site'));
  return { folder, dir: join(folder, 'site'), dataDir: join(folder, 'lake') };
}
