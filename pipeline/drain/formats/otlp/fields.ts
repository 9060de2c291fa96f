/** Reads the fields of decoded messages, be they JSON or protobuf: unknown in, typed out. */
import { numberOfLong, wholeOfLong } from './protobuf.ts';

/** What is wrong with a record, in words; caught where the record ends. */
export class Fault extends Error {}

const integerForm = /^-?\d{1,20}$/;

/** Says the field, its value and what is allowed. */
export function fault(field: string, value: unknown, allowed: string): never {
  throw new Fault(`${field} ${shown(value)}; allowed: ${allowed}`);
}

/** Never looks inside lists and objects: they may be nested deeper than the stack. */
function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'is missing';
  if (typeof value === 'string') {
    // JSON quotes 64-bit integers: they are shown as what they are.
    return `is ${integerForm.test(value) ? value : JSON.stringify(shorten(value))}`;
  }
  const long = wholeOfLong(value);
  if (long !== undefined) return `is ${long}`;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return `is ${value.toString()}`;
  }
  return Array.isArray(value) ? 'is a list' : 'is an object';
}

/** Text of bounded length, for people. */
export function shorten(text: string, most = 60): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(field: string, value: unknown): Fields {
  return isFields(value) ? value : fault(field, value, 'an object');
}

/** A message that may be absent. */
export function optionalFieldsOf(field: string, value: unknown): Fields | null {
  return value === undefined || value === null ? null : fieldsOf(field, value);
}

export function listOf(field: string, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : fault(field, value, 'a list');
}

export function textOf(field: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : fault(field, value, 'text');
}

/** One of several alternatives: unset ones have defaults that say nothing. */
export function ownOf(fields: Fields, field: string): unknown {
  return Object.hasOwn(fields, field) ? (fields[field] ?? undefined) : undefined;
}

/** A 64-bit integer in any of its notations: number, decimal text, bigint, protobufjs' Long. */
export function integerOf(field: string, value: unknown): bigint {
  if (value === undefined || value === null) return 0n;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && integerForm.test(value)) return BigInt(value);
  if (typeof value === 'bigint') return value;
  return wholeOfLong(value) ?? fault(field, value, 'a whole number');
}

/** Nanoseconds since the epoch; 0 where there are none. */
export function nanosOf(field: string, value: unknown): bigint {
  const nanos = integerOf(field, value);
  return nanos >= 0n && nanos < 1n << 64n ? nanos : fault(field, value, 'nanoseconds since 1970');
}

/** How many; past 2^53 no sum of them could be exact. */
export function countOf(field: string, value: unknown): number {
  const plain = typeof value === 'number' ? value : numberOfLong(value);
  const count = plain ?? Number(integerOf(field, value));
  return Number.isSafeInteger(count) && count >= 0
    ? count
    : fault(field, value, 'a whole number from 0 to 2^53 - 1');
}

/** A small integer, as indexes and flags are. */
export function smallOf(field: string, value: unknown): number {
  const small = Number(integerOf(field, value));
  return Math.abs(small) <= 0xffff_ffff ? small : fault(field, value, 'an integer of 32 bits');
}

const special = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A floating-point number; JSON writes the special ones as text. */
export function doubleOf(field: string, value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  const named = typeof value === 'string' ? special.get(value) : undefined;
  return named ?? fault(field, value, 'a number');
}

/** The number of an enumeration's value, which JSON may write as its name. */
export function choiceOf(field: string, value: unknown, names: readonly string[]): number {
  if (typeof value !== 'string') return smallOf(field, value);
  const index = names.indexOf(value);
  return index >= 0
    ? index
    : fault(field, value, `0 to ${names.length - 1}, or ${names.join(', ')}`);
}

/** An identifier of some bytes: hexadecimal in JSON, which is OTLP's own way, bytes in protobuf. */
export function hexOf(field: string, value: unknown, bytes: number): string {
  const hex = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  const allowed = `${2 * bytes} hexadecimal digits, not all 0`;
  if (typeof hex !== 'string' || hex.length !== 2 * bytes) return fault(field, hex, allowed);
  const lower = hex.toLowerCase();
  return /^[0-9a-f]+$/.test(lower) && !/^0+$/.test(lower) ? lower : fault(field, hex, allowed);
}
