import type { Asker } from '../../dialogs/evidenceDesk.ts';
import type { ScanVerdict } from '../../storage/ports.ts';
import { describeError, type Logger } from '../logger.ts';
import { atMost } from './atMost.ts';
import type { Scanner } from './scanner.ts';
import { Slots } from './slots.ts';

/** Milliseconds. The pause before the scanner is asked again is twice as long each time, up to an hour, for about a day. */
const firstPause = 30_000;
const longestPause = 60 * 60_000;
const mostTries = 30;
/** Files that are asked about in the background; any more are asked about when somebody comes back. */
const mostFiles = 1_000;
/** Files that the scanner is asked about in the same moment: in the background, and again for each person who waits. */
const atOnce = 4;
/** Milliseconds that a person waits for the scanner. */
const longestWait = 3_000;

export interface WaitingScansOptions {
  readonly scanner: Scanner;
  readonly logger: Logger;
}

export type ScanNews = Exclude<ScanVerdict, 'waiting'>;

type Tell = (asker: Asker, file: string, result: ScanNews) => Promise<unknown>;

/** Asks the scanner again about files that it could not look at, and tells their conversation once it has. */
export class WaitingScans {
  readonly #options: WaitingScansOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #asking = new Map<string, Promise<ScanVerdict>>();
  readonly #results = new Map<string, ScanNews>();
  readonly #background = new Slots(atOnce);
  #tell: Tell = async () => undefined;

  constructor(options: WaitingScansOptions) {
    this.#options = options;
  }

  /** `tell`: runs a turn that asks for the `news`. */
  start(tell: Tell): void {
    this.#tell = tell;
  }

  add(asker: Asker, file: string): void {
    if (!this.#timers.has(file) && this.#timers.size < mostFiles) this.#askLater(asker, file, 0);
  }

  /**
   * What is known of these files by now, while somebody waits: the scanner is asked where nothing is, for a few seconds in all. Any file
   * that waits still is asked about in the background, also after a restart. Never rejects.
   */
  async news(asker: Asker, files: readonly string[]): Promise<ReadonlyMap<string, ScanNews>> {
    const found = new Map<string, ScanNews>();
    const late = new AbortController();
    const unknown = files.filter((file) => {
      const known = this.#results.get(file);
      if (known) found.set(file, known);
      return !known;
    });
    const left = unknown.values();
    const work = async (): Promise<void> => {
      for (const file of left) {
        if (late.signal.aborted) return;
        const result = await this.#scan(file).catch((error: unknown) => this.#failed(error));
        if (result && result !== 'waiting' && !late.signal.aborted) found.set(file, result);
      }
    };
    await atMost(longestWait, Promise.all(Array.from({ length: atOnce }, work)));
    late.abort();
    for (const file of files) if (!found.has(file)) this.add(asker, file);
    return found;
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
        this.#failed(error);
      });
    }, pause);
    timer.unref();
    this.#timers.set(file, timer);
  }

  async #ask(asker: Asker, file: string, tries: number): Promise<void> {
    const isStopped = (): boolean => !this.#timers.has(file);
    const result = await this.#background.run(async () => (isStopped() ? 'waiting' : this.#scan(file)));
    if (isStopped()) return;
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

  /** Whoever asks about a file while it is being scanned gets the same answer. */
  #scan(file: string): Promise<ScanVerdict> {
    const asking = this.#asking.get(file) ?? this.#options.scanner.scan(file).finally(() => this.#asking.delete(file));
    this.#asking.set(file, asking);
    return asking;
  }

  #failed(error: unknown): void {
    this.#options.logger.error('evidence.scanFailed', describeError(error));
  }
}
