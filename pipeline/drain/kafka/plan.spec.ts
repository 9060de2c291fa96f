import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../lake/manifest.ts';
import { planPartition } from './plan.ts';

const offsets = { partition: 3, low: 100, end: 500, from: 250 };

function cursor(next: number, change: Partial<Cursor> = {}): Cursor {
  return { stream: 'kafka:c/t', epoch: 1, partition: 3, next, prefixSha256: null, ...change };
}

describe('planPartition', () => {
  it('begins where the configuration says while there is no position', () => {
    expect(planPartition(offsets, undefined, false)).toMatchObject({
      epoch: 1,
      start: 250,
      end: 500,
      isNew: true,
    });
  });

  it('goes on from our position to the last stable offset', () => {
    const plan = planPartition(offsets, cursor(300), false);
    expect(plan).toMatchObject({ epoch: 1, start: 300, end: 500, gap: null, isNew: false });
  });

  it('records what retention removed before we read it', () => {
    const plan = planPartition(offsets, cursor(40), false);
    expect(plan).toMatchObject({ epoch: 1, start: 100, gap: { from: 40, until: 100 } });
  });

  it('takes a log that ends before our position for another one', () => {
    const plan = planPartition(offsets, cursor(501, { epoch: 4 }), false);
    expect(plan).toMatchObject({ epoch: 5, start: 100, gap: null, isNew: true });
  });

  it('begins anew where the log was found to be another one', () => {
    expect(planPartition(offsets, cursor(300), true)).toMatchObject({ epoch: 2, start: 100 });
  });

  it('compares the last record only while the broker keeps it', () => {
    const kept = planPartition(offsets, cursor(300, { lastRecord: '299:ab' }), false);
    expect(kept.lastRecord).toBe('299:ab');
    const gone = planPartition(offsets, cursor(90, { lastRecord: '89:ab' }), false);
    expect(gone.lastRecord).toBeNull();
  });
});
