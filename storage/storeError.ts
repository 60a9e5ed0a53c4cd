/** What can go wrong in a store, apart from the two refusals that callers expect (`RevisionTaken`, `EtagMismatch`). */
export type StoreErrorCode =
  /** The value is nothing that JSON carries faithfully. */
  | 'store.notJson'
  /** A stream name or document id that is empty, too long or not well-formed text. */
  | 'store.badName'
  /** The store has been closed. */
  | 'store.closed'
  /** Another process held the write lock, or the service was too busy, for longer than we wait. Trying again is safe. */
  | 'store.busy'
  /** The disk, or the quota, is full. Nothing was written. */
  | 'store.full'
  /** Any other failure to write. Nothing was written, or nobody knows; a repeat of the same write counts once. */
  | 'store.writeFailed'
  /** The store cannot be opened or read at all: no permission, not a database, broken pages. */
  | 'store.unreadable'
  /** Record and files do not belong together. Nothing was written. */
  | 'store.mismatch'
  /** A newer version of this program wrote the store. */
  | 'store.newerSchema'
  /** One stream or document is not as it was written; the others are fine. */
  | 'store.damaged'
  /** Others kept appending to the same stream until we gave up. Nothing was written. */
  | 'store.contended';

/** Its message is for the operator: it says what to do and never carries what people answered. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** One commit cannot be understood, or does not follow from the commit before it. */
export class DamagedCommit extends StoreError {
  readonly stream: string;
  readonly revision: number;

  constructor(stream: string, revision: number, options?: ErrorOptions) {
    super(
      'store.damaged',
      `Commit ${revision} of stream ${JSON.stringify(stream)} is damaged. Run "npm run verify" and restore from a backup.`,
      options,
    );
    this.stream = stream;
    this.revision = revision;
  }
}
