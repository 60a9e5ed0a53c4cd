import { Piscina } from 'piscina';
import { longestFile, type Refusal } from '../core/evidence/model.ts';
import type { Inspection, InspectionRequest } from './inspection.ts';
import type { Result, Task } from './worker.ts';

export type { Inspection, InspectionRequest } from './inspection.ts';

export interface InspectorOptions {
  /** Largest file that is looked at. */
  readonly maxBytes?: number;
  /** For one file, from when its turn comes. */
  readonly seconds?: number;
  /** For the heap of one worker; what lies outside is bounded by what the checks let through. */
  readonly megabytes?: number;
  /** Files looked at in the same moment. */
  readonly atOnce?: number;
  /** Files that may wait for their turn, each in memory. */
  readonly waiting?: number;
  /** How long an idle worker stays. */
  readonly idleSeconds?: number;
  /** Told why a file stopped its worker; a fault of ours would show only here. Its message is not for people or logs: it may quote the file. */
  readonly onStopped?: (error: unknown) => void;
}

/** Why a file was not looked at, which says nothing about it; trying again is safe. */
export class NotInspected extends Error {
  /** Too many files wait already, or the inspector is being closed. */
  readonly code: 'evidence.busy' | 'evidence.closed';

  constructor(code: NotInspected['code']) {
    super(`The file was not looked at (${code}).`);
    this.name = 'NotInspected';
    this.code = code;
  }
}

/**
 * Looks at files in workers of their own, under limits of time and memory: a file that stops its worker is refused, and harms no
 * other. The first file starts the first worker, and idle ones end.
 */
export class Inspector {
  readonly #maxBytes: number;
  readonly #seconds: number;
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #pool: Piscina<Task, Result>;
  readonly #onStopped: (error: unknown) => void;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #isClosed = false;

  constructor(options: InspectorOptions = {}) {
    this.#maxBytes = options.maxBytes ?? longestFile;
    this.#seconds = options.seconds ?? 30;
    this.#atOnce = options.atOnce ?? 2;
    this.#mostWaiting = options.waiting ?? 30;
    this.#onStopped = options.onStopped ?? (() => undefined);
    const megabytes = options.megabytes ?? 256;
    this.#pool = new Piscina<Task, Result>({
      filename: new URL('worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: this.#atOnce,
      idleTimeout: (options.idleSeconds ?? 10) * 1_000,
      // Nothing of the settings, secrets among them, and of our own flags is a file's business.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    // A worker that ends while it starts has no file to blame; the file that waits for it runs out of time.
    this.#pool.on('error', () => undefined);
  }

  /** Whether a file may be kept, and what it is. Rejects with `NotInspected` only. */
  async inspect(request: InspectionRequest): Promise<Inspection> {
    if (request.bytes.length === 0) return refused('empty');
    if (request.bytes.length > this.#maxBytes) return refused('tooLarge');
    await this.#turn();
    try {
      return await this.#look(request);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }

  /** Ends all workers; what is not looked at by then is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool.destroy();
  }

  /** Our own queue and not the pool's: that one would count the wait into the time of a file. Whoever ends hands its place on. */
  async #turn(): Promise<void> {
    if (this.#busy < this.#atOnce) {
      this.#busy += 1;
      return;
    }
    if (this.#waiting.length >= this.#mostWaiting) throw new NotInspected('evidence.busy');
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #look(request: InspectionRequest): Promise<Inspection> {
    if (this.#isClosed) throw new NotInspected('evidence.closed');
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#seconds * 1_000);
    // A copy, which goes over for good: what arrives as a part of a larger buffer would take all of it along.
    const bytes = new Uint8Array(request.bytes);
    try {
      const task = { request: { ...request, bytes }, seconds: this.#seconds };
      const { inspection, isRewritten } = await this.#pool.run(task, {
        signal: late.signal,
        transferList: [bytes.buffer],
      });
      if (inspection.verdict === 'refused' || isRewritten) return inspection;
      return { ...inspection, bytes: request.bytes };
    } catch (error) {
      if (this.#isClosed) throw new NotInspected('evidence.closed');
      this.#onStopped(error);
      return refused(whyStopped(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

const refused = (refusal: Refusal): Inspection => ({ verdict: 'refused', refusal });

/** Out of time and out of memory are one to people: more than we can look at. All else is something no sound file brings about. */
function whyStopped(error: unknown): Refusal {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooSlow' : 'broken';
}
