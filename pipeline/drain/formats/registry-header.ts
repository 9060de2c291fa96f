/**
 * What clients of a schema registry put before a value: a zero byte, the schema's id in
 * four bytes, and for Protocol Buffers where in the schema the message stands: a count and
 * as many indexes, or a single zero for "the first".
 */

const magic = 0;
const headerBytes = 5;
/** Messages lie within messages, but not deep. */
const mostIndexes = 16;
/** Field 1 with a length: how every OTLP request begins. As a count it would mean 5 indexes. */
const firstField = 0x0a;

const blanks = new Set([0x09, 0x0a, 0x0d, 0x20]);
const openings = new Set([0x7b, 0x5b]);

/** JSON objects and lists, also after blanks. */
function isJson(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => !blanks.has(byte));
  return first !== undefined && openings.has(first);
}

/** A whole number of 0 or more at a place, and where it ends; null where there is none. */
function numberAt(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  let raw = 0;
  for (let at = start; at < start + 4; at += 1) {
    const byte = bytes[at] ?? NaN;
    raw += (byte & 0x7f) * 2 ** (7 * (at - start));
    // Zigzag: odd ones are negative.
    if (byte < 0x80) return raw % 2 === 0 ? { value: raw / 2, end: at + 1 } : null;
  }
  return null;
}

/** Bytes after the message indexes; all of them where there are no indexes. */
function withoutIndexes(bytes: Uint8Array): Uint8Array {
  const count = numberAt(bytes, 0);
  if (count === null || count.value > mostIndexes) return bytes;
  let { end } = count;
  for (let index = 0; index < count.value; index += 1) {
    const next = numberAt(bytes, end);
    if (next === null) return bytes;
    ({ end } = next);
  }
  return bytes.subarray(end);
}

/**
 * The value without such a header, as a view; a value without one as it is. Neither JSON nor
 * Protocol Buffers begin with a zero byte, so nothing else is ever taken for a header.
 */
export function withoutRegistryHeader(value: Uint8Array): Uint8Array {
  if (value.length < headerBytes || value[0] !== magic) return value;
  const rest = value.subarray(headerBytes);
  return rest[0] === firstField || isJson(rest) ? rest : withoutIndexes(rest);
}
