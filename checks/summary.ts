import { lastLine, type Tally, sumOf } from './tally.ts';

/** One step that has run. */
export interface StepRun {
  readonly name: string;
  readonly seconds: number;
  readonly tally: Tally;
}

/** The end of `npm test`: times, then skips and failures by name, then the counting line. */
export function summaryOf(runs: readonly StepRun[]): string {
  const total = sumOf(runs.map(({ tally }) => tally));
  return [
    '',
    ...runs.map(stepLine),
    ...section(
      'Skipped:',
      total.skipped.map(({ name, reason }) => `${name}: ${reason}`),
    ),
    ...section('Failed:', total.failed),
    '',
    lastLine(total),
  ].join('\n');
}

function stepLine({ name, seconds, tally }: StepRun): string {
  const word = tally.failed.length > 0 ? 'FAILED' : 'ok';
  return `${name.padEnd(28)} ${word.padEnd(6)} ${seconds.toFixed(1).padStart(6)} s   ${lastLine(tally)}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
