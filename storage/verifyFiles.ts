import { LRUCache } from 'lru-cache';
import { commitsAfter } from './commitsAfter.ts';
import { type Checked, checkFile } from './files/verified.ts';
import type { FileFacts, Store } from './ports.ts';
import type { RecordsOptions } from './records.ts';
import { DamagedCommit } from './storeError.ts';

export interface ExpectedFile extends FileFacts {
  readonly name: string;
}

/** Which files the streams of a kind say that the store holds. */
export interface FilesCheck<State, Event> extends Pick<RecordsOptions<State, Event>, 'fold' | 'initial'> {
  /** What the names of the streams begin with. */
  readonly streams: string;
  readonly filesOf: (state: State) => readonly ExpectedFile[];
}

export interface FileProblem {
  readonly stream: string;
  readonly name: string;
  readonly kind: 'missing' | 'altered';
}

export interface FilesReport {
  /** How many were looked for; one that several streams name counts for each. */
  readonly files: number;
  readonly problems: readonly FileProblem[];
}

/** Files that are remembered as checked, because other streams may name them too. */
const remembered = 10_000;

/**
 * Reads every file that the record names and checks that it is what was put. Streams that cannot be read are for
 * `verifyStore` to tell, and are passed over. May run while others add and delete. Holds one state, one page of commits and one
 * piece of a file at a time. Rejects with a `StoreError` only when the store cannot be read at all.
 */
export async function verifyFiles<State, Event>(
  store: Pick<Store, 'log' | 'files'>,
  check: FilesCheck<State, Event>,
): Promise<FilesReport> {
  const checked: Checked = new LRUCache({ max: remembered });
  const report = { files: 0, problems: [] as FileProblem[] };
  for await (const stream of store.log.streams()) {
    if (!stream.startsWith(check.streams)) continue;
    const expected = await filesOf(store, stream, check);
    const problems: FileProblem[] = [];
    for (const { name, ...facts } of expected) {
      const state = await checkFile(store.files, name, facts, checked);
      if (state !== 'there') problems.push({ stream, name, kind: state });
    }
    report.files += expected.length;
    if (problems.length === 0) continue;
    // Somebody may have deleted it meanwhile, and said so in the record first.
    const names = new Set((await filesOf(store, stream, check)).map(({ name }) => name));
    report.problems.push(...problems.filter(({ name }) => names.has(name)));
  }
  return report;
}

async function filesOf<State, Event>(
  { log }: Pick<Store, 'log'>,
  stream: string,
  { fold, initial, filesOf }: FilesCheck<State, Event>,
): Promise<readonly ExpectedFile[]> {
  let state = initial;
  try {
    for await (const commit of commitsAfter<Event>(log, stream, 0)) state = fold(state, commit);
  } catch (error) {
    if (error instanceof DamagedCommit) return [];
    throw error;
  }
  return filesOf(state);
}
