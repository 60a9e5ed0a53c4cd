import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import { sha256 } from './hash.ts';
import type { Documents } from './ports.ts';

/** Bot Framework's `Storage` (conversation and user state, dialog cursors) on our documents. */
export class DocumentsStorage implements Storage {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** Items that are not there are left out. Each item carries its `eTag`. */
  async read(keys: string[]): Promise<StoreItems> {
    const found = await Promise.all(
      keys.map(async (key) => {
        const stored = await this.#documents.get<StoreItem>(documentId(key));
        return stored && ([key, { ...stored.value, eTag: stored.etag }] as const);
      }),
    );
    // fromEntries, so that a key "__proto__" is a key like any other.
    return Object.fromEntries(found.filter((item) => item !== undefined));
  }

  /**
   * Writes each item by itself. An `eTag` that is absent or '*' overwrites whatever is there; any other must match, or the
   * promise rejects with `EtagMismatch` (`store.etagMismatch`) once all items have been tried.
   */
  async write(changes: StoreItems): Promise<void> {
    await all(
      Object.entries(changes as Record<string, StoreItem>).map(([key, { eTag, ...value }]) =>
        this.#documents.put(documentId(key), value, eTag === '*' ? undefined : (eTag ?? undefined)),
      ),
    );
  }

  async delete(keys: string[]): Promise<void> {
    await all(keys.map((key) => this.#documents.delete(documentId(key))));
  }
}

/** Nothing is still under way when it rejects. */
async function all(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * Keys hold what a channel sends (`msteams/conversations/19:abc@thread.v2`), so they are kept apart by a prefix, escaped, and
 * hashed when they are longer than an id may be. A `/` after the prefix can only come from us.
 */
function documentId(key: string): string {
  const escaped = key.isWellFormed() ? encodeURIComponent(key) : undefined;
  return escaped && escaped.length <= 1000 ? `botState/${escaped}` : `botState/hash/${sha256(JSON.stringify(key))}`;
}
