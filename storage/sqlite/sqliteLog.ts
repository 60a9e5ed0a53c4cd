import type { DatabaseSync } from 'node:sqlite';
import { type KeptCommit, keptCommit, parseCommit, toCommit } from '../commitBody.ts';
import { genesis } from '../hash.ts';
import { checkStreamName } from '../names.ts';
import { type Commit, type EventLog, type Head, type NewCommit, RevisionTaken } from '../ports.ts';
import { DamagedCommit } from '../storeError.ts';
import type { GroupCommit } from './groupCommit.ts';
import { isConstraintFailure } from './sqliteError.ts';

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
    const kept = keptCommit(stream, expected, commit);
    await this.#writer.run(() => this.#append(stream, expected, kept));
    // As it will be read: with sorted keys and nothing shared with the caller's own objects.
    return parseCommit<Event>(stream, kept);
  }

  #append(stream: string, expected: Head, { revision, hash, body }: KeptCommit): void {
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
    return rows.map((row) => toCommit<Event>(stream, row as unknown as KeptCommit));
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
