import { expect, it } from 'vitest';
import { partOf } from '../testing/parts.testing.ts';
import { withinQuarantine } from './quarantine-limit.ts';

const aside = (bytes: number) => ({
  quarantine: { name: 'q', sha256: '0'.repeat(64), bytes, rows: 3 },
  ledger: { ...partOf().ledger, malformed: 1, future: 1, late: 1 },
});

it('keeps what is set aside up to the limit, and counts what goes beyond', () => {
  const held = [partOf(aside(60))];
  const added = [partOf(aside(50)), partOf(aside(40)), partOf(aside(1))];
  const found = withinQuarantine(held, added, 100);
  expect(found.map(({ quarantine }) => quarantine?.bytes)).toEqual([undefined, 40, undefined]);
  expect(found.map(({ notKept }) => notKept)).toEqual([3, undefined, 3]);
  expect(found.map(({ ledger }) => ledger)).toEqual(added.map(({ ledger }) => ledger));
});

it('leaves parts alone that set nothing aside', () => {
  const part = partOf();
  expect(withinQuarantine([partOf(aside(1000))], [part], 100)).toEqual([part]);
});
