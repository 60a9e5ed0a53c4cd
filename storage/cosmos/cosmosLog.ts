import type { Container } from '@azure/cosmos';
import { LRUCache } from 'lru-cache';
import { type KeptCommit, keptCommit, parseCommit, toCommit } from '../commitBody.ts';
import { genesis } from '../hash.ts';
import { checkStreamName } from '../names.ts';
import { type Commit, type EventLog, type Head, type NewCommit, RevisionTaken } from '../ports.ts';
import { DamagedCommit, StoreError } from '../storeError.ts';
import { isRefused, tooLarge } from './cosmosError.ts';
import type { CosmosHeads, HeadItem, StoredHead } from './cosmosHeads.ts';
import { type Found, find, findMany, ifMatch } from './items.ts';
import { commitId, keyOf } from './keys.ts';
import { merged, paged } from './paging.ts';
import type { Requests } from './requests.ts';

interface CommitItem {
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

type RecordItem = CommitItem | Tombstone;

const hourInMs = 3_600_000;
/** Seconds. Far longer than a head is remembered. */
const tombstoneLifetime = 86_400;
const headsRemembered = 10_000;
const pageSize = 100;
const maxTries = 10;
/** Cosmos DB counts the bytes of an item's JSON, ours and its own fields. */
const mostBytes = 2 * 1024 * 1024 - 1024;

/**
 * A commit is one item, and its stream and revision are the item's unique id: creating it is the whole append. It is
 * acknowledged then; heads follow behind (`CosmosHeads`). Heads that were written or read lately are remembered, so that
 * an append need not look first.
 */
export class CosmosLog implements EventLog {
  readonly #container: Container;
  readonly #heads: CosmosHeads;
  readonly #requests: Requests;
  readonly #known = new LRUCache<string, Head>({ max: headsRemembered, ttl: hourInMs });

  constructor(container: Container, heads: CosmosHeads, requests: Requests) {
    this.#container = container;
    this.#heads = heads;
    this.#requests = requests;
  }

  append<Event>(stream: string, expected: Head, commit: NewCommit<Event>): Promise<Commit<Event>> {
    return this.#requests.writingTask(async () => {
      checkStreamName(stream);
      const kept = keptCommit(stream, expected, commit);
      if (!(await this.#isThere(stream, expected))) throw taken(stream, kept.revision);
      if (expected.revision === 0) await this.#begin(stream);
      await this.#create(stream, expected, kept);
      this.#known.set(stream, bare(kept));
      this.#heads.later(stream, kept);
      // As it will be read: with sorted keys and nothing shared with the caller's own objects.
      return parseCommit<Event>(stream, kept);
    });
  }

  async #isThere(stream: string, { revision, hash }: Head): Promise<boolean> {
    if (revision === 0) return hash === genesis.hash;
    const known = this.#known.get(stream);
    if (known?.revision === revision && known.hash === hash) return true;
    const item = await this.#find(stream, revision);
    return isCommit(item) && item.hash === hash;
  }

  /** The head comes before the first commit, so that a stream never has commits and no head. */
  async #begin(stream: string): Promise<void> {
    for (let tries = 0; tries < maxTries; tries++) {
      if (await this.#heads.begin(stream)) return;
      const stored = await this.#heads.stored(stream);
      if (!stored) continue;
      const { head, end } = await this.#walk(stream, stored, stored.life);
      if (stored.isRemoved || end === 'removed') await this.#remove(stream);
      else if (head.revision > 0) break;
      // Somebody else has just begun it: the first commit decides who was first.
      else return;
    }
    throw taken(stream, 1);
  }

  async #create(stream: string, expected: Head, { revision, hash, body }: KeptCommit): Promise<void> {
    const item: CommitItem = { id: commitId(revision), stream: keyOf(stream), hash, body };
    if (Buffer.byteLength(JSON.stringify(item)) > mostBytes) throw tooLarge();
    try {
      await this.#requests.write((bounds) => this.#container.items.create(item, bounds));
    } catch (error) {
      if (!isRefused(error, 409)) throw error;
      if (await this.#isOursAfterAll(stream, expected, item)) return;
      this.#known.delete(stream);
      throw taken(stream, revision);
    }
  }

  /** The id is taken: by this very commit, if its answer was lost; by a tombstone of an earlier life; or by somebody else. */
  async #isOursAfterAll(stream: string, expected: Head, item: CommitItem): Promise<boolean> {
    const there = await this.#find(stream, expected.revision + 1);
    if (isCommit(there)) return there.hash === item.hash && there.body === item.body;
    if (!there || !(await this.#isOfEarlierLife(stream, there))) return false;
    try {
      const place = this.#container.item(item.id, item.stream);
      await this.#requests.write((bounds) => place.replace(item, { ...bounds, ...ifMatch(there._etag) }));
      return true;
    } catch (error) {
      if (!isRefused(error, 404, 412)) throw error;
      const now = await this.#find(stream, expected.revision + 1);
      return isCommit(now) && now.body === item.body;
    }
  }

  async #isOfEarlierLife(stream: string, { life }: Tombstone): Promise<boolean> {
    const stored = await this.#heads.stored(stream);
    return stored !== undefined && !stored.isRemoved && stored.life !== life;
  }

