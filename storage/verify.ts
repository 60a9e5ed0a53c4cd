import { commitsAfter } from './commitsAfter.ts';
import { canonicalJson, commitHash, genesis } from './hash.ts';
import type { Commit, EventLog, Head, Store } from './ports.ts';
import { type RecordsOptions, type Snapshot, snapshotId } from './records.ts';
import { DamagedCommit, StoreError } from './storeError.ts';

export type ProblemKind =
  /** Its content, its hash or its place in the chain is not what was written. */
  | 'altered'
  /** In the middle, or at the end: the head knows of it. */
  | 'missing'
  /** It is there, and the head stops before it. */
  | 'beyondHead'
  /** The last commit is whole, and the head holds another hash. */
  | 'headDiffers'
  /** There are commits and no head, so nobody can tell whether the end is missing. The revision is 1. */
  | 'noHead'
  /** All commits are whole, and the snapshot taken at this one is not what they fold to. */
  | 'snapshotDiffers';

export interface Problem {
  readonly stream: string;
  /** Of the first commit that is wrong. */
  readonly revision: number;
  readonly kind: ProblemKind;
}

export interface VerifyReport {
  readonly streams: number;
  /** Commits and events read; a broken stream is read up to its first problem. */
  readonly commits: number;
  readonly events: number;
  /** The first problem of each broken stream; empty when all is as it was written. */
  readonly problems: readonly Problem[];
}

/** How to check the snapshots of some streams: `Records` believes a snapshot as it stands. */
export interface SnapshotCheck<State, Event> extends Pick<RecordsOptions<State, Event>, 'fold' | 'initial' | 'schema'> {
  /** What the names of the streams begin with. */
  readonly streams: string;
}

/** A check that knows what the commits of some streams mean. */
export interface StreamCheck {
  /** What the names of the streams begin with. */
  readonly streams: string;
  /** For a stream whose commits are all as they were written. */
  readonly verify: (
    store: Pick<Store, 'log' | 'documents'>,
    stream: string,
  ) => Promise<Omit<Problem, 'stream'> | undefined>;
}

/** Checks that the snapshots of these streams are what their commits fold to. */
export function snapshotsOf<State, Event>(check: SnapshotCheck<State, Event>): StreamCheck {
  return { streams: check.streams, verify: (store, stream) => verifySnapshot(store, stream, check) };
}

/**
 * Reads every stream and checks that it is what was appended: no gap, no altered commit, an unbroken chain from the first
 * commit to the head, and what `checks` ask beyond. Holds one page of commits at a time, and may run while others append. Rejects with a `StoreError` only
 * when the store cannot be read at all. It cannot see that a whole stream was removed together with its head, or that somebody
 * wrote a stream anew from some commit on, head and hashes and all: keep backups elsewhere for that.
 */
export async function verifyStore(
  store: Pick<Store, 'log' | 'documents'>,
  checks: readonly StreamCheck[] = [],
): Promise<VerifyReport> {
  const { log } = store;
  const report = { streams: 0, commits: 0, events: 0, problems: [] as Problem[] };
  for await (const stream of log.streams()) {
    let walk = await verifyStream(log, stream);
    // Once more, in case somebody removed the stream while it was being read.
    if (walk.problem) walk = await verifyStream(log, stream);
    if (walk.isGone) continue;
    report.streams += 1;
    report.commits += walk.commits;
    report.events += walk.events;
    const check = checks.find(({ streams }) => stream.startsWith(streams));
    const problem = walk.problem ?? (await check?.verify(store, stream));
    if (problem) report.problems.push({ stream, ...problem });
  }
  return report;
}

interface Walk {
  readonly commits: number;
  readonly events: number;
  readonly isGone: boolean;
  readonly problem?: Omit<Problem, 'stream'>;
}

async function verifyStream(log: EventLog, stream: string): Promise<Walk> {
  let last = genesis;
  let events = 0;
  let promised = 0;
  let page = 100;
  const end = (kind?: ProblemKind, revision = last.revision + 1, isGone = false): Walk => {
    const found = { commits: last.revision, events, isGone };
    return kind ? { ...found, problem: { kind, revision } } : found;
  };
  for (;;) {
    try {
      for await (const commit of commitsAfter(log, stream, last.revision, page)) {
        if (commit.revision !== last.revision + 1) return end('missing');
        if (commit.stream !== stream || !hasItsHash(commit)) return end('altered');
        if (commit.previousHash !== last.hash) return end('altered', await firstAltered(log, last, commit));
        last = { revision: commit.revision, hash: commit.hash };
        events += commit.events.length;
      }
    } catch (error) {
      if (!(error instanceof DamagedCommit)) throw error;
      // One by one from here, because a commit before it on the same page may be wrong too.
      if (page === 1) return end(error.revision === last.revision + 1 ? 'altered' : 'missing');
      page = 1;
      continue;
    }
    if (last.revision < promised) return end('missing');
    // Read after the commits, as a commit is never there before its head says so.
    const head = await log.head(stream);
    if (!head) return last.revision === 0 ? end(undefined, 0, true) : end('noHead', 1);
    if (head.revision < last.revision) return end('beyondHead', head.revision + 1);
    if (head.revision === last.revision) return head.hash === last.hash ? end() : end('headDiffers', last.revision);
    // Appended since we read, or missing: the next round tells.
    promised = head.revision;
  }
}

/** A snapshot of another schema, or one that nobody can read, is never used. */
async function verifySnapshot<State, Event>(
  { log, documents }: Pick<Store, 'log' | 'documents'>,
  stream: string,
  { fold, initial, schema }: SnapshotCheck<State, Event>,
): Promise<Omit<Problem, 'stream'> | undefined> {
  const stored = await documents.get<Snapshot<State>>(snapshotId(stream)).catch(() => undefined);
  const snapshot = stored?.value;
  if (snapshot?.schema !== schema || !(snapshot.head?.revision > 0)) return undefined;
  const { revision } = snapshot.head;
  const differs = { kind: 'snapshotDiffers', revision } as const;
  try {
    let state = initial;
    for await (const commit of commitsAfter<Event>(log, stream, 0)) {
      if (commit.revision > revision) break;
      state = fold(state, commit);
      const isThere = commit.revision === revision && commit.hash === snapshot.head.hash;
      if (isThere) return canonicalJson(state) === canonicalJson(snapshot.state) ? undefined : differs;
    }
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'store.notJson') throw error;
  }
  // Somebody may have removed the stream meanwhile.
  return (await log.head(stream)) ? differs : undefined;
}

function hasItsHash(commit: Commit): boolean {
  try {
    return commitHash(commit) === commit.hash;
  } catch {
    return false;
  }
}

/**
 * Of two commits that do not follow from one another while each fits its own hash, one was written anew. If what comes after
 * the later one vouches for it, that is the earlier one.
 */
async function firstAltered(log: EventLog, earlier: Head, later: Commit): Promise<number> {
  const [after] = await log.read(later.stream, later.revision, 1).catch(() => []);
  const vouched = after ? after.previousHash : (await log.head(later.stream))?.hash;
  return vouched === later.hash && earlier.revision > 0 ? earlier.revision : later.revision;
}
