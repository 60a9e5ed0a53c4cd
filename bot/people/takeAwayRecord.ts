import { commitsAfter } from '../../storage/commitsAfter.ts';
import { canonicalJson, commitHash, genesis } from '../../storage/hash.ts';
import type { Commit, EventLog, Head } from '../../storage/ports.ts';
import { DamagedCommit } from '../../storage/storeError.ts';

/** A stream as far as it is whole. */
export interface WholePart<State> {
  readonly state: State;
  /** The last commit that is as it was written; revision 0 where none is. */
  readonly last: Head;
  /** Revision of the first commit that is altered or missing. */
  readonly brokenAt?: number;
}

/** Reads a stream, folding it, up to its head or to where it is broken. Holds a page of commits at a time. */
export async function wholePart<State, Event>(
  log: EventLog,
  stream: string,
  { initial, fold }: { readonly initial: State; readonly fold: (state: State, commit: Commit<Event>) => State },
): Promise<WholePart<State>> {
  const head = (await log.head(stream)) ?? genesis;
  let state = initial;
  let last: Head = genesis;
  try {
    for await (const commit of commitsAfter<Event>(log, stream, 0)) {
      if (commit.revision > head.revision) break;
      const follows = commit.revision === last.revision + 1 && commit.previousHash === last.hash;
      if (!follows || commitHash(commit) !== commit.hash) break;
      state = fold(state, commit);
      last = { revision: commit.revision, hash: commit.hash };
    }
  } catch (error) {
    if (!(error instanceof DamagedCommit)) throw error;
  }
  return last.hash === head.hash ? { state, last } : { state, last, brokenAt: last.revision + 1 };
}

/** The commits of a stream up to a revision, each as a line of canonical JSON: what its hash is taken over, and the hash. */
export async function* recordLines(
  log: EventLog,
  stream: string,
  revision: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (revision === 0) return;
  for await (const commit of commitsAfter(log, stream, 0)) {
    yield Buffer.from(`${canonicalJson(commit)}\n`);
    if (commit.revision === revision) return;
  }
}
