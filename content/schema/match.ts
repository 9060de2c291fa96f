/**
 * How a component claims telemetry on a shared topic:
 * `match: { service.name: checkout, http.route: [/v1/*, /v2/*] }`.
 */
import * as v from 'valibot';

const pattern = v.pipe(
  v.string('must be text; * stands for any characters'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(1000),
);

const patterns = v.union(
  [pattern, v.pipe(v.array(pattern), v.minLength(1, 'must hold at least one text'))],
  'must be text, or a list of texts; * stands for any characters',
);

/** Every key must match; of a list of values, one. */
export const matchSchema = v.pipe(
  v.record(v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(200)), patterns),
  v.check(
    (keys) => Object.keys(keys).length > 0,
    'must name at least one attribute: without one it would claim everything',
  ),
);

export type Match = v.InferOutput<typeof matchSchema>;

/** An attribute's value by its name; undefined where there is none. */
export type Lookup = (key: string) => string | undefined;

/** Who claims a record, by its attributes; null: nobody. */
export type Matcher<Target> = (lookup: Lookup) => Target | null;

type Test = (value: string) => boolean;

/** Whether a text has the parts in their order, the first and the last at its ends. */
function hasParts(text: string, first: string, middle: readonly string[], last: string): boolean {
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of middle) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}

/** Compares by searching, not by a regular expression, whose time a hostile value could stretch. */
function testOf(written: string): Test {
  const [first = '', ...rest] = written.split('*');
  const last = rest.pop();
  if (last === undefined) return (value) => value === written;
  return (value) => hasParts(value, first, rest, last);
}

/** One attribute that must have one of the values. */
function conditionOf(
  key: string,
  written: string | readonly string[],
): (lookup: Lookup) => boolean {
  const tests = (typeof written === 'string' ? [written] : written).map(testOf);
  return (lookup) => {
    const value = lookup(key);
    return value !== undefined && tests.some((test) => test(value));
  };
}

/** Compiled once; the first target, in the given order, whose every key matches. */
export function compileMatcher<Target extends { readonly match?: Match | null }>(
  targets: readonly Target[],
): Matcher<Target> {
  const claims = targets.flatMap((target) => {
    const keys = Object.entries(target.match ?? {});
    const conditions = keys.map(([key, written]) => conditionOf(key, written));
    return conditions.length === 0 ? [] : [{ target, conditions }];
  });
  return (lookup) =>
    claims.find(({ conditions }) => conditions.every((holds) => holds(lookup)))?.target ?? null;
}
