import type { DayStatus } from '#schema/status.ts';

/**
 * Icons on a 16 by 16 grid, each with its own outline, so that none is told by
 * colour alone: disc, ring, square, triangle, half disc, octagon. Glyphs are
 * cut out (even-odd), so they take the colour of whatever lies behind.
 */
export const markShapes: Readonly<Record<DayStatus, string>> = {
  operational: 'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zm-1.2 11.9 5.6-5.8-1.3-1.3-4.3 4.4-2-2-1.3 1.3z',
  unknown:
    'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zm0 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.2 6.3C5.2 4.6 6.4 3.6 8 3.6s2.9 1 2.9 2.6c0 1.7-2 1.9-2 3.2H7.2c0-2 1.9-2.2 1.9-3.2 0-.6-.4-1-1.1-1s-1.1.4-1.1 1.1zm1.8 4h1.9v1.9H7z',
  maintenance:
    'M3 0h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3zm2 4v8h2.2V4zm3.8 0v8H11V4z',
  degraded: 'M8 .8 16 15H0zM7.1 5.5v5h1.8v-5zm0 6.2v1.8h1.8v-1.8z',
  partial_outage: 'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zm0 1.9v12.2A6.1 6.1 0 0 0 8 1.9z',
  major_outage:
    'M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7zm.8 4.1L4.1 5.5 6.6 8l-2.5 2.5 1.4 1.4L8 9.4l2.5 2.5 1.4-1.4L9.4 8l2.5-2.5-1.4-1.4L8 6.6z',
  none: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
};
