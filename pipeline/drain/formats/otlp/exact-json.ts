/** JSON whose integers keep all their digits: nanoseconds do not fit into a double. */

/** A bare integer of 16 digits or more; most exporters quote theirs, and then nothing is lost. */
const longInteger = /[[:,\s]-?\d{16,}/;

/** Integers past 2^53 come as bigint. Throws a SyntaxError like JSON.parse. */
export function parseExactJson(text: string): unknown {
  return longInteger.test(text) ? JSON.parse(text, exact) : JSON.parse(text);
}

function exact(_key: string, value: unknown, ...rest: unknown[]): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  // The number as it was written, which JSON.parse tells as a third argument.
  const source: unknown = Reflect.get(Object(rest[0]), 'source');
  return typeof source === 'string' && /^-?\d+$/.test(source) ? BigInt(source) : value;
}
