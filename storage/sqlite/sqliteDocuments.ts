import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { checkDocumentId } from '../names.ts';
import { type Documents, EtagMismatch, type Stored } from '../ports.ts';
import { StoreError } from '../storeError.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Reading } from './sqliteLog.ts';

export class SqliteDocuments implements Documents {
  readonly #writer: GroupCommit;
  readonly #reading: Reading;
  readonly #statements;

  constructor(db: DatabaseSync, writer: GroupCommit, reading: Reading) {
    this.#writer = writer;
    this.#reading = reading;
    this.#statements = {
      get: db.prepare('SELECT etag, value FROM documents WHERE id = ?'),
      etag: db.prepare('SELECT etag FROM documents WHERE id = ?'),
      put: db.prepare(`
        INSERT INTO documents (id, etag, value) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET etag = excluded.etag, value = excluded.value`),
      delete: db.prepare('DELETE FROM documents WHERE id = ?'),
      idsFrom: db.prepare('SELECT id FROM documents WHERE id >= ? ORDER BY id LIMIT 100'),
      idsAfter: db.prepare('SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT 100'),
    };
  }

  async get<T>(id: string): Promise<Stored<T> | undefined> {
    const row = this.#reading(() => this.#statements.get.get(id)) as { etag: string; value: string } | undefined;
    if (!row) return undefined;
    try {
      return { value: JSON.parse(row.value) as T, etag: row.etag, lifetime: undefined };
    } catch (cause) {
      throw new StoreError('store.damaged', `Document ${JSON.stringify(id)} is damaged.`, { cause });
    }
  }

  async put(id: string, value: unknown, ifMatch?: string | null): Promise<string> {
    checkDocumentId(id);
    const json = toJson(id, value);
    // Never used twice, so that a document deleted and written anew does not look like the old one.
    const etag = randomUUID();
    await this.#writer.run(() => {
      if (ifMatch !== undefined) {
        const now = this.#statements.etag.get(id)?.etag ?? null;
        if (now !== ifMatch) throw new EtagMismatch(`Document ${JSON.stringify(id)} has changed.`);
      }
      this.#statements.put.run(id, etag, json);
    });
    return etag;
  }

  async delete(id: string): Promise<void> {
    await this.#writer.run(() => {
      this.#statements.delete.run(id);
    });
  }

  async *list(prefix: string): AsyncIterable<string> {
    let page = this.#reading(() => this.#statements.idsFrom.all(prefix));
    while (page.length > 0) {
      const ids = page.map((row) => row.id as string);
      for (const id of ids) {
        // Ids are sorted by their bytes, so those that begin alike stand together.
        if (!id.startsWith(prefix)) return;
        yield id;
      }
      page = this.#reading(() => this.#statements.idsAfter.all(ids.at(-1) ?? ''));
    }
  }
}

/** Documents are JSON as `JSON.stringify` makes it: what it drops (an undefined field) is dropped. */
function toJson(id: string, value: unknown): string {
  let json: string | undefined;
  let cause: unknown;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    cause = error;
  }
  if (json === undefined) {
    throw new StoreError('store.notJson', `JSON cannot carry document ${JSON.stringify(id)}.`, { cause });
  }
  return json;
}
