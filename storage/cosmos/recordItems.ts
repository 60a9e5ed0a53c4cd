import type { Container } from '@azure/cosmos';
import type { KeptCommit } from '../commitBody.ts';
import { isRefused, tooLarge } from './cosmosError.ts';
import { type Found, find, findMany, ifMatch, isTooLarge } from './items.ts';
import { commitId, keyOf } from './keys.ts';
import { paged } from './paging.ts';
import type { Requests } from './requests.ts';

export interface CommitItem {
  readonly id: string;
  readonly stream: string;
  readonly hash: string;
  readonly body: string;
}

/**
 * Stands where the next commit of a removed stream would, so that a process which has not heard of the removal meets it.
 * Cosmos DB takes it away by itself.
 */
interface Tombstone {
  readonly id: string;
  readonly stream: string;
  /** Of its head. */
  readonly life: string;
  readonly ttl: number;
}

export type RecordItem = Found<CommitItem> | Found<Tombstone>;

/** Seconds. Far longer than a head is remembered. */
const tombstoneLifetime = 86_400;
export const pageSize = 100;

/** The items of the record: one partition for each stream, in which a commit's revision is its id. */
export class RecordItems {
  readonly #container: Container;
  readonly #requests: Requests;

  constructor(container: Container, requests: Requests) {
    this.#container = container;
    this.#requests = requests;
  }

  async find(stream: string, revision: number): Promise<RecordItem | undefined> {
    const found = await find<CommitItem | Tombstone>(
      this.#requests,
      this.#container,
      commitId(revision),
      keyOf(stream),
    );
    return found as RecordItem | undefined;
  }

  /** In order, `size` at a time. */
  after(stream: string, revision: number, size: number): AsyncGenerator<RecordItem, void, undefined> {
    const select = 'SELECT c.id, c.hash, c.body, c.life';
    const from = (last: string) =>
      this.#query<RecordItem>(stream, select, 'c.id > @id ORDER BY c.id', last || commitId(revision), size);
    return paged(from, size);
  }

  /** Commits alone, the last one first, without their bodies. */
  commitsFromTheEnd(stream: string, size: number): Promise<readonly Omit<Found<CommitItem>, 'body'>[]> {
    const where = 'IS_DEFINED(c.body) AND c.id > @id ORDER BY c.id DESC';
    return this.#query(stream, 'SELECT c.id, c._etag, c.hash', where, '', size);
  }

  /** The partition stands in the query too, for servers that look for it only there. */
  #query<Item>(stream: string, select: string, where: string, id: string, size: number): Promise<readonly Item[]> {
    const query = {
      query: `${select} FROM c WHERE c.stream = @stream AND ${where}`,
      parameters: [
        { name: '@stream', value: keyOf(stream) },
        { name: '@id', value: id },
      ],
    };
    return findMany<Item>(this.#requests, this.#container, query, size, keyOf(stream));
  }

  /** Partitions sorted by their keys, as many as a page of items shows: the rest of a long one is passed over. */
  async partitionsAfter(last: string): Promise<readonly { readonly id: string }[]> {
    const query = {
      query: 'SELECT c.stream FROM c WHERE c.stream > @last ORDER BY c.stream',
      parameters: [{ name: '@last', value: last }],
    };
    const found = await findMany<{ stream: string }>(this.#requests, this.#container, query, pageSize);
    return found.map(({ stream }) => ({ id: stream }));
  }

  /** Of the first few commits in a partition. */
  async bodiesIn(partition: string): Promise<readonly string[]> {
    const query = {
      query: 'SELECT c.body FROM c WHERE c.stream = @stream AND IS_DEFINED(c.body) ORDER BY c.id',
      parameters: [{ name: '@stream', value: partition }],
    };
    const found = await findMany<{ body: string }>(this.#requests, this.#container, query, 10, partition);
    return found.map(({ body }) => body);
  }

  /** False when something is there already, or in place of `instead` when that has changed. */
  async put(stream: string, { revision, hash, body }: KeptCommit, instead?: RecordItem): Promise<boolean> {
    const item: CommitItem = { id: commitId(revision), stream: keyOf(stream), hash, body };
    if (isTooLarge(item)) throw tooLarge();
    return this.#write(item, instead);
  }

  /** As `put`. */
  async putTombstone(stream: string, revision: number, life: string, instead?: RecordItem): Promise<boolean> {
    return this.#write({ id: commitId(revision), stream: keyOf(stream), life, ttl: tombstoneLifetime }, instead);
  }

  async #write(item: CommitItem | Tombstone, instead: RecordItem | undefined): Promise<boolean> {
    const place = this.#container.item(item.id, item.stream);
    return this.#unlessRefused((bounds) =>
      instead
        ? place.replace(item, { ...bounds, ...ifMatch(instead._etag) })
        : this.#container.items.create(item, bounds),
    );
  }

  /** Unless it has changed or is gone. */
  async delete(stream: string, { id, _etag }: Pick<Found<CommitItem>, 'id' | '_etag'>): Promise<void> {
    const place = this.#container.item(id, keyOf(stream));
    await this.#unlessRefused((bounds) => place.delete({ ...bounds, ...ifMatch(_etag) }));
  }

  async #unlessRefused(call: Parameters<Requests['write']>[0]): Promise<boolean> {
    try {
      await this.#requests.write(call);
      return true;
    } catch (error) {
      if (isRefused(error, 404, 409, 412)) return false;
      throw error;
    }
  }
}

export function isCommit(item: RecordItem | undefined): item is Found<CommitItem> {
  return item !== undefined && 'body' in item && item.body !== undefined;
}

export function keptIn({ id, hash, body }: CommitItem): KeptCommit {
  return { revision: Number(id), hash, body };
}
