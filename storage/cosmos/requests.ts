import { setTimeout } from 'node:timers/promises';
import { StoreError } from '../storeError.ts';
import { cosmosError, type Doing, isPassing, retryAfterOf } from './cosmosError.ts';

/** Handed to every call of the SDK, so that nothing is sent once we gave up. */
interface Bounds {
  readonly abortSignal: AbortSignal;
}

/** A call of the SDK. It may be made again when its answer was lost, so a second effect must do no harm. */
type Call<T> = (bounds: Bounds) => Promise<T>;

interface RequestsOptions {
  /** How the account is called in messages. */
  readonly account: string;
  readonly readOnly: boolean;
  /** Milliseconds after which a request, with all its repeats, is given up. */
  readonly budget: number;
}

/**
 * The one way to Cosmos DB. The SDK repeats what was throttled (429) and what another region may answer; what it does not
 * repeat (a write that got 503 or 449, or whose connection broke) is repeated here. What was still being sent when the budget
 * ran out may have been written: whoever asks again meets it.
 */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #underWay = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  get account(): string {
    return this.#options.account;
  }

  get readOnly(): boolean {
    return this.#options.readOnly;
  }

  /** Everything that a caller asks for runs in one of these: `close` waits for it, and refuses it afterwards. */
  async task<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new StoreError('store.closed', 'The store has been closed.');
    const task = work();
    this.#underWay.add(task);
    try {
      return await task;
    } finally {
      this.#underWay.delete(task);
    }
  }

  /** As `task`, for what writes. Rejects with `store.writeFailed` where the store may only be read. */
  async writingTask<T>(work: () => Promise<T>): Promise<T> {
    return this.task(async () => {
      if (this.readOnly) throw new StoreError('store.writeFailed', 'The store was opened for reading alone.');
      return work();
    });
  }

  /** Rejects with a `StoreError`. */
  read<T>(call: Call<T>): Promise<T> {
    return this.#send('read', call);
  }

  /** Rejects with a `StoreError`; it is a `Refused` for 404, 409 and 412. */
  write<T>(call: Call<T>): Promise<T> {
    return this.#send('write', call);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
  }

  async #send<T>(doing: Doing, call: Call<T>): Promise<T> {
    const { account, budget } = this.#options;
    const end = performance.now() + budget;
    const abortSignal = AbortSignal.timeout(budget);
    let last: unknown;
    for (let tries = 0; ; tries++) {
      try {
        return await unlessAborted(call({ abortSignal }), abortSignal);
      } catch (error) {
        // Once the time is up, what went wrong before says more.
        if (!abortSignal.aborted || last === undefined) last = error;
        const pause = retryAfterOf(error) ?? Math.random() * Math.min(100 * 2 ** tries, 2000);
        if (!isPassing(error) || performance.now() + pause > end) throw cosmosError(last, account, doing);
        await setTimeout(pause);
      }
    }
  }
}

/** The SDK looks at its signal only when it sends: it may well wait for half a minute because a server said so. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
