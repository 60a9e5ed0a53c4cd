import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Scanner } from './scanner.ts';

/** Milliseconds. The pause before the scanner is asked again is twice as long each time, up to an hour, for about a day. */
const firstPause = 30_000;
const longestPause = 60 * 60_000;
const mostTries = 30;
/** Files that are asked about in the background; any more are asked about when somebody comes back. */
const mostFiles = 1_000;

export interface WaitingScansOptions {
  readonly scanner: Scanner;
  readonly logger: Logger;
}

type Tell = (asker: Asker, file: string, result: 'clean' | 'infected') => Promise<unknown>;

/** Asks the scanner again about files that it could not look at, and tells their conversation once it has. */
export class WaitingScans {
  readonly #options: WaitingScansOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #results = new Map<string, 'clean' | 'infected'>();
  #tell: Tell = async () => undefined;

  constructor(options: WaitingScansOptions) {
    this.#options = options;
  }

  /** `tell`: runs a turn that asks `scan` for the news. */
  start(tell: Tell): void {
    this.#tell = tell;
  }

  add(asker: Asker, file: string): void {
    if (!this.#timers.has(file) && this.#timers.size < mostFiles) this.#askLater(asker, file, 0);
  }

  /** What is known of a file by now; asks the scanner where nothing is. */
  async scan(file: string): Promise<'clean' | 'infected' | 'waiting'> {
    const known = this.#results.get(file);
    this.#results.delete(file);
    return known ?? this.#options.scanner.scan(file);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #askLater(asker: Asker, file: string, tries: number): void {
    const pause = Math.min((this.#options.scanner.retryAfter ?? firstPause) * 2 ** tries, longestPause);
    const timer = setTimeout(() => {
      this.#ask(asker, file, tries).catch((error: unknown) => {
        this.#timers.delete(file);
        this.#options.logger.error('evidence.scanFailed', describeError(error));
      });
    }, pause);
    timer.unref();
    this.#timers.set(file, timer);
  }

  async #ask(asker: Asker, file: string, tries: number): Promise<void> {
    const result = await this.#options.scanner.scan(file);
    if (!this.#timers.has(file)) return; // stopped meanwhile
    if (result === 'waiting') {
      if (tries < mostTries) this.#askLater(asker, file, tries + 1);
      else this.#timers.delete(file);
      return;
    }
    this.#timers.delete(file);
    this.#results.set(file, result);
    try {
      await this.#tell(asker, file, result);
    } finally {
      this.#results.delete(file);
    }
  }
}
