import { Piscina } from 'piscina';
import { longestFile, type Refusal } from '../core/evidence/model.ts';
import type { Inspection, InspectionRequest } from './inspection.ts';
import type { Result, Task } from './worker.ts';

export type { Inspection, InspectionRequest } from './inspection.ts';

export interface InspectorOptions {
  /** Largest file that is looked at. */
  readonly maxBytes?: number;
  /** For one file. */
  readonly seconds?: number;
  /** For the heap of one worker; what lies outside is bounded by what the checks let through. */
  readonly megabytes?: number;
  /** Files looked at in the same moment. Whoever hands over more has them wait within their time. */
  readonly atOnce?: number;
  /** How long an idle worker stays. */
  readonly idleSeconds?: number;
  /** Told why a file stopped its worker; a fault of ours would show only here. Its message is not for people or logs: it may quote the file. */
  readonly onStopped?: (error: unknown) => void;
}

/** The inspector is being closed, which says nothing about a file; trying again is safe. */
export class NotInspected extends Error {
  readonly code = 'evidence.closed';

  constructor() {
    super('The file was not looked at.');
    this.name = 'NotInspected';
  }
}

/**
 * Looks at files in workers of their own, under limits of time and memory: a file that stops its worker is refused, and harms no
 * other. The first file starts the first worker, and idle ones end.
 */
export class Inspector {
  readonly #maxBytes: number;
  readonly #seconds: number;
  readonly #pool: Piscina<Task, Result>;
  readonly #onStopped: (error: unknown) => void;
  #isClosed = false;

  constructor(options: InspectorOptions = {}) {
    this.#maxBytes = options.maxBytes ?? longestFile;
    this.#seconds = options.seconds ?? 30;
    this.#onStopped = options.onStopped ?? (() => undefined);
    const megabytes = options.megabytes ?? 256;
    this.#pool = new Piscina<Task, Result>({
      filename: new URL('worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: options.atOnce ?? 2,
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
    return this.#look(request);
  }

  /** Ends all workers; what is not looked at by then is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool.destroy();
  }

  async #look(request: InspectionRequest): Promise<Inspection> {
    if (this.#isClosed) throw new NotInspected();
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
      if (this.#isClosed) throw new NotInspected();
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
