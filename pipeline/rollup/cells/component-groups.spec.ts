import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../testing/cells.testing.ts';
import { componentOf } from '../../testing/components.testing.ts';
import { eventOf } from '../../testing/events.testing.ts';
import { componentGroups, rowsAtOnce, together } from './component-groups.ts';
import { cellKinds, order } from './compute.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];

describe('groups of components', () => {
  it('are one for few rows, and never more than there are components', () => {
    expect(componentGroups(ids, rowsAtOnce)).toEqual([null]);
    expect(componentGroups(ids, rowsAtOnce + 1)).toHaveLength(2);
    expect(componentGroups(ids, 100 * rowsAtOnce)).toHaveLength(5);
    expect(componentGroups(['a'], 100 * rowsAtOnce)).toEqual([null]);
  });

  it.each([2, 3, 5])('make the cells that all of them together make: %i groups', async (groups) => {
    const components = ids.map((id) => componentOf({ id }));
    const events = Array.from({ length: 400 }, (_, index) =>
      eventOf({
        // One of them is not configured.
        component: [...ids, 'gone'][(index * 7) % 6] ?? '',
        timeMs: Date.UTC(2026, 2, 1, 23, 50) + index * 3000,
        durationMs: (index * 31) % 900,
        id: index % 5 === 0 ? `copy-${index % 50}` : null,
        bad: index % 11 === 0,
      }),
    );
    const whole = await cellsOf([events], { components });
    const filters = componentGroups(ids, groups * rowsAtOnce);
    const parts = await Promise.all(
      filters.map((filter) => cellsOf([events], { components, filter })),
    );
    for (const kind of cellKinds) {
      const frames = parts.map((part) => part[kind]);
      const bytes = together(frames, order[kind]).writeParquet({ compression: 'zstd' });
      expect(bytes.equals(whole[kind].writeParquet({ compression: 'zstd' }))).toBe(true);
    }
  });
});
