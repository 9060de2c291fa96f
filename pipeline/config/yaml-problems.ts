/** Turns what a schema found in a YAML document into lines a person can act on. */
import * as v from 'valibot';
import { LineCounter, type Document, isMap, isNode, isPair, isScalar, parseDocument } from 'yaml';
import { Problem } from '../problem.ts';

type Key = string | number;

/** One fault: where it is and what is wrong with it. */
interface Fault {
  readonly line: number;
  readonly message: string;
}

function keyText(path: readonly Key[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`))
    .join('');
}

function valueText(input: unknown): string {
  if (input === undefined) return 'nothing';
  // BigInt and dates cannot come out of YAML here, so all of it has a JSON form.
  const text = JSON.stringify(input);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Line of the deepest part of `path` that is really in the document. */
function lineOf(document: Document, lines: LineCounter, path: readonly Key[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent =
      length === 0 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
      : undefined;
    const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function keysOf(issue: v.BaseIssue<unknown>): Key[] {
  return (issue.path ?? []).flatMap(({ key }) =>
    typeof key === 'string' || typeof key === 'number' ? [key] : [],
  );
}

/** `("a" | "b")` as valibot writes what it expected, in words. */
function allowedText(expected: string): string {
  const options = [...expected.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
  return options.length > 0 ? options.join(', ') : expected.toLowerCase();
}

function describe(
  issue: v.BaseIssue<unknown>,
  path: readonly Key[],
  allowedKeys: readonly string[],
): string {
  const where = keyText(path) || 'the document';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `${where}: unknown key; allowed: ${allowedKeys.join(', ')}`;
  }
  if (issue.input === undefined) return `${where}: is missing`;
  if (issue.kind === 'schema' && issue.message.startsWith('Invalid')) {
    return `${where}: ${valueText(issue.input)} is not allowed; allowed: ${allowedText(issue.expected ?? '')}`;
  }
  return `${where}: ${issue.message}; found ${valueText(issue.input)}`;
}

/** Keys an object schema allows at a path, for the message about an unknown one. */
function allowedKeysAt(schema: unknown, path: readonly Key[], value: unknown): string[] {
  let here = schema;
  let held = value;
  for (const key of path.slice(0, -1)) {
    here = step(unwrap(here, held), key);
    held = member(held, key);
  }
  const entries = read(unwrap(here, held), 'entries');
  return isRecord(entries) ? Object.keys(entries) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function member(value: unknown, key: Key): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return typeof key === 'number' ? items[key] : undefined;
  }
  return read(value, String(key));
}

/** Looks through optional(), pipe() and the option of a union that fits the value's kind. */
function unwrap(schema: unknown, held: unknown): unknown {
  const type = read(schema, 'type');
  if (type === 'optional') return unwrap(read(schema, 'wrapped'), held);
  const options = read(schema, 'options');
  if (!Array.isArray(options)) return schema;
  const choices: unknown[] = options;
  const fits = choices.find((option) => {
    if (type !== 'variant') return (read(option, 'type') === 'array') === Array.isArray(held);
    return read(read(read(option, 'entries'), 'kind'), 'literal') === read(held, 'kind');
  });
  return unwrap(fits, held);
}

function step(schema: unknown, key: Key): unknown {
  return typeof key === 'number' ? read(schema, 'item') : read(read(schema, 'entries'), key);
}

/** An issue with its whole path from the document's root. */
interface Located {
  readonly issue: v.BaseIssue<unknown>;
  readonly path: readonly Key[];
}

/** A union reports as one issue; what is wrong inside the option that fits says more. */
function locate(issues: readonly v.BaseIssue<unknown>[], above: readonly Key[] = []): Located[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...keysOf(issue)];
    const inside = issue.type === 'union' ? (issue.issues ?? []).filter((inner) => inner.path) : [];
    return inside.length > 0 ? locate(inside, path) : [{ issue, path }];
  });
}

/**
 * Parses YAML by a schema. Throws one Problem that lists every fault at once,
 * each as `file:line: key: what is wrong; what is allowed`.
 */
export function parseYaml<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  file: string,
  firstLine = 1,
): v.InferOutput<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults: Fault[] = document.errors.map((error) => ({
    line: error.linePos?.[0].line ?? 1,
    message: `not valid YAML: ${error.message.split('\n')[0] ?? ''}`,
  }));
  if (faults.length > 0) throw new Problem(list(file, faults, firstLine));
  const value: unknown = document.toJS();
  const result = v.safeParse(schema, value ?? {});
  if (result.success) return result.output;
  for (const { issue, path } of locate(result.issues)) {
    const message = describe(issue, path, allowedKeysAt(schema, path, value));
    faults.push({ line: lineOf(document, lines, path), message });
  }
  throw new Problem(list(file, faults, firstLine));
}

function list(file: string, faults: readonly Fault[], firstLine: number): string {
  const sorted = [...faults].sort((a, b) => a.line - b.line);
  return sorted
    .map(({ line, message }) => `${file}:${line + firstLine - 1}: ${message}`)
    .join('\n');
}
