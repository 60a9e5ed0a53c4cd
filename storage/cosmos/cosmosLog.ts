import { LRUCache } from 'lru-cache';
import { type KeptCommit, keptCommit, parseCommit, toCommit } from '../commitBody.ts';
import { genesis } from '../hash.ts';
import { checkStreamName } from '../names.ts';
import { type Commit, type EventLog, type Head, type NewCommit, RevisionTaken } from '../ports.ts';
import { DamagedCommit } from '../storeError.ts';
import type { CosmosHeads } from './cosmosHeads.ts';
import { type CommitItem, isCommit, keptIn, pageSize, type RecordItems } from './recordItems.ts';
import { removeStream } from './removal.ts';
import type { Requests } from './requests.ts';
import { streamNames } from './streamNames.ts';

const hourInMs = 3_600_000;
const headsRemembered = 10_000;
const maxTries = 10;

interface Walk {
  readonly head: Head;
  readonly end: 'open' | 'removed' | 'broken';
}

/**
 * A commit is one item, and its stream and revision are the item's unique id: creating it is the whole append. It is
 * acknowledged then; heads follow behind (`CosmosHeads`). Heads that were written or read lately are remembered, so that
 * an append need not look first.
 */
export class CosmosLog implements EventLog {
  readonly #record: RecordItems;
  readonly #heads: CosmosHeads;
  readonly #requests: Requests;
  readonly #known = new LRUCache<string, Head>({ max: headsRemembered, ttl: hourInMs });

  constructor(record: RecordItems, heads: CosmosHeads, requests: Requests) {
    this.#record = record;
    this.#heads = heads;
    this.#requests = requests;
  }

  append<Event>(stream: string, expected: Head, commit: NewCommit<Event>): Promise<Commit<Event>> {
    return this.#requests.writingTask(async () => {
      checkStreamName(stream);
      const kept = keptCommit(stream, expected, commit);
      if (!(await this.#isThere(stream, expected))) throw taken(stream, kept.revision);
      if (expected.revision === 0) await this.#begin(stream);
      if (!(await this.#record.put(stream, kept)) && !(await this.#isThereAfterAll(stream, kept))) {
        this.#known.delete(stream);
        throw taken(stream, kept.revision);
      }
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
    const item = await this.#record.find(stream, revision);
    return isCommit(item) && item.hash === hash;
  }

  /** The head comes before the first commit, so that a stream never has commits and no head. */
  async #begin(stream: string): Promise<void> {
    for (let tries = 0; tries < maxTries; tries++) {
      if (await this.#heads.begin(stream)) return;
      const stored = await this.#heads.stored(stream);
      if (!stored) continue;
      const { head, end } = await this.#walk(stream, stored, stored.life);
      if (stored.isRemoved || end === 'removed') await removeStream(this.#record, this.#heads, stream);
      else if (head.revision > 0) break;
      // Somebody else has just begun it: the first commit decides who was first.
      else return;
    }
    throw taken(stream, 1);
  }

  /** The id is taken: by this very commit, if its answer was lost; by a tombstone of an earlier life; or by somebody else. */
  async #isThereAfterAll(stream: string, kept: KeptCommit): Promise<boolean> {
    const there = await this.#record.find(stream, kept.revision);
    if (!there || isCommit(there)) return there?.body === kept.body;
    const stored = await this.#heads.stored(stream);
    if (!stored || stored.isRemoved || stored.life === there.life) return false;
    if (await this.#record.put(stream, kept, there)) return true;
    const now = await this.#record.find(stream, kept.revision);
    return isCommit(now) && now.body === kept.body;
  }

  read<Event>(stream: string, after: number, limit = Number.POSITIVE_INFINITY): Promise<readonly Commit<Event>[]> {
    return this.#requests.task(async () => {
      const commits: Commit<Event>[] = [];
      if (limit < 1) return commits;
      for await (const item of this.#record.after(stream, after, Math.min(limit, pageSize))) {
        if (isCommit(item)) commits.push(toCommit<Event>(stream, keptIn(item)));
        if (commits.length === limit) break;
      }
      return commits;
    });
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
  async #walk(stream: string, from: Head, life?: string): Promise<Walk> {
    let head = bare(from);
    if (!(await this.#record.find(stream, head.revision + 1))) return { head, end: 'open' };
    for await (const item of this.#record.after(stream, head.revision, pageSize)) {
      if (isCommit(item)) {
        if (!follows(stream, item, head)) return { head, end: 'broken' };
        head = { revision: head.revision + 1, hash: item.hash };
      } else if (life === undefined || item.life === life) return { head, end: 'removed' };
    }
    return { head, end: 'open' };
  }

  streams(): AsyncIterable<string> {
    return streamNames(this.#record, this.#heads, this.#requests);
  }

  remove(stream: string): Promise<void> {
    return this.#requests.writingTask(async () => {
      this.#known.delete(stream);
      await removeStream(this.#record, this.#heads, stream);
    });
  }
}

/** Without what else an item holds. */
function bare({ revision, hash }: Head): Head {
  return { revision, hash };
}

function follows(stream: string, item: CommitItem, head: Head): boolean {
  try {
    const { revision, previousHash } = toCommit(stream, keptIn(item));
    return revision === head.revision + 1 && Number(item.id) === revision && previousHash === head.hash;
  } catch (error) {
    if (error instanceof DamagedCommit) return false;
    throw error;
  }
}

function taken(stream: string, revision: number): RevisionTaken {
  return new RevisionTaken(`Revision ${revision} of stream ${JSON.stringify(stream)} is not the next one.`);
}
