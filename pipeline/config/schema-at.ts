/** Finds the part of a schema that a place of a document is read by. */

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function member(value: unknown, key: string | number): unknown {
  if (!Array.isArray(value)) return read(value, String(key));
  const items: unknown[] = value;
  return typeof key === 'number' ? items[key] : undefined;
}

/** Looks through optional(), lazy(), pipe() and the option of a union that fits the value's kind. */
function unwrap(schema: unknown, held: unknown): unknown {
  const type = read(schema, 'type');
  const getter = read(schema, 'getter');
  if (typeof getter === 'function') return unwrap(Reflect.apply(getter, undefined, [held]), held);
  if (type === 'optional') return unwrap(read(schema, 'wrapped'), held);
  const options = read(schema, 'options');
  if (!Array.isArray(options) || type === 'picklist') return schema;
  const choices: unknown[] = options;
  const fits = choices.find((option) => {
    if (type !== 'variant') return (read(option, 'type') === 'array') === Array.isArray(held);
    return read(read(read(option, 'entries'), 'kind'), 'literal') === read(held, 'kind');
  });
  return unwrap(fits, held);
}

/** What a schema allows at a place: the keys of an object, or the words of a list of choices. */
export interface Allowed {
  readonly keys: readonly string[];
  readonly choices: readonly string[];
}

/** Looks a place up by its keys; `value` is the whole document. */
export function schemaAt(
  schema: unknown,
  path: readonly (string | number)[],
  value: unknown,
): Allowed {
  let here = schema;
  let held = value;
  for (const key of path) {
    const inner = unwrap(here, held);
    here = typeof key === 'number' ? read(inner, 'item') : read(read(inner, 'entries'), key);
    held = member(held, key);
  }
  const found = unwrap(here, held);
  const [entries, options] = [read(found, 'entries'), read(found, 'options')];
  return {
    keys: isRecord(entries) ? Object.keys(entries) : [],
    choices: Array.isArray(options) ? options.map(String) : [],
  };
}
