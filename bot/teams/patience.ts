import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from './connectorError.ts';

/** Product choices: a person waits for the answer, and the channel for the turn to end. */
export interface Patience {
  /** Milliseconds that one call may take. */
  readonly answerWithin: number;
  /** How often a call that failed is made again. */
  readonly repeats: number;
  /** Milliseconds before the first repeat; twice as long before each further one. */
  readonly firstPause: number;
  /** Milliseconds of pauses in all, for one call. */
  readonly longestPause: number;
}

export const ordinaryPatience: Patience = { answerWithin: 10_000, repeats: 3, firstPause: 500, longestPause: 8_000 };

/** Microsoft's list of what is to be tried again: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const passing = [412, 429, 502, 504];
/** Of each pause this part is left to chance, so that not everybody comes back at once. */
const chance = 0.2;

/**
 * Runs `call` again while it fails in a way that passes: after the time that the channel asks for, else after a pause that doubles. Rejects
 * with the last `ConnectorError` when that takes too often or too long.
 */
export async function patiently<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  let left = patience.longestPause;
  for (let repeat = 0; ; repeat++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ConnectorError) || repeat >= patience.repeats) throw error;
      if (error.failure !== 'busy' && !passing.includes(error.status ?? 0)) throw error;
      const pause = pauseBefore(repeat, error.retryAfter, patience);
      if (pause > left) throw error;
      left -= pause;
      await sleep(pause);
    }
  }
}

/** Never shorter than the channel asks for. */
function pauseBefore(repeat: number, retryAfter: number | undefined, { firstPause }: Patience): number {
  const least = retryAfter === undefined ? firstPause * 2 ** repeat : retryAfter * 1000;
  return least * (1 + chance * Math.random());
}
