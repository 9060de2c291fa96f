import { describe, expect, it } from 'vitest';
import type { Maintenance } from '#schema/incident.ts';
import { excludedMinutes, isAnnounced, type SeenMaintenance } from './maintenance.ts';

const hour = 3_600_000;

function windowOf(
  from: string,
  until: string,
  components: readonly string[] = ['api'],
): Maintenance {
  return {
    slug: 'window',
    title: 'Window',
    status: 'scheduled',
    updates: [],
    components,
    scheduledFor: new Date(from).toISOString(),
    scheduledUntil: new Date(until).toISOString(),
    announcedAt: '2026-01-01T00:00:00.000Z',
  };
}

const seen = (maintenance: Maintenance, firstSeenMs = 0): SeenMaintenance => ({
  maintenance,
  firstSeenMs,
});

/** Excluded minutes of `api` as `from-until` stretches of UTC times. */
function stretches(windows: readonly SeenMaintenance[], zone = 'UTC', component = 'api'): string[] {
  const minutes = [...(excludedMinutes(windows, zone).get(component) ?? [])].sort((a, b) => a - b);
  const text = (minute: number) => new Date(minute * 60_000).toISOString().slice(5, 16);
  const starts = minutes.filter((minute) => !minutes.includes(minute - 1));
  const ends = minutes.filter((minute) => !minutes.includes(minute + 1));
  return starts.map((start, index) => `${text(start)} ${text((ends[index] ?? 0) + 1)}`);
}

describe('announced', () => {
  const from = '2026-03-10T12:00:00Z';
  const start = Date.parse(from);
  const announced = (announcedMs: number, firstSeenMs: number) =>
    isAnnounced({
      maintenance: {
        ...windowOf(from, '2026-03-10T13:00Z'),
        announcedAt: new Date(announcedMs).toISOString(),
      },
      firstSeenMs,
    });

  it('means 24 hours before the start, to the millisecond', () => {
    expect(announced(start - 24 * hour, 0)).toBe(true);
    expect(announced(start - 24 * hour + 1, 0)).toBe(false);
  });

  it('counts the later of the claim and its first sight', () => {
    expect(announced(0, start - 24 * hour)).toBe(true);
    expect(announced(0, start - 24 * hour + 1)).toBe(false);
  });

  it('excludes nothing where it came too late', () => {
    expect(stretches([seen(windowOf(from, '2026-03-10T13:00Z'), start)])).toEqual([]);
  });
});

describe('excluded minutes', () => {
  it('are those of the window, its end not included', () => {
    expect(stretches([seen(windowOf('2026-03-10T12:00Z', '2026-03-10T13:00Z'))])).toEqual([
      '03-10T12:00 03-10T13:00',
    ]);
  });

  it('are whole ones only', () => {
    expect(stretches([seen(windowOf('2026-03-10T12:00:30Z', '2026-03-10T12:03:59.999Z'))])).toEqual(
      ['03-10T12:01 03-10T12:03'],
    );
    expect(stretches([seen(windowOf('2026-03-10T12:00:01Z', '2026-03-10T12:01:59Z'))])).toEqual([]);
  });

  it('belong to the named components', () => {
    const window = seen(windowOf('2026-03-10T12:00Z', '2026-03-10T13:00Z', ['web', 'tv']));
    expect(stretches([window])).toEqual([]);
    expect(stretches([window], 'UTC', 'tv')).toEqual(['03-10T12:00 03-10T13:00']);
  });

  it('end after 8 hours of a month, earliest first, whatever order they were written in', () => {
    const windows = [
      seen(windowOf('2026-03-20T00:00Z', '2026-03-20T06:00Z')),
      seen(windowOf('2026-03-10T00:00Z', '2026-03-10T06:00Z')),
      seen(windowOf('2026-03-25T00:00Z', '2026-03-25T06:00Z')),
    ];
    const expected = ['03-10T00:00 03-10T06:00', '03-20T00:00 03-20T02:00'];
    expect(stretches(windows)).toEqual(expected);
    expect(stretches(windows.toReversed())).toEqual(expected);
  });

  it('have 8 hours for each component', () => {
    const windows = [
      seen(windowOf('2026-03-10T00:00Z', '2026-03-10T08:00Z', ['api'])),
      seen(windowOf('2026-03-11T00:00Z', '2026-03-11T08:00Z', ['api', 'web'])),
    ];
    expect(stretches(windows, 'UTC', 'web')).toEqual(['03-11T00:00 03-11T08:00']);
  });

  it('of overlapping windows count once', () => {
    const windows = [
      seen(windowOf('2026-03-10T00:00Z', '2026-03-10T05:00Z')),
      seen(windowOf('2026-03-10T02:00Z', '2026-03-10T06:00Z')),
      seen(windowOf('2026-03-10T03:00Z', '2026-03-10T04:00Z')),
      seen(windowOf('2026-03-12T00:00Z', '2026-03-12T06:00Z')),
    ];
    expect(stretches(windows)).toEqual(['03-10T00:00 03-10T06:00', '03-12T00:00 03-12T02:00']);
  });

  it('of a window over a month boundary take 8 hours of each month', () => {
    expect(stretches([seen(windowOf('2026-03-31T12:00Z', '2026-04-01T12:00Z'))])).toEqual([
      '03-31T12:00 03-31T20:00',
      '04-01T00:00 04-01T08:00',
    ]);
  });

  it('follow the months of the site', () => {
    expect(
      stretches([seen(windowOf('2026-03-31T12:00Z', '2026-04-01T12:00Z'))], 'Asia/Kolkata'),
    ).toEqual(['03-31T12:00 04-01T02:30']);
  });

  it('of a window of years end with each month, soon', () => {
    const minutes = excludedMinutes(
      [seen(windowOf('2026-03-01T00:00Z', '2028-03-01T00:00Z'))],
      'Europe/Berlin',
    );
    expect(minutes.get('api')?.size).toBe(24 * 480 + 60);
  });
});
