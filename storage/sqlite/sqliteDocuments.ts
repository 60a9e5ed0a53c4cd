import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { documentText, documentValue, lifetimeLeft } from '../documentText.ts';
import { checkDocumentId } from '../names.ts';
import { type Documents, EtagMismatch, type Stored } from '../ports.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Reading } from './sqliteLog.ts';

/** Milliseconds between two looks for documents whose time is over. */
const sweepEvery = 60_000;

interface Row {
  readonly etag: string;
  readonly value: string;
  readonly expires: number | null;
}

export class SqliteDocuments implements Documents {
  readonly #writer: GroupCommit;
  readonly #reading: Reading;
  readonly #now: () => number;
  readonly #statements;
  #sweptAt = Number.NEGATIVE_INFINITY;

  /** `now`: milliseconds since 1970. */
  constructor(db: DatabaseSync, writer: GroupCommit, reading: Reading, now: () => number) {
    this.#writer = writer;
    this.#reading = reading;
    this.#now = now;
    const isThere = '(expires IS NULL OR expires > ?)';
    this.#statements = {
      get: db.prepare(`SELECT etag, value, expires FROM documents WHERE id = ? AND ${isThere}`),
      put: db.prepare(`
        INSERT INTO documents (id, etag, value, expires) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET etag = excluded.etag, value = excluded.value, expires = excluded.expires`),
      delete: db.prepare('DELETE FROM documents WHERE id = ?'),
      sweep: db.prepare('DELETE FROM documents WHERE expires <= ?'),
      idsFrom: db.prepare(`SELECT id FROM documents WHERE id >= ? AND ${isThere} ORDER BY id LIMIT 100`),
      idsAfter: db.prepare(`SELECT id FROM documents WHERE id > ? AND ${isThere} ORDER BY id LIMIT 100`),
    };
  }

  async get<T>(id: string): Promise<Stored<T> | undefined> {
    const now = this.#now();
    const row = this.#reading(() => this.#find(id, now));
    if (!row) return undefined;
    const lifetime = row.expires === null ? undefined : lifetimeLeft(row.expires, now);
    return { value: documentValue<T>(id, row.value), etag: row.etag, lifetime };
  }

  #find(id: string, now: number): Row | undefined {
    return this.#statements.get.get(id, now) as unknown as Row | undefined;
  }

  async put(id: string, value: unknown, ifMatch?: string | null, lifetime?: number): Promise<string> {
    checkDocumentId(id);
    const json = documentText(id, value);
    // Never used twice, so that a document deleted and written anew does not look like the old one.
    const etag = randomUUID();
    const now = this.#now();
    await this.#writer.run(() => {
      this.#sweep(now);
      if (ifMatch !== undefined && (this.#find(id, now)?.etag ?? null) !== ifMatch) {
        throw new EtagMismatch(`Document ${JSON.stringify(id)} has changed.`);
      }
      this.#statements.put.run(id, etag, json, lifetime === undefined ? null : now + lifetime * 1000);
    });
    return etag;
  }

  /** Now and then, within a transaction that is being written anyway. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < sweepEvery) return;
    this.#statements.sweep.run(now);
    this.#sweptAt = now;
  }

  async delete(id: string): Promise<void> {
    await this.#writer.run(() => {
      this.#statements.delete.run(id);
    });
  }

  async *list(prefix: string): AsyncIterable<string> {
    let page = this.#reading(() => this.#statements.idsFrom.all(prefix, this.#now()));
    while (page.length > 0) {
      const ids = page.map((row) => row.id as string);
      for (const id of ids) {
        // Ids are sorted by their bytes, so those that begin alike stand together.
        if (!id.startsWith(prefix)) return;
        yield id;
      }
      page = this.#reading(() => this.#statements.idsAfter.all(ids.at(-1) ?? '', this.#now()));
    }
  }
}
