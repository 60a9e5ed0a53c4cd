import { KeyedQueue } from '../../storage/keyedQueue.ts';

/**
 * Requests about one upload, one after another. A newer one stops the one before it: whoever comes back after a broken line must
 * neither wait for it to be noticed, nor be told an offset that is about to change.
 */
export class UploadLanes {
  readonly #lanes = new KeyedQueue();
  readonly #newest = new Map<string, AbortController>();

  /** `signal` says to come to an end with what there is. */
  async run<T>(upload: string, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#newest.get(upload)?.abort();
    const own = new AbortController();
    this.#newest.set(upload, own);
    try {
      return await this.#lanes.run(upload, () => task(own.signal));
    } finally {
      if (this.#newest.get(upload) === own) this.#newest.delete(upload);
    }
  }
}
