/**
 * A stage of the pipeline in a process of its own: it may take all the memory and
 * time it needs, while this one goes on answering the broker.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.ts';
import type { FollowContext } from './context.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const keptCharacters = 4000;

/** Runs a stage; answers, or fails with, what it said; null where it was asked to stop. Ended when asked to stop: a stage can be killed anywhere. */
export async function runStage(
  { environment, log }: Pick<FollowContext, 'environment' | 'log'>,
  stage: string,
  signal: AbortSignal,
): Promise<string | null> {
  const child = spawn(process.execPath, [main, stage], {
    env: environment.variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill();
  // Asked to stop while the process was being made.
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-keptCharacters);
    });
  }
  try {
    await once(child, 'close');
  } finally {
    signal.removeEventListener('abort', end);
  }
  if (signal.aborted) return null;
  const text = said.trim();
  if (child.exitCode !== 0) {
    const ending = `${stage}: ended with ${child.exitCode ?? child.signalCode}`;
    throw new Problem(text.replace(/^error: /, '') || ending);
  }
  log.debug(stage, { said: text });
  return text;
}
