import { parseArgs } from 'node:util';
import { messageOf, Problem } from '../problem.ts';

const usage = 'npm run drain -- [--follow]';

/** Options of `npm run drain`. */
export function drainOptions(args: readonly string[]): { follow: boolean } {
  try {
    const options = { follow: { type: 'boolean', default: false } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return values;
  } catch (error) {
    throw new Problem(`${messageOf(error)}\nusage: ${usage}`);
  }
}
