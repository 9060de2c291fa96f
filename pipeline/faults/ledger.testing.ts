/** The published ledger, read as anyone would. */
import * as v from 'valibot';
import type { Published } from './published.testing.ts';

const column = v.number();

const auditSchema = v.looseObject({
  drained: v.looseObject({
    received: column,
    parsed: column,
    malformed: column,
    future: column,
    late: column,
  }),
  days: v.array(
    v.looseObject({
      parsed: column,
      accepted: column,
      duplicate: column,
      excluded: column,
      noise: column,
    }),
  ),
});

/** Sums of the ledger's columns over all components and days. */
export function ledgerOf(published: Published): Readonly<Record<string, number>> {
  const { drained, days } = v.parse(auditSchema, JSON.parse(published.get('audit.json') ?? ''));
  const sum = (pick: (day: (typeof days)[number]) => number) =>
    days.reduce((total, day) => total + pick(day), 0);
  return {
    received: drained.received,
    malformed: drained.malformed,
    future: drained.future,
    late: drained.late,
    accepted: sum(({ accepted }) => accepted),
    duplicate: sum(({ duplicate }) => duplicate),
    excluded: sum(({ excluded }) => excluded),
    noise: sum(({ noise }) => noise),
  };
}

/** Records that are in a column of their own: what was received, if none is lost or double. */
export function accountedFor(ledger: Readonly<Record<string, number>>): number {
  const columns = Object.entries(ledger).filter(([name]) => name !== 'received');
  return columns.reduce((total, [, count]) => total + count, 0);
}
