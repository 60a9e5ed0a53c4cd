import type { Assessment } from '../../core/assessment.ts';
import { filesOf } from '../../core/evidence/documents.ts';
import type { Files } from '../../storage/ports.ts';
import { describeError, type Logger } from '../logger.ts';
import { uploadLifetime } from './uploads.ts';

const hour = 60 * 60_000;
/** Milliseconds, two hours longer than an upload can be attached: nothing is taken from under a turn. */
const looseAge = uploadLifetime * 1000 + 2 * hour;
const every = 24 * hour;

export interface SweepOptions {
  readonly files: Files;
  readonly assessment: (id: string) => Promise<Assessment>;
  readonly now: () => Date;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** Deletes the files of an assessment, or of all, that lie where evidence lies while no record has named them for two days. */
export async function sweepEvidence({ files, assessment, now, signal }: SweepOptions, only?: string): Promise<void> {
  const isOld = oldAt(now());
  let current: { readonly id: string; readonly named: ReadonlySet<string> } | undefined;
  for await (const { name, writtenAt } of files.list(only === undefined ? 'evidence/' : `evidence/${only}/`)) {
    if (signal?.aborted) return;
    if (!isOld(writtenAt)) continue;
    const id = name.split('/')[1] ?? '';
    if (current?.id !== id) current = { id, named: namedFiles(await assessment(id)) };
    if (!current.named.has(name)) await files.delete(name);
  }
}

/** Also what would come back if somebody took back their last changes. */
function namedFiles({ documents, undoable }: Assessment): ReadonlySet<string> {
  const before = undoable.flatMap((each) => Object.values(each.documents).filter((document) => document !== null));
  const all = [documents, ...before.map((document) => ({ [document.id]: document }))];
  return new Set(all.flatMap((each) => filesOf(each).map(({ source }) => source.file)));
}

/** Deletes bytes that came and were never looked at. */
export async function sweepIncoming({ files, now, signal }: Omit<SweepOptions, 'assessment'>): Promise<void> {
  const isOld = oldAt(now());
  for await (const { name, writtenAt } of files.list('incoming/')) {
    if (signal?.aborted) return;
    if (isOld(writtenAt)) await files.delete(name);
  }
}

const oldAt = (now: Date) => (writtenAt: string) => now.getTime() - Date.parse(writtenAt) > looseAge;

/** Sweeps now and once a day, until it is stopped. */
export function startSweeping(options: SweepOptions & { readonly logger: Logger }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let sweeping = Promise.resolve();
  const sweep = (): void => {
    sweeping = sweeping
      .then(() => sweepIncoming({ ...options, signal: stopping.signal }))
      .then(() => sweepEvidence({ ...options, signal: stopping.signal }))
      .catch((error: unknown) => options.logger.error('evidence.sweepFailed', describeError(error)));
  };
  const timer = setInterval(sweep, every);
  timer.unref();
  sweep();
  return {
    stop() {
      clearInterval(timer);
      stopping.abort();
      return sweeping;
    },
  };
}
