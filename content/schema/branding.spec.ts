import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { backgrounds, brandingSchema, normaliseBranding, plainBranding } from './branding.ts';
import { contrast } from './contrast.ts';

const faults = (accent: unknown) =>
  v.safeParse(brandingSchema, { accent }).issues?.map(({ message }) => message) ?? [];

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    // Known values: the lightest grey that is enough on white, and one that is not.
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#ff0000', '#ffffff', 4],
  ])('of %s to %s is %d', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });
});

describe('an accent colour', () => {
  it('that cannot be read on the page is refused with its ratio', () => {
    expect(faults('#ffcc00')).toEqual([
      'must have a contrast of at least 4.5 to the light page (#f6f6f4 and #ffffff), has 1.39',
    ]);
  });

  it('is checked on dark pages, too', () => {
    expect(faults({ light: '#3d4fc4', dark: '#3d4fc4' })).toEqual([
      'must have a contrast of at least 4.5 to the dark page (#121416 and #1b1e21), has 2.48',
    ]);
    expect(faults({ light: '#3d4fc4', dark: '#9aa8ff' })).toEqual([]);
  });

  it('given once is made lighter for dark pages, until it can be read', () => {
    for (const light of ['#3d4fc4', '#000000', '#7a0016', '#00674b']) {
      const { accent } = v.parse(brandingSchema, { accent: light });
      expect(accent?.light).toBe(light);
      for (const background of backgrounds.dark)
        expect(contrast(accent?.dark ?? '', background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['red', '#fff', 3, '#3d4fc4; } body { display: none'])('is no %s', (accent) => {
    expect(faults(accent)).toEqual(['must be a colour like "#3d4fc4", in quotes']);
  });
});

it('takes links that lead somewhere harmless', () => {
  const parse = (url: string) => v.safeParse(brandingSchema, { links: [{ label: 'x', url }] });
  for (const url of ['https://example.com/a?b=c#d', 'mailto:help@example.com'])
    expect(parse(url).success).toBe(true);
  for (const url of ['javascript:alert(1)', '/docs', 'https://x" onclick="y', 'data:text/html,x'])
    expect(parse(url).success).toBe(false);
});

it('is plain where nothing is said', () => {
  expect(normaliseBranding(undefined)).toEqual(plainBranding);
  expect(normaliseBranding(v.parse(brandingSchema, {}))).toEqual(plainBranding);
});
