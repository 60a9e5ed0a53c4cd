import type { Readable } from 'node:stream';

/**
 * What the product needs from a store, and nothing of what a store is made of. Every backend passes the one suite in
 * `test/storage/contract.ts`. Besides the two refusals below, everything rejects with a `StoreError` (`storeError.ts`).
 *
 * Names of streams are 1 to 1,024 UTF-16 units of well-formed text without NUL, ids of documents 1 to 2,048
 * (`store.badName`); any character beyond that is for the backend to escape. No operation needs a transaction over more than
 * one commit: a backend without transactions writes the commit first (its stream and revision are its unique id) and its head
 * second, and whoever meets a head that lags behind moves it on.
 */

/** One turn's events. `hash` chains to the commit before it, so a rewritten past shows (see `commitHash`). */
export interface Commit<Event = unknown> {
  readonly stream: string;
  /** 1 for the first commit of a stream, without gaps. */
  readonly revision: number;
  /** ISO 8601 instant, UTC. */
  readonly at: string;
  /** Who: an opaque person key, never a name. */
  readonly by: string;
  /** The id of the input that caused it, so that a repeated delivery can be told. */
  readonly inputId: string;
  readonly events: readonly Event[];
  /** Hash of the commit before; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256, hex, over the canonical JSON of all other fields. */
  readonly hash: string;
}

export type NewCommit<Event = unknown> = Pick<Commit<Event>, 'at' | 'by' | 'inputId' | 'events'>;

export interface Head {
  readonly revision: number;
  readonly hash: string;
}

export interface EventLog {
  /**
   * Appends one commit after `expected` (revision 0 and 64 zeros for a new stream) and resolves once it survives
   * power loss, with the commit as it will be read: keys sorted, nothing shared with `commit`. Rejects with `RevisionTaken`
   * when somebody else appended first, and with `store.notJson` for events that JSON would not give back as they are
   * (an undefined field, a Date, NaN); nothing is written then.
   */
  append<Event>(stream: string, expected: Head, commit: NewCommit<Event>): Promise<Commit<Event>>;
  /**
   * Commits after revision `after`, in order; empty when there are none. At most `limit` of them, all when it is absent.
   * Rejects with `DamagedCommit` when one cannot be understood.
   */
  read<Event>(stream: string, after: number, limit?: number): Promise<readonly Commit<Event>[]>;
  /** The head, kept apart from the commits so that a missing end shows. */
  head(stream: string): Promise<Head | undefined>;
  /** Names of all streams that have a head or a commit. */
  streams(): AsyncIterable<string>;
  /** Removes a whole stream with its head. */
  remove(stream: string): Promise<void>;
}

export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
  /** Whole seconds, at least 1, until the document goes away; undefined when it stays. */
  readonly lifetime: number | undefined;
}

/** JSON documents by id, with etags. An etag is never used twice, not even after the document was deleted. */
export interface Documents {
  get<T>(id: string): Promise<Stored<T> | undefined>;
  /**
   * Writes and resolves with the new etag once durable. `ifMatch`: an etag the document must still have, `null` for
   * "must not exist yet", absent for "whatever is there". Rejects with `EtagMismatch` otherwise. Fields that are undefined
   * are left out, as `JSON.stringify` does; what it cannot write at all is refused with `store.notJson`. After `lifetime`
   * whole seconds the document is as if it had been deleted, and is taken away in time; absent, it stays.
   */
  put(id: string, value: unknown, ifMatch?: string | null, lifetime?: number): Promise<string>;
  /** Resolves also when there was nothing to delete. */
  delete(id: string): Promise<void>;
  /**
   * Ids of all documents that begin with `prefix` (`''`: all), each once, a page at a time and in the backend's own order. What is
   * written or deleted meanwhile may be among them or not.
   */
  list(prefix: string): AsyncIterable<string>;
}

export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
}

/** What a scanner says of a file. Anything but a clear word is `waiting`. */
export type ScanVerdict = 'waiting' | 'clean' | 'infected';

/** What can be told of a file without reading it. */
export interface FileLook {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Changes whenever the bytes may have changed. */
  readonly stamp: string;
  /** ISO 8601 instant, UTC. */
  readonly writtenAt: string;
}

/**
 * Files by name, written once and never changed, streamed both ways in constant memory. Names are ours: 1 to 200 of
 * `A-Z a-z 0-9 - _ . /`, in parts that `/` sets apart and that neither are empty nor begin with a dot (`store.badName`).
 */
export interface Files {
  /**
   * Writes a new file and resolves once it survives power loss. Rejects with `FileExists` when the name is taken, with
   * `FileTooLarge` as soon as there are more than `limit` bytes, and with whatever `content` fails with; no file is there then.
   */
  put(name: string, content: AsyncIterable<Uint8Array>, limit?: number): Promise<FileFacts>;
  /** The bytes from `start` on; undefined when there is no such file. Whoever needs to be sure of them hashes what comes. */
  open(name: string, start?: number): Promise<Readable | undefined>;
  look(name: string): Promise<FileLook | undefined>;
  /** Resolves also when there was nothing to delete. */
  delete(name: string): Promise<void>;
  /** What a scanner of the backend's own has said of a file, where the backend can have one. */
  scanState?(name: string): Promise<ScanVerdict>;
  /** All files whose names begin with `prefix`, sorted by UTF-16 units, a page at a time. */
  list(prefix: string): AsyncIterable<FileLook>;
}

export interface Store {
  readonly log: EventLog;
  readonly documents: Documents;
  readonly files: Files;
  /** Finishes what is under way and closes; may be called again. Everything after rejects with `store.closed`. */
  close(): Promise<void>;
}

export class RevisionTaken extends Error {
  readonly code = 'store.revisionTaken';
}

export class EtagMismatch extends Error {
  readonly code = 'store.etagMismatch';
}

export class FileExists extends Error {
  readonly code = 'store.fileExists';
}

export class FileTooLarge extends Error {
  readonly code = 'store.fileTooLarge';
}
