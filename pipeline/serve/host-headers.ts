/** Reads the `_headers` a site ships, so that this machine serves it as its host will. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../problem.ts';

type Header = readonly [name: string, value: string];

interface Rule {
  readonly pattern: RegExp;
  readonly headers: Header[];
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace('*', '.*').replace(/:\w+/g, '[^/]+')}$`);
}

/** Rules of a `_headers` file: a path, then indented headers. */
function parseHeaders(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.split('\n')) {
    const header = /^\s+([\w-]+):\s*(.*)$/.exec(line);
    if (header !== null) rules.at(-1)?.headers.push([header[1] ?? '', header[2] ?? '']);
    else if (line.startsWith('/')) rules.push({ pattern: patternOf(line.trim()), headers: [] });
  }
  return rules;
}

function textOf(release: string): string {
  try {
    return readFileSync(join(release, '_headers'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** What a site in this folder wants sent along with the file at a path. */
export function hostHeaders(release: string): (path: string) => Header[] {
  const rules = parseHeaders(textOf(release));
  return (path) => rules.flatMap(({ pattern, headers }) => (pattern.test(path) ? headers : []));
}
