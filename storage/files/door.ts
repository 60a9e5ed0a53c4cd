import type { Files } from '../ports.ts';
import { StoreError } from '../storeError.ts';
import { checkFileName } from './names.ts';

/** Files that somebody opened and will close. */
export interface OpenedFiles extends Files {
  /** Waits for what is being written; everything after rejects with `store.closed`. May be called again. */
  close(): Promise<void>;
}

/** Who may still come in: what every backend asks before it does anything. */
export class Door {
  readonly #readOnly: boolean;
  readonly #writing = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(readOnly: boolean) {
    this.#readOnly = readOnly;
  }

  /** Throws `store.badName` or `store.closed`. */
  check(name: string): void {
    checkFileName(name);
    this.checkOpen();
  }

  /** Throws `store.closed`. */
  checkOpen(): void {
    if (this.#isClosed) throw new StoreError('store.closed', 'The store has been closed.');
  }

  /** As `work` does, and `close` waits for it. Rejects with `store.writeFailed` where files may only be read. */
  async write<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.check(name);
    if (this.#readOnly) throw new StoreError('store.writeFailed', 'The files were opened for reading alone.');
    const writing = work();
    this.#writing.add(writing);
    try {
      return await writing;
    } finally {
      this.#writing.delete(writing);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#writing);
  }
}
