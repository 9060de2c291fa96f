/** Turns what a schema found in a YAML document into lines a person can act on. */
import * as v from 'valibot';
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { messageOf, Problem } from '../problem.ts';
import { issueText, type Key, keysOf } from './issue-text.ts';
import { schemaAt } from './schema-at.ts';

/** One fault: where it is and what is wrong with it. */
interface Fault {
  readonly line: number;
  readonly message: string;
}

/** Line of the deepest part of `path` that is really in the document. */
function lineOf(document: Document, lines: LineCounter, path: readonly Key[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent =
      length === 0 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
        )
      : undefined;
    const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

type Issue = v.BaseIssue<unknown>;

/** A list where keys and values belong: to an object schema each index is an unknown key. */
function isAboutList({ type, path }: Issue): boolean {
  const last = path?.at(-1);
  return type === 'strict_object' && last?.type === 'object' && Array.isArray(last.input);
}

/** A union reports as one issue; the issues of the option that fits say more. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.type !== 'union' || !issue.issues) return [issue];
    const wrongKind = (inner: Issue) =>
      isAboutList(inner) || (inner.path === undefined && inner.kind === 'schema');
    const inner = flatten(issue.issues).filter((found) => !wrongKind(found));
    return inner.length === 0 ? [issue] : inner.map((found) => below(issue, found));
  });
}

/** An issue inside another's place. */
function below(outer: Issue, inner: Issue): Issue {
  const [first, ...rest] = [...(outer.path ?? []), ...(inner.path ?? [])];
  return first === undefined ? inner : { ...inner, path: [first, ...rest] };
}

function yamlFault({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here (---); only one can be read';
  return `not valid YAML: ${message.split('\n')[0] ?? ''}`;
}

/** The document as plain values; aliases that lead nowhere or multiply without end are faults. */
function valueOf(document: Document, lines: LineCounter, faults: Fault[]): unknown {
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const { line } = lines.linePos(alias.range?.[0] ?? 0);
      faults.push({
        line,
        message: `*${alias.source}: no anchor &${alias.source} comes before it`,
      });
    },
  });
  if (faults.length > 0) return undefined;
  try {
    return document.toJS();
  } catch (error) {
    faults.push({ line: 1, message: `not valid YAML: ${messageOf(error)}` });
    return undefined;
  }
}

function schemaFaults(
  schema: v.GenericSchema,
  value: unknown,
  issues: readonly Issue[],
  lineAt: (path: readonly Key[]) => number,
): Fault[] {
  const faults = flatten(issues).map((issue): Fault => {
    const path = isAboutList(issue) ? keysOf(issue).slice(0, -1) : keysOf(issue);
    const line = lineAt(path);
    if (isAboutList(issue)) return { line, message: issueText.list(path) };
    return { line, message: issueText.of(issue, path, (keys) => schemaAt(schema, keys, value)) };
  });
  const distinct = new Map(faults.map((fault) => [`${fault.line} ${fault.message}`, fault]));
  return [...distinct.values()];
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
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    merge: true,
  });
  const faults: Fault[] = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    message: yamlFault(error),
  }));
  if (faults.length > 0) throw new Problem(list(file, faults, firstLine));
  const value = valueOf(document, lines, faults);
  if (faults.length > 0) throw new Problem(list(file, faults, firstLine));
  const result = v.safeParse(schema, value ?? {});
  if (result.success) return result.output;
  const found = schemaFaults(schema, value, result.issues, (path) => lineOf(document, lines, path));
  throw new Problem(list(file, found, firstLine));
}

function list(file: string, faults: readonly Fault[], firstLine: number): string {
  const sorted = [...faults].sort((a, b) => a.line - b.line);
  return sorted
    .map(({ line, message }) => `${file}:${line + firstLine - 1}: ${message}`)
    .join('\n');
}
