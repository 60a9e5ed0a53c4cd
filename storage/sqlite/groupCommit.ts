import type { DatabaseSync } from 'node:sqlite';
import { EtagMismatch, RevisionTaken } from '../ports.ts';
import { StoreError } from '../storeError.ts';
import { sqliteError } from './sqliteError.ts';

interface Waiting {
  readonly operation: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one way to write. Waiting for the disk is what a commit costs, so the operations of one turn of the event loop share a
 * transaction, and while it is being written the next ones gather in the sockets.
 *
 * An operation checks before it writes, and refuses by throwing `RevisionTaken`, `EtagMismatch` or a `StoreError`: that
 * rejects its own promise and spoils no other. Anything else that goes wrong undoes and rejects the whole group.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #begin;
  readonly #commit;
  #waiting: Waiting[] = [];
  #closed = false;

  /** `file` is for messages. */
  constructor(db: DatabaseSync, file: string) {
    this.#db = db;
    this.#file = file;
    // IMMEDIATE takes the write lock before anything is checked, so no other process comes between check and write.
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
  }

  /** Resolves with what `operation` returns, once that survives power loss. Rejects with `store.closed` after `close`. */
  run<T>(operation: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('store.closed', 'The store has been closed.'));
    return new Promise<T>((resolve, reject) => {
      // After the poll phase: every request that arrived in this turn has had its say.
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ operation, resolve: resolve as (result: unknown) => void, reject });
    });
  }

  /** Writes what waits; everything after is refused. */
  close(): void {
    this.#closed = true;
    this.#flush();
  }

  #flush(): void {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    const settle: (() => void)[] = [];
    try {
      this.#begin.run();
      for (const { operation, resolve, reject } of group) {
        try {
          const result = operation();
          settle.push(() => resolve(result));
        } catch (error) {
          if (!isRefusal(error)) throw error;
          settle.push(() => reject(error));
        }
      }
      this.#commit.run();
    } catch (cause) {
      const error = sqliteError(cause, this.#file, 'write');
      // A full disk has made SQLite roll back already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      for (const { reject } of group) reject(error);
      return;
    }
    for (const done of settle) done();
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof RevisionTaken || error instanceof EtagMismatch || error instanceof StoreError;
}
