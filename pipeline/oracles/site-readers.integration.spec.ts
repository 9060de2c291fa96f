/** What is published for machines, read by programs of other people. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Statuspage } from 'statuspage.io';
import * as v from 'valibot';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { everydaySource, hostileSource, malice } from '../render/machine-source.testing.ts';
import { feedEntries } from '../render/feeds/entries.ts';
import { siteFiles } from '../render/site-files.ts';
import type { SiteSource } from '../render/site-source.ts';
import { serveSite } from '../serve/serve.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { makingMs, type Oracle, siteReaders } from './tools.testing.ts';

const feed = v.object({
  bozo: v.literal(false),
  version: v.string(),
  title: v.string(),
  entries: v.array(
    v.object({ id: v.string(), title: v.string(), link: v.string(), html: v.string() }),
  ),
});
const answer = v.object({
  wellFormed: v.array(v.string()),
  atom: feed,
  rss: feed,
  calendar: v.array(
    v.object({
      uid: v.string(),
      summary: v.string(),
      start: v.string(),
      errors: v.pipe(v.array(v.string()), v.length(0)),
    }),
  ),
  metrics: v.string(),
});

let readers: Oracle = { absent: 'not looked for' };
beforeAll(async () => {
  readers = await siteReaders();
}, makingMs);

function published(source: SiteSource): { folder: string; files: ReadonlyMap<string, string> } {
  const folder = temporaryFolder();
  const files = siteFiles(source, []);
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { folder, files };
}

describe.each([
  ['an everyday site', everydaySource()],
  ['a site full of malice', hostileSource()],
])('feedparser, icalendar and statuspage-prometheus-exporter on %s', (_, source) => {
  it('read all there is', (context) => {
    const { ask } = readers;
    if (ask === undefined) return context.skip(readers.absent);
    const { folder, files } = published(source);
    const { wellFormed, atom, rss, calendar, metrics } = v.parse(answer, ask({ site: folder }));
    const isXml = (name: string) => /\.(atom|rss|svg|xml)$/.test(name);
    expect(wellFormed.sort()).toEqual([...files.keys()].filter(isXml).sort());

    const ids = feedEntries(source, null).map(({ id }) => id);
    for (const { entries } of [atom, rss]) {
      expect(entries.map(({ id }) => id)).toEqual(ids.slice(0, 50));
      for (const { html } of entries) expect(html).not.toMatch(/<script|<img|javascript:[^)]*">/i);
    }
    expect([atom.version, rss.version]).toEqual(['atom10', 'rss20']);
    expect(calendar.map(({ start }) => start)).toEqual(
      source.maintenance.map(({ scheduledFor }) => scheduledFor.replace('.000Z', '+00:00')),
    );

    expect(metrics).toContain('statuspage_probe_check{service_name="Site"} 1.0');
    expect(metrics).toContain('statuspage_service_status{service_name="Site"} 0.0');
    expect(metrics.match(/^statuspage_incident_info\{/gm)).toHaveLength(1);
  });
});

it('statuspage.io (npm) reads every answer it asks for', async () => {
  const source = hostileSource();
  const { folder } = published(source);
  const server = await serveSite({ dir: folder, port: 0 });
  onTestFinished(() => server.close());
  const client = new Statuspage('any');
  client.setApiUrl(server.url.replace(/\/$/, ''));
  const { api } = client;
  // Its types make a summary `never`.
  const summary: unknown = await api.getSummary();
  expect(summary).toMatchObject({
    status: (await api.getStatus()).status,
    components: (await api.getComponents()).components,
    incidents: (await api.incidents.getUnresolved()).incidents,
  });
  expect((await api.incidents.getAll()).incidents).toHaveLength(source.incidents.length);
  for (const found of [
    await api.scheduledMaintenances.getAll(),
    await api.scheduledMaintenances.getUpcoming(),
    await api.scheduledMaintenances.getActive(),
  ])
    expect(found.scheduled_maintenances).toHaveLength(malice.length);
});
