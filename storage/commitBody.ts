import { canonicalJson, sha256 } from './hash.ts';
import type { Commit, Head, NewCommit } from './ports.ts';
import { DamagedCommit } from './storeError.ts';

/** A commit as a backend keeps it. */
export interface KeptCommit {
  readonly revision: number;
  readonly hash: string;
  /** The canonical JSON of the commit without its hash, so that `hash` is the SHA-256 of it. */
  readonly body: string;
}

/** The commit that would follow `expected`. Throws `store.notJson`. */
export function keptCommit(stream: string, expected: Head, commit: NewCommit): KeptCommit {
  const { at, by, inputId, events } = commit;
  const revision = expected.revision + 1;
  const body = canonicalJson({ stream, revision, at, by, inputId, events, previousHash: expected.hash });
  return { revision, hash: sha256(body), body };
}

/**
 * Throws `DamagedCommit` when it is not what was written. The text itself is hashed: parsed JSON does not show a key that
 * stands there twice.
 */
export function toCommit<Event>(stream: string, kept: KeptCommit): Commit<Event> {
  if (sha256(kept.body) !== kept.hash) throw new DamagedCommit(stream, kept.revision);
  return parseCommit(stream, kept);
}

/** As `toCommit`, for a body whose hash was just taken. */
export function parseCommit<Event>(stream: string, { revision, hash, body }: KeptCommit): Commit<Event> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw new DamagedCommit(stream, revision, { cause });
  }
  if (!isCommitBody(parsed)) throw new DamagedCommit(stream, revision);
  return { ...parsed, hash } as Commit<Event>;
}

const fields = ['at', 'by', 'events', 'inputId', 'previousHash', 'revision', 'stream'];

function isCommitBody(value: unknown): value is Omit<Commit, 'hash'> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).sort().join() === fields.join() &&
    Array.isArray((value as Commit).events)
  );
}
