/** Constants in prose: `{{day.outageMinutes}}`, `{{coverageForStatusPpm as percent}}`. */

type Form = (value: unknown) => string | null;

function shareOf(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const [part, whole] = value.map(Number);
  return part === undefined || !whole ? null : `${(part * 100) / whole}%`;
}

const forms: Readonly<Record<string, Form>> = {
  plain: (value) => (typeof value === 'number' || typeof value === 'string' ? `${value}` : null),
  /** Parts per million. */
  percent: (value) => (typeof value === 'number' ? `${value / 10_000}%` : null),
  /** A pair: so many of so many. */
  share: shareOf,
  /** Minutes. */
  hours: (value) => (typeof value === 'number' ? `${value / 60}` : null),
};

function valueAt(constants: object, path: string): unknown {
  let value: unknown = constants;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(key);
  }
  return value;
}

/** Fills constants into a text; one that is not there, or in no such form, is an error that names it. */
export function fillIn(text: string, constants: object, file: string): string {
  return text.replace(
    /\{\{([\w.]+)(?: as (\w+))?\}\}/g,
    (placeholder, path: string, form = 'plain') => {
      const filled = forms[String(form)]?.(valueAt(constants, path)) ?? null;
      if (filled === null) throw new Error(`${file}: ${placeholder} stands for nothing`);
      return filled;
    },
  );
}
