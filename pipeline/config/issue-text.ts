/** One finding of a schema in words: the key, what is wrong with it, what is allowed. */
import type * as v from 'valibot';
import type { Allowed } from './schema-at.ts';

export type Key = string | number;
type Issue = v.BaseIssue<unknown>;

export function keysOf(issue: Issue): Key[] {
  return (issue.path ?? []).flatMap(({ key }) =>
    typeof key === 'string' || typeof key === 'number' ? [key] : [],
  );
}

/** `components[0].slo`; the document itself has no key. */
function placeText(path: readonly Key[]): string {
  const text = path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`))
    .join('');
  return text === '' ? 'the document' : text;
}

function valueText(input: unknown): string {
  if (input === null) return 'nothing';
  const text = JSON.stringify(input);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const kinds: Readonly<Record<string, string>> = {
  Object: 'keys and values',
  Array: 'a list',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

/** `("a" | "b")` as valibot writes what it expected, in words. */
function expectedText(expected: string): string {
  const options = [...expected.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
  return options.length > 0 ? options.join(', ') : (kinds[expected] ?? expected);
}

/** Limits that have no message of their own. */
function limitText({ type, requirement }: Issue & { readonly requirement?: unknown }): string {
  const limit = typeof requirement === 'number' ? requirement : '';
  switch (type) {
    case 'min_value':
      return `at least ${limit}`;
    case 'max_value':
      return `at most ${limit}`;
    case 'max_length':
      return `at most ${limit} characters`;
    case 'integer':
      return 'a whole number';
    default:
      return '';
  }
}

function wrongText(issue: Issue): string {
  if (!issue.message.startsWith('Invalid'))
    return `${issue.message}; found ${valueText(issue.input)}`;
  const allowed = issue.kind === 'schema' ? expectedText(issue.expected ?? '') : limitText(issue);
  const wrong = issue.input === null ? 'is empty' : `${valueText(issue.input)} is not allowed`;
  return `${wrong}; allowed: ${allowed}`;
}

export const issueText = {
  /** A list was found where keys and values belong. */
  list: (path: readonly Key[]): string =>
    `${placeText(path)}: a list is not allowed; allowed: ${kinds['Object'] ?? ''}`,

  of(issue: Issue, path: readonly Key[], allowedAt: (path: readonly Key[]) => Allowed): string {
    const place = placeText(path);
    if (issue.type === 'strict_object' && issue.expected === 'never') {
      return `${place}: unknown key; allowed: ${allowedAt(path.slice(0, -1)).keys.join(', ')}`;
    }
    if (issue.input === undefined) {
      const choices =
        issue.type === 'variant'
          ? expectedText(issue.expected ?? '')
          : allowedAt(path).choices.join(', ');
      return `${place}: is missing${choices === '' ? '' : `; allowed: ${choices}`}`;
    }
    return `${place}: ${wrongText(issue)}`;
  },
};
