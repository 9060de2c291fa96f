import { parseArgs } from 'node:util';

/** What the caller asked for, or how to ask. */
export type Options = { readonly names: readonly string[] } | { readonly problem: string };

/**
 * Reads `--only lint,vitest` (or several `--only`) against the steps there are. The first
 * word is enough: `--only types` is every typecheck. Nothing asked is everything.
 */
export function readOptions(args: readonly string[], steps: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string', multiple: true } },
    });
    const asked = (values.only ?? []).flatMap((names) => names.split(',')).filter(Boolean);
    const unknown = asked.filter((name) => !steps.some((step) => isMeant(step, name)));
    if (unknown.length > 0)
      return { problem: `no step ${unknown.join(', ')}; there are: ${steps.join(', ')}` };
    if (asked.length === 0) return { names: steps };
    return { names: steps.filter((step) => asked.some((name) => isMeant(step, name))) };
  } catch (error) {
    return { problem: `${String(error)}; use --only <step>, of: ${steps.join(', ')}` };
  }
}

const isMeant = (step: string, name: string): boolean =>
  step === name || step.startsWith(`${name} `);
