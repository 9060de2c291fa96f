/** Keeps a piece of work going whatever fails, until it is asked to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BackOff } from './back-off.ts';

export interface Supervised {
  /** `well` says that something worked: the next failure waits briefly again. */
  readonly work: (well: () => void) => Promise<void>;
  readonly onFailure: (error: unknown, retryMs: number) => void;
  readonly signal: AbortSignal;
  readonly backOff?: Pick<BackOff, 'next' | 'reset'>;
}

/** Resolves after the time, or at once when asked to stop. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** Runs `work` again and again; between failures it waits longer and longer. */
export async function supervise(supervised: Supervised): Promise<void> {
  const { work, onFailure, signal, backOff = new BackOff() } = supervised;
  while (!signal.aborted) {
    try {
      await work(() => {
        backOff.reset();
      });
    } catch (error) {
      const retryMs = backOff.next();
      onFailure(error, retryMs);
      await pause(retryMs, signal);
    }
  }
}
