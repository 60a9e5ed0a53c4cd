import { randomUUID } from 'node:crypto';
import type { Container, OperationInput } from '@azure/cosmos';
import { genesis } from '../hash.ts';
import type { Head } from '../ports.ts';
import { isRefused } from './cosmosError.ts';
import { type Found, find, findMany, ifMatch, inBulk } from './items.ts';
import { commitId, keyOf } from './keys.ts';
import type { Requests } from './requests.ts';

export interface HeadItem extends Head {
  readonly id: string;
  /** The name of the stream as it was given. */
  readonly stream: string;
  /** Made anew whenever the stream is begun: tells a stream from an earlier one of the same name. */
  readonly life: string;
  /** There while the stream is being removed. */
  readonly isRemoved?: boolean;
}

interface Waiting {
  readonly stream: string;
  readonly head: Head;
}

export type StoredHead = Found<HeadItem>;

/** How long heads gather before they are written, in milliseconds: what one costs does not grow with the turns. */
const gatherFor = 30_000;
const mostRounds = 5;

/**
 * The heads as they are stored. One is made before the first commit of its stream, at revision 0, so commits without a head were
 * tampered with. After that it is written behind the commits, many at a time, and never set back.
 */
export class CosmosHeads {
  readonly #container: Container;
  readonly #record: Container;
  readonly #requests: Requests;
  #waiting = new Map<string, Head>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(container: Container, record: Container, requests: Requests) {
    this.#container = container;
    this.#record = record;
    this.#requests = requests;
  }

  stored(stream: string): Promise<StoredHead | undefined> {
    const key = keyOf(stream);
    return find<HeadItem>(this.#requests, this.#container, key, key);
  }

  /** False when there is a head already. */
  async begin(stream: string): Promise<boolean> {
    const item: HeadItem = { id: keyOf(stream), stream, life: randomUUID(), ...genesis };
    try {
      await this.#requests.write((bounds) => this.#container.items.create(item, bounds));
      return true;
    } catch (error) {
      if (isRefused(error, 409)) return false;
      throw error;
    }
  }

  /** The head will be moved on to here, together with others. */
  later(stream: string, head: Head): void {
    if (this.#requests.readOnly || (this.#waiting.get(stream)?.revision ?? 0) >= head.revision) return;
    this.#waiting.set(stream, { revision: head.revision, hash: head.hash });
    this.#timer ??= setTimeout(() => this.flush(), gatherFor).unref();
  }

  /** What waits for a stream that goes away is not written. */
  forget(stream: string): void {
    this.#waiting.delete(stream);
  }

  /** Writes what waits. Never rejects: whoever meets a head that lags behind moves it on. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const heads = this.#waiting;
    this.#waiting = new Map();
    this.#writing = this.#writing.then(() => this.#moveOn(heads)).catch(() => undefined);
    return this.#writing;
  }

  /** Those that another instance moved on in the meantime come again in the next round. */
  async #moveOn(heads: ReadonlyMap<string, Head>): Promise<void> {
    let left: readonly Waiting[] = [...heads].map(([stream, head]) => ({ stream, head }));
    for (let round = 0; left.length > 0 && round < mostRounds; round++) {
      const stored = await this.#read(this.#container, left, ({ stream }) => [keyOf(stream), keyOf(stream)]);
      // Read after its head: if the commit is there, that head is not of a stream that was removed and begun anew.
      const commits = await this.#read(this.#record, left, ({ stream, head }) => [
        commitId(head.revision),
        keyOf(stream),
      ]);
      const behind = left.flatMap((waiting, i) => {
        const item = stored[i] as StoredHead | undefined;
        const isThere = (commits[i] as Partial<Head> | undefined)?.hash === waiting.head.hash;
        const isBehind = item && !item.isRemoved && item.revision < waiting.head.revision;
        return isThere && isBehind ? [{ ...waiting, item }] : [];
      });
      const writes = behind.map(({ stream, head, item }): OperationInput => {
        const id = keyOf(stream);
        const { revision, hash } = head;
        const resourceBody = { id, stream, life: item.life, revision, hash };
        return { operationType: 'Replace', id, partitionKey: id, ifMatch: item._etag, resourceBody };
      });
      const written = await inBulk(this.#requests, this.#container, writes);
      left = behind.filter((_, i) => written[i]?.statusCode === 412);
    }
  }

  async #read(
    container: Container,
    waiting: readonly Waiting[],
    place: (one: Waiting) => readonly [id: string, partition: string],
  ): Promise<readonly unknown[]> {
    const reads = waiting.map((one): OperationInput => {
      const [id, partitionKey] = place(one);
      return { operationType: 'Read', id, partitionKey };
    });
    return (await inBulk(this.#requests, container, reads)).map(({ resourceBody }) => resourceBody);
  }

  /** False when somebody changed it in the meantime. */
  markRemoved({ _etag, id, stream, life }: StoredHead, { revision, hash }: Head): Promise<boolean> {
    const item: HeadItem = { id, stream, life, revision, hash, isRemoved: true };
    return this.#unlessChanged((bounds) =>
      this.#container.item(id, id).replace(item, { ...bounds, ...ifMatch(_etag) }),
    );
  }

  async drop({ _etag, id }: StoredHead): Promise<void> {
    await this.#unlessChanged((bounds) => this.#container.item(id, id).delete({ ...bounds, ...ifMatch(_etag) }));
  }

  async #unlessChanged(call: Parameters<Requests['write']>[0]): Promise<boolean> {
    try {
      await this.#requests.write(call);
      return true;
    } catch (error) {
      if (isRefused(error, 404, 412)) return false;
      throw error;
    }
  }

  /** Sorted by their ids. */
  after(id: string, size: number): Promise<readonly HeadItem[]> {
    const query = {
      query: 'SELECT c.id, c.stream, c.revision, c.isRemoved FROM c WHERE c.id > @id ORDER BY c.id',
      parameters: [{ name: '@id', value: id }],
    };
    return findMany<HeadItem>(this.#requests, this.#container, query, size);
  }
}