  read<Event>(stream: string, after: number, limit = Number.POSITIVE_INFINITY): Promise<readonly Commit<Event>[]> {
    return this.#requests.task(async () => {
      const commits: Commit<Event>[] = [];
      for await (const item of this.#itemsAfter(stream, after, Math.min(limit, pageSize))) {
        if (commits.length === limit) break;
        if (isCommit(item)) commits.push(toCommit<Event>(stream, kept(item)));
        if (commits.length === limit) break;
      }
      return commits;
    });
  }

  #itemsAfter(stream: string, after: number, size: number): AsyncGenerator<Found<RecordItem>, void, undefined> {
    const where = 'c.id > @id ORDER BY c.id';
    const pageAfter = (last: string) =>
      this.#select(stream, 'c.id, c.hash, c.body, c.life', where, last || commitId(after), size);
    return paged(pageAfter, size);
  }

  /** The partition stands in the query too, for servers that look for it only there. */
  #select(
    stream: string,
    what: string,
    where: string,
    id: string,
    size: number,
  ): Promise<readonly Found<RecordItem>[]> {
    const query = {
      query: `SELECT ${what} FROM c WHERE c.stream = @stream AND ${where}`,
      parameters: [
        { name: '@stream', value: keyOf(stream) },
        { name: '@id', value: id },
      ],
    };
    return findMany<Found<RecordItem>>(this.#requests, this.#container, query, size, keyOf(stream));
  }

  #find(stream: string, revision: number): Promise<Found<RecordItem> | undefined> {
    return find<RecordItem>(this.#requests, this.#container, commitId(revision), keyOf(stream));
  }

  /**
   * The stored head, moved on over the commits that follow from it. Where they do not, it stays, and `verifyStore` tells: so
   * also when the last commits are missing. One request for a stream that was written or read lately.
   */
  head(stream: string): Promise<Head | undefined> {
    return this.#requests.task(async () => {
      const known = this.#known.get(stream);
      const walked = known && (await this.#walk(stream, known));
      if (walked?.end === 'open') return this.#remember(stream, walked.head, known);
      this.#known.delete(stream);
      const stored = await this.#heads.stored(stream);
      if (!stored || stored.isRemoved) return undefined;
      const { head, end } = await this.#walk(stream, stored, stored.life);
      return end === 'removed' || head.revision === 0 ? undefined : this.#remember(stream, head, stored);
    });
  }

  #remember(stream: string, head: Head, before: Head | undefined): Head {
    this.#known.set(stream, head);
    if (head.revision > (before?.revision ?? 0)) this.#heads.later(stream, head);
    return head;
  }

  /** From a head on as far as the chain holds. `life`: of the stream, if it is known. */
  async #walk(stream: string, from: Head, life?: string): Promise<{ head: Head; end: 'open' | 'removed' | 'broken' }> {
    if (!(await this.#find(stream, from.revision + 1))) return { head: bare(from), end: 'open' };
    let head = bare(from);
    for await (const item of this.#itemsAfter(stream, from.revision, pageSize)) {
      if (isCommit(item)) {
        if (!follows(stream, item, head)) return { head, end: 'broken' };
        head = { revision: head.revision + 1, hash: item.hash };
      } else if (life === undefined || item.life === life) return { head, end: 'removed' };
    }
    return { head, end: 'open' };
  }

  /**
   * First a tombstone after the last commit, which stops whoever remembers the stream; then the head is marked, which stops
   * whoever would begin it anew; then the commits go, and the head last. Cut short, it is finished by doing it again.
   */
  remove(stream: string): Promise<void> {
    return this.#requests.writingTask(() => this.#remove(stream));
  }

  async #remove(stream: string): Promise<void> {
    for (let tries = 0; tries < maxTries; tries++) {
      this.#known.delete(stream);
      this.#heads.forget(stream);
      const stored = await this.#heads.stored(stream);
      if (!stored || stored.isRemoved) return this.#finishRemoval(stream, stored);
      const last = await this.#last(stream);
      if (last && !(await this.#close(stream, last, stored.life))) continue;
      const marked = await this.#heads.markRemoved(stored, last ?? genesis);
      if (marked) return this.#finishRemoval(stream, await this.#heads.stored(stream));
    }
    throw new StoreError(
      'store.contended',
      `Stream ${JSON.stringify(stream)} was not removed: others kept appending to it.`,
    );
  }

  async #last(stream: string): Promise<Head | undefined> {
    const [last] = await this.#commitsFromTheEnd(stream, 1);
    return last && { revision: Number(last.id), hash: last.hash };
  }

  async #commitsFromTheEnd(stream: string, size: number): Promise<readonly Found<CommitItem>[]> {
    const where = 'IS_DEFINED(c.body) AND c.id > @id ORDER BY c.id DESC';
    const items = await this.#select(stream, 'c.id, c._etag, c.hash', where, '', size);
    return items as readonly Found<CommitItem>[];
  }

  /** False when somebody appended in the meantime. */
  async #close(stream: string, { revision }: Head, life: string): Promise<boolean> {
    const id = commitId(revision + 1);
    const tombstone: Tombstone = { id, stream: keyOf(stream), life, ttl: tombstoneLifetime };
    const there = await this.#find(stream, revision + 1);
    if (isCommit(there)) return false;
    if (there?.life === life) return true;
    try {
      await this.#requests.write((bounds) =>
        there
          ? this.#container.item(id, tombstone.stream).replace(tombstone, { ...bounds, ...ifMatch(there._etag) })
          : this.#container.items.create(tombstone, bounds),
      );
      return true;
    } catch (error) {
      if (isRefused(error, 404, 409, 412)) return false;
      throw error;
    }
  }

  /** As long as the head is the one that was marked, nobody has begun the stream anew, and what is there may go. */
  async #finishRemoval(stream: string, stored: StoredHead | undefined): Promise<void> {
    for (;;) {
      const some = await this.#commitsFromTheEnd(stream, pageSize);
      if ((await this.#heads.stored(stream))?._etag !== stored?._etag) return;
      await Promise.all(some.map((item) => this.#delete(stream, item)));
      if (some.length < pageSize) break;
    }
    if (stored) await this.#heads.drop(stored);
  }

  async #delete(stream: string, { id, _etag }: Found<CommitItem>): Promise<void> {
    const place = this.#container.item(id, keyOf(stream));
    try {
      await this.#requests.write((bounds) => place.delete({ ...bounds, ...ifMatch(_etag) }));
    } catch (error) {
      if (!isRefused(error, 404, 412)) throw error;
    }
  }

  /** From the heads, and from the commits in case a head was lost. */
  async *streams(): AsyncGenerator<string, void, undefined> {
    const heads = paged((last) => this.#requests.task(() => this.#heads.after(last, pageSize)), pageSize);
    const partitions = paged((last) => this.#requests.task(() => this.#partitionsAfter(last)), pageSize);
    for await (const { id, item } of merged(heads, partitions)) {
      const name = await this.#requests.task(() => (item ? this.#nameOf(item) : this.#nameWithin(id)));
      if (name !== undefined) yield name;
    }
  }

  /** As many as a page of commits shows; the rest of a long stream is passed over. */
  async #partitionsAfter(last: string): Promise<readonly { id: string }[]> {
    const query = {
      query: 'SELECT c.stream FROM c WHERE c.stream > @last ORDER BY c.stream',
      parameters: [{ name: '@last', value: last }],
    };
    const found = await findMany<{ stream: string }>(this.#requests, this.#container, query, pageSize);
    return found.map(({ stream }) => ({ id: stream }));
  }

  /** A head at revision 0 is of a stream that was only just begun, or never. */
  async #nameOf({ stream, revision, isRemoved }: HeadItem): Promise<string | undefined> {
    if (isRemoved) return undefined;
    return revision > 0 || isCommit(await this.#find(stream, 1)) ? stream : undefined;
  }

  /** The name is in every commit, if that can still be read. */
  async #nameWithin(partition: string): Promise<string | undefined> {
    const query = {
      query: 'SELECT c.body FROM c WHERE c.stream = @stream AND IS_DEFINED(c.body) ORDER BY c.id',
      parameters: [{ name: '@stream', value: partition }],
    };
    const some = await findMany<{ body: string }>(this.#requests, this.#container, query, 10, partition);
    return some.map(({ body }) => nameIn(body)).find((name) => name !== undefined && keyOf(name) === partition);
  }
}

function isCommit(item: RecordItem | undefined): item is Found<CommitItem> {
  return item !== undefined && 'body' in item && item.body !== undefined;
}

/** Without what else an item holds. */
function bare({ revision, hash }: Head): Head {
  return { revision, hash };
}

function kept({ id, hash, body }: CommitItem): KeptCommit {
  return { revision: Number(id), hash, body };
}

function follows(stream: string, item: CommitItem, head: Head): boolean {
  try {
    const { revision, previousHash } = toCommit(stream, kept(item));
    return revision === head.revision + 1 && Number(item.id) === revision && previousHash === head.hash;
  } catch (error) {
    if (error instanceof DamagedCommit) return false;
    throw error;
  }
}

function nameIn(body: string): string | undefined {
  try {
    const { stream } = JSON.parse(body);
    return typeof stream === 'string' ? stream : undefined;
  } catch {
    return undefined;
  }
}

function taken(stream: string, revision: number): RevisionTaken {
  return new RevisionTaken(`Revision ${revision} of stream ${JSON.stringify(stream)} is not the next one.`);
}
