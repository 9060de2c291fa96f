import { parseArgs } from 'node:util';
import { messageOf, Problem } from '../problem.ts';

const usage = 'npm run simulate -- --out <folder> [--scenario <file, relative to status.yaml>]';

/** Options of `npm run simulate`. */
export function simulateOptions(args: readonly string[]): { out: string; scenario: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, scenario: { type: 'string', default: 'demo.yaml' } },
    });
    if (values.out) return { out: values.out, scenario: values.scenario };
  } catch (error) {
    throw new Problem(`${messageOf(error)}\nusage: ${usage}`);
  }
  throw new Problem(`--out is missing\nusage: ${usage}`);
}
