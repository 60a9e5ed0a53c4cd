import type { DatabaseSync } from 'node:sqlite';
import { canonicalJson, genesis, sha256 } from '../hash.ts';
import { checkStreamName } from '../names.ts';
import { type Commit, type EventLog, type Head, type NewCommit, RevisionTaken } from '../ports.ts';
import { DamagedCommit } from '../storeError.ts';
import type { GroupCommit } from './groupCommit.ts';
import { isConstraintFailure } from './sqliteError.ts';

interface CommitRow {
  readonly revision: number;
  readonly hash: string;
  readonly body: string;
}

/** Wraps each use of the database for reading: translates what SQLite throws, refuses after close. */
export type Reading = <T>(work: () => T) => T;

export class SqliteLog implements EventLog {
  readonly #writer: GroupCommit;
  readonly #reading: Reading;
  readonly #statements;

  constructor(db: DatabaseSync, writer: GroupCommit, reading: Reading) {
    this.#writer = writer;
    this.#reading = reading;
    this.#statements = {
      commits: db.prepare(
        'SELECT revision, hash, body FROM commits WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?',
      ),
      head: db.prepare('SELECT revision, hash FROM heads WHERE stream = ?'),
      // One seek in each index, however many commits a stream has.
      nextStream: db.prepare(`
        SELECT min(stream) AS stream FROM (
          SELECT min(stream) AS stream FROM heads WHERE stream > ?1
          UNION ALL SELECT min(stream) FROM commits WHERE stream > ?1
        )`),
      addCommit: db.prepare('INSERT INTO commits (stream, revision, hash, body) VALUES (?, ?, ?, ?)'),
      moveHead: db.prepare(`
        INSERT INTO heads (stream, revision, hash) VALUES (?, ?, ?)
        ON CONFLICT (stream) DO UPDATE SET revision = excluded.revision, hash = excluded.hash`),
      removeCommits: db.prepare('DELETE FROM commits WHERE stream = ?'),
      removeHead: db.prepare('DELETE FROM heads WHERE stream = ?'),
    };
  }

  async append<Event>(stream: string, expected: Head, commit: NewCommit<Event>): Promise<Commit<Event>> {
    checkStreamName(stream);
    const { at, by, inputId, events } = commit;
    const revision = expected.revision + 1;
    const body = canonicalJson({ stream, revision, at, by, inputId, events, previousHash: expected.hash });
    const hash = sha256(body);
    await this.#writer.run(() => this.#append(stream, expected, revision, hash, body));
    // As it will be read: with sorted keys and nothing shared with the caller's own objects.
    return parse<Event>(stream, { revision, hash, body });
  }

  #append(stream: string, expected: Head, revision: number, hash: string, body: string): void {
    const head = this.#head(stream) ?? genesis;
    if (head.revision !== expected.revision || head.hash !== expected.hash) {
      throw new RevisionTaken(
        `Stream ${JSON.stringify(stream)} is at revision ${head.revision}, not ${expected.revision}.`,
      );
    }
    try {
      this.#statements.addCommit.run(stream, revision, hash, body);
    } catch (cause) {
      // The head says that this revision is free: somebody has meddled with the head.
      if (isConstraintFailure(cause)) throw new DamagedCommit(stream, revision, { cause });
      throw cause;
    }
    this.#statements.moveHead.run(stream, revision, hash);
  }

  async read<Event>(stream: string, after: number, limit?: number): Promise<readonly Commit<Event>[]> {
    const rows = this.#reading(() => this.#statements.commits.all(stream, after, limit ?? -1));
    return rows.map((row) => toCommit<Event>(stream, row as unknown as CommitRow));
  }

  async head(stream: string): Promise<Head | undefined> {
    return this.#reading(() => this.#head(stream));
  }

  #head(stream: string): Head | undefined {
    const row = this.#statements.head.get(stream) as unknown as Head | undefined;
    return row && { revision: row.revision, hash: row.hash };
  }

  async *streams(): AsyncIterable<string> {
    let stream = '';
    for (;;) {
      const next = this.#reading(() => this.#statements.nextStream.get(stream))?.stream;
      if (typeof next !== 'string') return;
      yield next;
      stream = next;
    }
  }

  async remove(stream: string): Promise<void> {
    await this.#writer.run(() => {
      this.#statements.removeCommits.run(stream);
      this.#statements.removeHead.run(stream);
    });
  }
}

/**
 * Throws `DamagedCommit` when the row is not what was written. The text itself is hashed: parsed JSON does not show a key that
 * stands there twice.
 */
function toCommit<Event>(stream: string, row: CommitRow): Commit<Event> {
  if (sha256(row.body) !== row.hash) throw new DamagedCommit(stream, row.revision);
  return parse(stream, row);
}

function parse<Event>(stream: string, { revision, hash, body }: CommitRow): Commit<Event> {
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
