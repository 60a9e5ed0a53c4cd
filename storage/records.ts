import { setTimeout } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { commitsAfter } from './commitsAfter.ts';
import { canonicalJson, genesis } from './hash.ts';
import { KeyedQueue } from './keyedQueue.ts';
import { type Commit, type Documents, type EventLog, type Head, type NewCommit, RevisionTaken } from './ports.ts';
import { DamagedCommit, StoreError } from './storeError.ts';

/** Commits between two snapshots: bounds what is read and folded when a record is not in memory. */
const snapshotEvery = 50;
const maxTries = 20;

export interface RecordsOptions<State, Event> {
  readonly log: EventLog;
  readonly documents: Documents;
  /** Pure. The state must be plain JSON, or snapshots of it are never taken. */
  readonly fold: (state: State, commit: Commit<Event>) => State;
  readonly initial: State;
  /** Raise it whenever `fold` or the shape of the state changes: snapshots of another schema are ignored. */
  readonly schema: number;
  /** How many folded states are kept in memory. */
  readonly cacheSize: number;
}

export interface Folded<State> {
  readonly state: State;
  readonly head: Head;
}

export interface Decision<Event, T> {
  /** Absent, or without events: nothing is appended. */
  readonly commit?: NewCommit<Event> | undefined;
  readonly result: T;
}

export interface Snapshot<State> extends Folded<State> {
  readonly schema: number;
}

/**
 * Streams as the states they fold to. The log alone is the truth: the cache and the snapshots only save reading, and each is
 * checked against the log (the commit it ends with must still be there) whenever it is used.
 */
export class Records<State, Event> {
  readonly #options: RecordsOptions<State, Event>;
  readonly #cache: LRUCache<string, Folded<State>>;
  readonly #turns = new KeyedQueue();

  constructor(options: RecordsOptions<State, Event>) {
    this.#options = options;
    this.#cache = new LRUCache({ max: options.cacheSize });
  }

  /**
   * The state of a stream now, with commits of other processes; the initial state for a stream that is not there.
   * Rejects with `store.damaged` when a commit is missing or does not follow from the one before it.
   */
  async read(stream: string): Promise<Folded<State>> {
    const cached = this.#cache.get(stream);
    const fresh = cached && (await this.#catchUp(stream, cached));
    if (cached && !fresh) this.#cache.delete(stream);
    const nothing = { state: this.#options.initial, head: genesis };
    const folded = fresh ?? (await this.#fromSnapshot(stream)) ?? (await this.#catchUp(stream, nothing)) ?? nothing;
    this.#remember(stream, folded);
    return folded;
  }

  /**
   * Asks `decide` what to append, and appends it; resolves with `result` once that survives power loss. When somebody else
   * appended in between, `decide` is asked again with what they wrote, so it must be pure. Updates of one stream run one
   * after another. Rejects with `store.contended` after 20 lost races, with what `decide` throws, and as `read` does.
   */
  update<T>(stream: string, decide: (state: State, head: Head) => Decision<Event, T>): Promise<T> {
    return this.#turns.run(stream, async () => {
      // What is in memory may lag behind other processes. An append that succeeds proves that it did not, without a read.
      let folded = this.#cache.get(stream);
      let isCertain = false;
      for (let tries = 0; tries < maxTries; tries++) {
        if (!folded) {
          folded = await this.read(stream);
          isCertain = true;
        }
        const { commit, result } = decide(folded.state, folded.head);
        if (!commit?.events.length) {
          if (isCertain) return result;
          const now = await this.read(stream);
          if (now.head.hash === folded.head.hash) return result;
          folded = now;
          isCertain = true;
          continue;
        }
        try {
          const written = await this.#options.log.append(stream, folded.head, commit);
          this.#extend(stream, folded.state, written);
          return result;
        } catch (error) {
          if (!(error instanceof RevisionTaken)) throw error;
          folded = undefined;
          await stepAside(tries);
        }
      }
      throw new StoreError(
        'store.contended',
        `Stream ${JSON.stringify(stream)} had moved on ${maxTries} times in a row. ` +
          'If nobody else writes to it, its end is missing: run "npm run verify".',
      );
    });
  }

  /** Every commit of a stream, in order, read a page at a time. */
  history(stream: string): AsyncIterable<Commit<Event>> {
    return commitsAfter<Event>(this.#options.log, stream, 0);
  }

  /** Removes a stream and what was derived from it. */
  remove(stream: string): Promise<void> {
    return this.#turns.run(stream, async () => {
      await this.#options.log.remove(stream);
      await this.#options.documents.delete(snapshotId(stream));
      this.#cache.delete(stream);
    });
  }

  /** `base` with all that was appended since; undefined when the log does not hold the commit that `base` ends with. */
  async #catchUp(stream: string, base: Folded<State>): Promise<Folded<State> | undefined> {
    let { state, head } = base;
    // The known commit is read again with the tail: one request, and a stream removed or rewritten behind our back shows.
    let isKnown = head.revision === 0;
    for await (const commit of commitsAfter<Event>(this.#options.log, stream, Math.max(0, head.revision - 1))) {
      if (!isKnown) {
        if (commit.revision !== head.revision || commit.hash !== head.hash) return undefined;
        isKnown = true;
        continue;
      }
      if (commit.revision !== head.revision + 1 || commit.previousHash !== head.hash) {
        throw new DamagedCommit(stream, head.revision + 1);
      }
      state = this.#options.fold(state, commit);
      head = { revision: commit.revision, hash: commit.hash };
    }
    return isKnown ? { state, head } : undefined;
  }

  async #fromSnapshot(stream: string): Promise<Folded<State> | undefined> {
    // A snapshot that cannot be read is as good as none.
    const stored = await this.#options.documents.get<Snapshot<State>>(snapshotId(stream)).catch(() => undefined);
    const snapshot = stored?.value;
    if (snapshot?.schema !== this.#options.schema || !(snapshot.head?.revision > 0)) return undefined;
    return this.#catchUp(stream, snapshot);
  }

  #remember(stream: string, folded: Folded<State>): void {
    const { revision } = folded.head;
    // Readers run beside each other: the one that began first may end last.
    if (revision > 0 && revision >= (this.#cache.peek(stream)?.head.revision ?? 0)) this.#cache.set(stream, folded);
  }

  #extend(stream: string, state: State, commit: Commit<Event>): void {
    const folded = {
      state: this.#options.fold(state, commit),
      head: { revision: commit.revision, hash: commit.hash },
    };
    this.#remember(stream, folded);
    if (commit.revision % snapshotEvery === 0) this.#saveSnapshot(stream, folded);
  }

  /** Not waited for, and allowed to fail: nobody needs it. */
  #saveSnapshot(stream: string, { state, head }: Folded<State>): void {
    const snapshot: Snapshot<State> = { schema: this.#options.schema, head, state };
    try {
      // A Map, say, would come back from JSON as an empty object, and with it a wrong state.
      canonicalJson(snapshot);
    } catch {
      return;
    }
    this.#options.documents.put(snapshotId(stream), snapshot).catch(() => undefined);
  }
}

/** A random wait of up to 50 ms: two that keep step with one another would otherwise meet again and again, and one always lose. */
function stepAside(tries: number): Promise<void> {
  return tries === 0 ? Promise.resolve() : setTimeout(Math.random() * Math.min(2 ** tries, 50));
}

export function snapshotId(stream: string): string {
  return `snapshot/${stream}`;
}
