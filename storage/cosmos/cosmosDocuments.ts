import { randomUUID } from 'node:crypto';
import type { Container } from '@azure/cosmos';
import { documentText, documentValue, lifetimeLeft } from '../documentText.ts';
import { KeyedQueue } from '../keyedQueue.ts';
import { checkDocumentId } from '../names.ts';
import { type Documents, EtagMismatch, type Stored } from '../ports.ts';
import { isRefused, tooLarge } from './cosmosError.ts';
import { type Found, find, findMany, ifMatch, isTooLarge } from './items.ts';
import { keyOf } from './keys.ts';
import { paged } from './paging.ts';
import type { Requests } from './requests.ts';

interface DocumentItem {
  readonly id: string;
  /** The id as it was given. */
  readonly name: string;
  /** Text, because items may be neither as deep nor as odd as JSON may be. */
  readonly json: string;
  /** Tells a write whose answer was lost from somebody else's. */
  readonly write: string;
  /** Milliseconds since 1970, for `get`; Cosmos DB takes the item away by its `ttl`, in seconds since it was written. */
  readonly expires?: number;
  readonly ttl?: number;
}

const pageSize = 100;

export class CosmosDocuments implements Documents {
  readonly #container: Container;
  readonly #requests: Requests;
  readonly #now: () => number;
  /** Writes of one document are made in the order they were asked for. */
  readonly #lanes = new KeyedQueue();

  /** `now`: milliseconds since 1970. */
  constructor(container: Container, requests: Requests, now: () => number) {
    this.#container = container;
    this.#requests = requests;
    this.#now = now;
  }

  get<T>(id: string): Promise<Stored<T> | undefined> {
    return this.#requests.task(async () => {
      const item = await this.#find(id);
      if (!item || this.#isOver(item)) return undefined;
      const lifetime = item.expires === undefined ? undefined : lifetimeLeft(item.expires, this.#now());
      return { value: documentValue<T>(id, item.json), etag: etagOf(item), lifetime };
    });
  }

  put(id: string, value: unknown, condition?: string | null, lifetime?: number): Promise<string> {
    return this.#requests.writingTask(async () => {
      checkDocumentId(id);
      const item: DocumentItem = {
        id: keyOf(id),
        name: id,
        json: documentText(id, value),
        write: randomUUID(),
        ...(lifetime === undefined ? {} : { ttl: lifetime, expires: this.#now() + lifetime * 1000 }),
      };
      if (isTooLarge(item)) throw tooLarge();
      return this.#lanes.run(id, () => this.#put(item, condition));
    });
  }

  async #put(item: DocumentItem, condition: string | null | undefined): Promise<string> {
    const { items } = this.#container;
    try {
      if (condition === undefined) {
        const { resource } = await this.#requests.write((bounds) => items.upsert<DocumentItem>(item, bounds));
        return etagOf(resource as Found<DocumentItem>);
      }
      if (condition === null) {
        const { resource } = await this.#requests.write((bounds) => items.create(item, bounds));
        return etagOf(resource as Found<DocumentItem>);
      }
      const { etag, expires } = partsOf(condition);
      if (expires <= this.#now()) throw changed(item);
      return await this.#replace(item, etag);
    } catch (error) {
      if (!isRefused(error, 404, 409, 412)) throw error;
      const there = await this.#find(item.name);
      if (there?.write === item.write) return etagOf(there);
      // Its time is over, and Cosmos DB has not taken it away yet.
      if (condition === null && there && this.#isOver(there)) return this.#replaceOver(item, there);
      throw changed(item);
    }
  }

  async #replaceOver(item: DocumentItem, there: Found<DocumentItem>): Promise<string> {
    try {
      return await this.#replace(item, there._etag);
    } catch (error) {
      if (!isRefused(error, 404, 412)) throw error;
      const now = await this.#find(item.name);
      if (now?.write === item.write) return etagOf(now);
      throw changed(item);
    }
  }

  async #replace(item: DocumentItem, etag: string): Promise<string> {
    const place = this.#container.item(item.id, item.id);
    const { resource } = await this.#requests.write((bounds) =>
      place.replace<DocumentItem>(item, { ...bounds, ...ifMatch(etag) }),
    );
    return etagOf(resource as Found<DocumentItem>);
  }

  delete(id: string): Promise<void> {
    return this.#requests.writingTask(() =>
      this.#lanes.run(id, async () => {
        const key = keyOf(id);
        try {
          await this.#requests.write((bounds) => this.#container.item(key, key).delete(bounds));
        } catch (error) {
          if (!isRefused(error, 404)) throw error;
        }
      }),
    );
  }

  async *list(prefix: string): AsyncGenerator<string, void, undefined> {
    const pageAfter = (last: string) => this.#requests.task(() => this.#withPrefix(prefix, last));
    for await (const item of paged(pageAfter, pageSize)) if (!this.#isOver(item)) yield item.name;
  }

  #withPrefix(prefix: string, last: string): Promise<readonly DocumentItem[]> {
    const query = {
      query: `SELECT c.id, c.name, c.expires FROM c WHERE STARTSWITH(c.name, @prefix) AND c.id > @last ORDER BY c.id`,
      parameters: [
        { name: '@prefix', value: prefix },
        { name: '@last', value: last },
      ],
    };
    return findMany<DocumentItem>(this.#requests, this.#container, query, pageSize);
  }

  async #find(id: string): Promise<Found<DocumentItem> | undefined> {
    const key = keyOf(id);
    const item = await find<DocumentItem>(this.#requests, this.#container, key, key);
    return item?.name === id ? item : undefined;
  }

  #isOver({ expires }: Pick<DocumentItem, 'expires'>): boolean {
    return expires !== undefined && expires <= this.#now();
  }
}

/** With the end of its lifetime, so that a document whose time is over matches no etag, however long it still lies there. */
function etagOf({ _etag, expires }: Found<DocumentItem>): string {
  return expires === undefined ? _etag : `${_etag}@${expires}`;
}

function partsOf(etag: string): { etag: string; expires: number } {
  const [own = '', expires] = etag.split('@');
  return { etag: own, expires: expires === undefined ? Number.POSITIVE_INFINITY : Number(expires) };
}

function changed({ name }: DocumentItem): EtagMismatch {
  return new EtagMismatch(`Document ${JSON.stringify(name)} has changed.`);
}
