/** Hostile input of others: an event or a reason, never a crash. */
import { describe, expect, it } from 'vitest';
import { decodeBatch } from '../decode-batch.ts';
import { LineCutter } from '../file/lines.ts';
import type { RawRecord } from '../source.ts';
import { byId, componentOf } from '../../testing/components.testing.ts';
import { sharedData } from '../../testing/shared-data.testing.ts';

const components = byId(componentOf());
const limits = { earliestMs: 0, latestMs: 4e12 };
const time = '2026-03-01T12:00:00Z';

function recordsOf(bytes: Buffer): RawRecord[] {
  const cutter = new LineCutter(0);
  return [...cutter.push(bytes), ...cutter.push(Buffer.from('\n'))];
}

/** Decodes, writes Parquet, and says how many records became what. */
async function drained(records: readonly RawRecord[]) {
  const { events, quarantined, ledger } = decodeBatch(records, components, limits);
  expect(ledger.received).toBe(records.length);
  expect(ledger.parsed + ledger.malformed + ledger.future + ledger.late).toBe(ledger.received);
  expect(quarantined.every(({ detail }) => detail !== '')).toBe(true);
  if (events.length > 0) expect((await events.toParquet()).length).toBeGreaterThan(0);
  return { parsed: events.length, malformed: ledger.malformed };
}

describe.each(['test_parsing', 'test_transform'])('JSONTestSuite/%s', (folder) => {
  const suite = sharedData(`data/bad/JSONTestSuite/${folder}`);

  it('every file as a record is set aside with a reason', async (context) => {
    if (!suite.present) context.skip(suite.absent);
    for (const name of suite.names()) {
      const records = recordsOf(suite.bytes(name));
      expect(await drained(records), name).toEqual({ parsed: 0, malformed: records.length });
    }
  });

  it('every file as a field of an event is an event or set aside', async (context) => {
    if (!suite.present) context.skip(suite.absent);
    const around = (field: string, bytes: Buffer) =>
      Buffer.concat([
        Buffer.from(`{"time":"${time}","component":"api","statusCode":200,"${field}":`),
        bytes.subarray(0, bytes.at(-1) === 0x0a ? -1 : undefined),
        Buffer.from('}'),
      ]);
    for (const field of ['durationMs', 'region', 'unknown']) {
      const records = suite.names().flatMap((name) => recordsOf(around(field, suite.bytes(name))));
      const { parsed, malformed } = await drained(records);
      expect(parsed + malformed).toBe(records.length);
    }
  });
});

describe('naughty strings', () => {
  const file = sharedData('data/bad/blns/blns.json');
  const strings = (): string[] => {
    const parsed = file.json();
    return Array.isArray(parsed) ? parsed.map(String) : [];
  };

  const fields = ['region', 'probe', 'error', 'id', 'method', 'route'];
  it.for(fields)('as %s are kept', async (field, context) => {
    if (!file.present) context.skip(file.absent);
    const records = strings().map((text, offset) => ({
      offset,
      text: JSON.stringify({ time, component: 'api', statusCode: 200, [field]: text }),
    }));
    expect(await drained(records)).toEqual({ parsed: records.length, malformed: 0 });
  });

  it('as component are unknown ones', async (context) => {
    if (!file.present) context.skip(file.absent);
    const records = strings().map((text, offset) => ({
      offset,
      text: JSON.stringify({ time, component: text, statusCode: 200 }),
    }));
    expect(await drained(records)).toEqual({ parsed: 0, malformed: records.length });
  });
});
