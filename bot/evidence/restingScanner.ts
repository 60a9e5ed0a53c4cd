import type { Scanner } from './scanner.ts';

/** Milliseconds that an answer may take before the scanner is thought to hang, and for which a file on its way in waits for it. */
export const patience = 15_000;
/** Milliseconds for which nobody asks a scanner that hangs. */
const rest = 30_000;

/**
 * The same scanner, but while it hangs all are told `waiting` at once, and one in half a minute asks whether it is back. It hangs when
 * it has said nothing of a file for long, nor of any other meanwhile: a single file that takes its time stops nobody.
 * `clock` gives milliseconds.
 */
export function restingScanner(scanner: Scanner, longest = patience, clock = () => performance.now()): Scanner {
  let restsUntil: number | undefined;
  let answers = 0;
  return {
    ...(scanner.retryAfter !== undefined && { retryAfter: scanner.retryAfter }),
    async scan(file) {
      if (restsUntil !== undefined && clock() < restsUntil) return 'waiting';
      // Whoever comes while this one asks is told at once.
      if (restsUntil !== undefined) restsUntil = clock() + rest;
      const before = answers;
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        if (answers === before) restsUntil = clock() + rest;
      }, longest);
      timer.unref();
      try {
        const verdict = await scanner.scan(file);
        // Late and empty-handed is how a hanging one ends.
        if (verdict !== 'waiting' || !isLate) {
          answers += 1;
          restsUntil = undefined;
        }
        return verdict;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
