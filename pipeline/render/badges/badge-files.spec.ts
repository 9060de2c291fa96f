import * as v from 'valibot';
import { expect, it } from 'vitest';
import { componentStatuses, statusLabels } from '#schema/status.ts';
import { contrast } from '#schema/contrast.ts';
import { everydaySource } from '../machine-source.testing.ts';
import { badgeColors, badgeFiles } from './badge-files.ts';

/** What shields.io takes as an endpoint; it refuses any other member. */
const endpoint = v.strictObject({
  schemaVersion: v.literal(1),
  label: v.string(),
  message: v.pipe(v.string(), v.minLength(1)),
  color: v.pipe(v.string(), v.hexColor()),
  cacheSeconds: v.pipe(v.number(), v.integer(), v.minValue(300)),
});

it.each(componentStatuses)('says that a component is %s, and of when that is', (status) => {
  const files = badgeFiles(everydaySource({ status }));
  const { label, message, color } = v.parse(
    endpoint,
    JSON.parse(files.get('badges/public-api.json') ?? ''),
  );
  expect(label).toBe('Public API');
  expect(message).toBe(`${statusLabels[status].toLowerCase()} · 12 Nov, 14:04 UTC`);
  const svg = files.get('badges/public-api.svg') ?? '';
  expect(svg).toContain(`<title>${label}: ${message}</title>`);
  expect(svg).toContain(`fill="${color}"`);
  expect(svg).toContain('data-valid-until="2026-11-12T14:14:00.000Z"');
});

it('has text that can be read on its colour', () => {
  for (const color of Object.values(badgeColors))
    expect(contrast('#ffffff', color)).toBeGreaterThanOrEqual(4.5);
});

it('is there for the site as a whole', () => {
  const files = badgeFiles(everydaySource());
  expect(files.get('badge.json')).toContain('"label":"Larkfield Cloud"');
  expect(files.size).toBe(22);
});

it('knows nothing before the first data', () => {
  const { status, ...rest } = everydaySource();
  const files = badgeFiles({ ...rest, status: { ...status, dataThrough: null, validUntil: null } });
  expect(files.get('badge.json')).toContain('· no data yet');
});

it('stays short, whatever the name', () => {
  const svg = badgeFiles(everydaySource({ name: '👩‍👩‍👧 '.repeat(150) })).get('badges/public-api.svg');
  expect(Number(/width="(\d+)"/.exec(svg ?? '')?.[1])).toBeLessThan(1000);
  expect(svg).toContain('…');
});
