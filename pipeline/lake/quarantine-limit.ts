/** What is set aside is evidence, not an archive: beyond a size it is only counted. */
import { rules } from '../rollup/rules.ts';
import type { Part } from './manifest.ts';

/** The part without its quarantine, whose records are counted as not kept. */
function withoutQuarantine(part: Part): Part {
  const { malformed, future, late } = part.ledger;
  return { ...part, quarantine: null, notKept: malformed + future + late };
}

/**
 * Parts to be committed beside those the lake holds: the quarantine of all of them together
 * stays within its limit, in their order.
 */
export function withinQuarantine(
  held: readonly Part[],
  added: readonly Part[],
  limitBytes: number = rules.quarantine.bytes,
): Part[] {
  let bytes = held.reduce((sum, { quarantine }) => sum + (quarantine?.bytes ?? 0), 0);
  return added.map((part) => {
    const more = part.quarantine?.bytes ?? 0;
    if (more === 0) return part;
    if (bytes + more > limitBytes) return withoutQuarantine(part);
    bytes += more;
    return part;
  });
}
