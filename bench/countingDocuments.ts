import type { Documents, Stored } from '../storage/ports.ts';

/** Ids that a backend gives for one request of a list. */
const pageSize = 100;

/** Counts what a store is asked for. */
export class CountingDocuments implements Documents {
  requests = 0;
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  get<T>(id: string): Promise<Stored<T> | undefined> {
    this.requests += 1;
    return this.#documents.get<T>(id);
  }

  put(id: string, value: unknown, ifMatch?: string | null, lifetime?: number): Promise<string> {
    this.requests += 1;
    return this.#documents.put(id, value, ifMatch, lifetime);
  }

  delete(id: string): Promise<void> {
    this.requests += 1;
    return this.#documents.delete(id);
  }

  async *list(prefix: string): AsyncIterable<string> {
    let listed = 0;
    this.requests += 1;
    for await (const id of this.#documents.list(prefix)) {
      yield id;
      listed += 1;
      if (listed % pageSize === 0) this.requests += 1;
    }
  }
}
