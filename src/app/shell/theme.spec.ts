import { readFileSync } from 'node:fs';
import { backgrounds } from '#schema/branding.ts';
import { expect, it } from 'vitest';

/** Colours by name in each half of the stylesheet: light, then dark. */
function colorsOf(scheme: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = readFileSync('src/app/shell/tokens.css', 'utf8').split('@media');
  const text = scheme === 'light' ? light : dark;
  return new Map(
    Array.from(text.matchAll(/--([\w-]+): (#\w+);/g), ([, name = '', color = '']) => [
      name,
      color.length === 4 ? color.replace(/\w/g, '$&$&') : color,
    ]),
  );
}

it.each(['light', 'dark'] as const)('an accent is checked on what is %s here', (scheme) => {
  const colors = colorsOf(scheme);
  expect([colors.get('page'), colors.get('surface')]).toEqual([...backgrounds[scheme]]);
});
