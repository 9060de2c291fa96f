/** Attributes of resources, scopes, points and spans. */
import {
  doubleOf,
  Fault,
  fault,
  type Fields,
  fieldsOf,
  integerOf,
  isFields,
  listOf,
  ownOf,
  textOf,
} from './fields.ts';

/** A list, a map or bytes: nothing matches them, but they tell streams apart. */
class Composite {
  readonly canonical: string;

  constructor(canonical: string) {
    this.canonical = canonical;
  }
}

type Value = string | boolean | bigint | number | Composite;
export type Attributes = ReadonlyMap<string, Value>;

const deepest = 32;

function scalarOf(value: Fields): Value | undefined {
  const text = ownOf(value, 'stringValue');
  if (text !== undefined) return textOf('stringValue', text);
  const whole = ownOf(value, 'intValue');
  if (whole !== undefined) return integerOf('intValue', whole);
  const flag = ownOf(value, 'boolValue');
  if (flag !== undefined) {
    return typeof flag === 'boolean' ? flag : fault('boolValue', flag, 'true or false');
  }
  const double = ownOf(value, 'doubleValue');
  return double === undefined ? undefined : doubleOf('doubleValue', double);
}

function bytesOf(value: unknown): string {
  return value instanceof Uint8Array
    ? Buffer.from(value).toString('base64')
    : Buffer.from(textOf('bytesValue', value), 'base64').toString('base64');
}

function compositeOf(value: Fields, depth: number): Composite {
  if (depth > deepest) throw new Fault(`an attribute is nested deeper than ${deepest} levels`);
  const list = ownOf(value, 'arrayValue');
  if (list !== undefined) {
    const items = listOf('values', fieldsOf('arrayValue', list)['values']);
    return new Composite(
      `[${items.map((item) => canonicalValue(valueOf(item, depth + 1))).join()}]`,
    );
  }
  const map = ownOf(value, 'kvlistValue');
  if (map !== undefined) {
    return new Composite(
      canonical(readAttributes(fieldsOf('kvlistValue', map)['values'], depth + 1)),
    );
  }
  const bytes = ownOf(value, 'bytesValue');
  return new Composite(bytes === undefined ? 'null' : `b${bytesOf(bytes)}`);
}

function valueOf(value: unknown, depth: number): Value {
  const fields = isFields(value) ? value : {};
  return scalarOf(fields) ?? compositeOf(fields, depth);
}

/** Reads a list of keys and values; throws a Fault. */
export function readAttributes(list: unknown, depth = 0): Attributes {
  const attributes = new Map<string, Value>();
  for (const item of listOf('attributes', list)) {
    const pair = fieldsOf('attribute', item);
    attributes.set(textOf('key', pair['key']), valueOf(pair['value'], depth));
  }
  return attributes;
}

function canonicalValue(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Composite) return value.canonical;
  return typeof value === 'number' ? `d${value}` : String(value);
}

/** The same text for the same attributes, in whatever order they came. */
export function canonical(attributes: Attributes): string {
  const keys = [...attributes.keys()].sort();
  const pairs = keys.map((key) => {
    const value = attributes.get(key);
    return value === undefined ? '' : `${JSON.stringify(key)}:${canonicalValue(value)}`;
  });
  return `{${pairs.join()}}`;
}

/** An attribute as text; undefined for none, and for lists and maps. */
export function textAttribute(attributes: Attributes, key: string): string | undefined {
  const value = attributes.get(key);
  return value === undefined || value instanceof Composite ? undefined : String(value);
}

/** The first of several names an attribute has had; an empty one says nothing. */
export function firstText(attributes: Attributes, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = textAttribute(attributes, key);
    if (text !== undefined && text !== '') return text;
  }
  return null;
}
