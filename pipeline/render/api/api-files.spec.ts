import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { componentStatuses, type ComponentStatus } from '#schema/status.ts';
import { sharedData } from '../../testing/shared-data.testing.ts';
import { everydaySource, hostileSource } from '../machine-source.testing.ts';
import type { SiteSource } from '../site-source.ts';
import { apiFiles } from './api-files.ts';
import { entryShapes, fileShapes } from './statuspage-shape.testing.ts';

const listOf = v.array(v.record(v.string(), v.unknown()));
const answer = v.object({
  status: v.optional(v.object({ indicator: v.string(), description: v.string() })),
  components: v.optional(listOf, []),
  incidents: v.optional(listOf, []),
  scheduled_maintenances: v.optional(listOf, []),
  unknownComponents: v.array(v.string()),
  validUntil: v.nullable(v.string()),
});

function read(name: string, source: SiteSource = everydaySource()): v.InferOutput<typeof answer> {
  return v.parse(answer, JSON.parse(apiFiles(source).get(`api/v2/${name}.json`) ?? 'null'));
}

const withStatus = (status: ComponentStatus): SiteSource => {
  const source = everydaySource({ status });
  return { ...source, status: { ...source.status, overall: { status, text: 'As it is' } } };
};

describe('the shape', () => {
  it.each([
    ['an everyday site', everydaySource()],
    ['a hostile one', hostileSource()],
  ])('is Statuspage’s in every file of %s, and nothing else', (_, source) => {
    const files = apiFiles(source);
    expect([...files.keys()]).toEqual(Object.keys(fileShapes).map((name) => `api/v2/${name}`));
    for (const [name, shape] of Object.entries(fileShapes)) {
      const value: unknown = JSON.parse(files.get(`api/v2/${name}`) ?? '');
      expect(v.safeParse(shape, value).issues, name).toBeUndefined();
    }
  });

  it('is that of answers Statuspage gave', (context) => {
    const real = sharedData('data/incidents/statuspage-api');
    if (!real.present) return context.skip(real.absent);
    const given = v.parse(
      v.object({ incidents: v.array(v.unknown()) }),
      real.json('atlas-fixture-statuspage.json'),
    );
    expect(given.incidents.length).toBeGreaterThan(3);
    for (const one of given.incidents) v.parse(entryShapes.incident, one);
    // Answers of 2020 had no start_date yet.
    const summary = v.object({ components: v.array(v.looseObject({})) });
    const { components } = v.parse(summary, real.json('github-summary-2020-04-02.json'));
    for (const one of components) v.parse(entryShapes.component, { ...one, start_date: null });
  });

  it('is the same bytes for the same snapshot', () => {
    expect([...apiFiles(everydaySource())]).toEqual([...apiFiles(everydaySource())]);
  });
});

describe('what it says', () => {
  it.each(componentStatuses)('of a component that is %s', (status) => {
    const source = withStatus(status);
    const { status: overall, components, unknownComponents } = read('summary', source);
    const first = components.find(({ id }) => id === source.status.components[0]?.id);
    const isWell = status === 'operational';
    expect(first?.['status'] === 'operational').toBe(isWell);
    expect(overall?.indicator === 'none').toBe(isWell);
    expect(unknownComponents).toHaveLength(status === 'unknown' ? 1 : 0);
  });

  it('lists groups with their members, which name them', () => {
    const { components } = read('components');
    const groups = components.filter(({ group }) => group === true);
    expect(groups).toHaveLength(3);
    for (const { id, components: members } of groups) {
      expect(members).toEqual(
        components.filter(({ group_id }) => group_id === id).map((one) => one['id']),
      );
    }
    expect(components).toHaveLength(13);
  });

  it('lists what runs apart from what is over', () => {
    expect(read('incidents/unresolved').incidents).toHaveLength(1);
    expect(read('summary').incidents).toHaveLength(1);
    expect(read('incidents').incidents).toHaveLength(10);
    const named = (name: string) =>
      read(name).scheduled_maintenances.map(({ id, status }) => `${String(id)} ${String(status)}`);
    expect(named('scheduled-maintenances')).toEqual([
      'maintenance-1 scheduled',
      'maintenance-2 completed',
    ]);
    expect(named('scheduled-maintenances/upcoming')).toEqual(['maintenance-1 scheduled']);
    expect(named('scheduled-maintenances/active')).toEqual([]);
  });

  it('tells each update with what it changed, the newest first', () => {
    const [, resolved] = read('incidents').incidents;
    expect(resolved).toMatchObject({ status: 'resolved', monitoring_at: null });
    const changes = v.parse(
      v.array(v.object({ status: v.string(), affected_components: listOf })),
      resolved?.['incident_updates'],
    );
    expect(
      changes.map(({ status, affected_components: [one] }) =>
        [status, one?.['old_status'], one?.['new_status']].join(' '),
      ),
    ).toEqual([
      'resolved partial_outage operational',
      'identified partial_outage partial_outage',
      'investigating operational partial_outage',
    ]);
  });

  it('lists at most 50 incidents, but all that run', () => {
    const source = everydaySource();
    const [running] = source.incidents;
    if (running === undefined) throw new Error('no incident');
    const incidents = Array.from({ length: 60 }, (_, at) => ({ ...running, slug: `i-${at}` }));
    expect(read('incidents', { ...source, incidents }).incidents).toHaveLength(50);
    expect(read('incidents/unresolved', { ...source, incidents }).incidents).toHaveLength(60);
  });

  it('says until when it holds', () => {
    expect(read('status').validUntil).toBe('2026-11-12T14:14:00.000Z');
  });
});
