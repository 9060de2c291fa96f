/** What is published and is not what it should be. */

export interface Difference {
  /** Below the site's root, or the name of a part of the lake. */
  readonly file: string;
  /** JSON pointer within the file; null: the file as a whole. */
  readonly path: string | null;
  readonly published: string;
  readonly recomputed: string;
}

/** One line for people. */
export function differenceText({ file, path, published, recomputed }: Difference): string {
  const place = path === null ? file : `${file}#${path}`;
  return `${place}: published ${published}, recomputed ${recomputed}`;
}

const nothing = Symbol('nothing');

function entriesOf(value: unknown): Map<string, unknown> | null {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

function shown(value: unknown): string {
  if (value === nothing) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

function compareValues(
  published: unknown,
  recomputed: unknown,
  path: string,
  report: (path: string, published: unknown, recomputed: unknown) => void,
): void {
  const [held, made] = [entriesOf(published), entriesOf(recomputed)];
  if (held === null || made === null || Array.isArray(published) !== Array.isArray(recomputed)) {
    if (!Object.is(published, recomputed)) report(path, published, recomputed);
    return;
  }
  for (const key of new Set([...held.keys(), ...made.keys()])) {
    const value = (of: Map<string, unknown>) => (of.has(key) ? of.get(key) : nothing);
    compareValues(value(held), value(made), `${path}/${escaped(key)}`, report);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return nothing;
  }
}

/** Every leaf in which two texts of JSON differ; where only their bytes do, the whole file. */
export function jsonDifferences(file: string, published: string, recomputed: string): Difference[] {
  if (published === recomputed) return [];
  const differences: Difference[] = [];
  const value = parsed(published);
  if (value === nothing)
    return [{ file, path: null, published: 'no JSON', recomputed: 'a file of JSON' }];
  compareValues(value, parsed(recomputed), '', (path, held, made) => {
    differences.push({ file, path, published: shown(held), recomputed: shown(made) });
  });
  if (differences.length > 0) return differences;
  return [{ file, path: null, published: 'the same values', recomputed: 'other bytes' }];
}
