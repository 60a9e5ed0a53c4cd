import type { Assessment } from '../../core/assessment.ts';
import { type Documents, EtagMismatch, type Files } from '../../storage/ports.ts';
import { describeError, type Logger } from '../logger.ts';
import { namedFiles } from './namedFiles.ts';
import { type Leftover, uploadLifetime } from './uploads.ts';

const hour = 60 * 60_000;
/** Milliseconds, two hours longer than an upload can be attached: nothing is taken from under a turn. */
const looseAge = uploadLifetime * 1000 + 2 * hour;
/** Milliseconds from one sweep to the next, whichever process does it; each process asks whether it is time at its start and hourly. */
const between = 12 * hour;
const askEvery = hour;
/** Milliseconds from when a sweep first found a file loose until one may delete it. */
const grace = 24 * hour;
/** Files that one sweep remembers for the next. */
const mostLoose = 5_000;

/** What all processes know of the last sweep. */
interface LastSweep {
  /** ISO 8601 instant of when it began. */
  readonly at: string;
  /** Files of evidence that no record named, and the ISO 8601 instant of the sweep that first found each. */
  readonly loose: Readonly<Record<string, string>>;
}

const lastSweepId = 'sweep/last';

export interface SweepOptions {
  readonly files: Files;
  readonly documents: Documents;
  readonly assessment: (id: string) => Promise<Assessment>;
  /** Whether there is a record at all; an assessment that nobody has begun is an empty one. */
  readonly hasRecord: (id: string) => Promise<boolean>;
  /** What we know of a file that came by this very store and that nobody can attach any more. */
  readonly leftover: (file: string) => Promise<Leftover | undefined>;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes what came and was never looked at, and what lies where evidence lies while its record does not name it, unless somebody
 * has seen to it within a day. A file of evidence goes when sweeps have found it loose for a day; so when a record was set back to an
 * earlier moment, people have a day to notice. One that was held for personal details goes at once, as people were told. Where there is no record at all, only files that came and were
 * never attached are loose: that may be the wrong record, and says nothing of the others. Rejects as the store does, but goes on where one record or file is damaged.
 */
export async function sweep(options: SweepOptions): Promise<void> {
  const { documents, now } = options;
  const last = await documents.get<LastSweep>(lastSweepId);
  const at = now();
  if (last && at.getTime() - Date.parse(last.value.at) < between) return;
  const { loose = {} } = last?.value ?? {};
  const begun: LastSweep = { at: at.toISOString(), loose };
  const etag = await documents.put(lastSweepId, begun, last?.etag ?? null).catch((error: unknown) => {
    if (error instanceof EtagMismatch) return undefined;
    throw error;
  });
  if (etag === undefined) return; // Another process does it.
  await sweepIncoming(options);
  const found = await sweepEvidence(options, loose, at);
  if (!options.signal?.aborted) await documents.put(lastSweepId, { ...begun, loose: found } satisfies LastSweep, etag);
}

/** Deletes bytes that came and were never looked at. */
async function sweepIncoming({ files, now, logger, signal }: SweepOptions): Promise<void> {
  const isOld = oldAt(now());
  for await (const { name, writtenAt } of files.list('incoming/')) {
    if (signal?.aborted) return;
    if (!isOld(writtenAt)) continue;
    await files.delete(name).catch((error: unknown) => logger.error('evidence.sweepFailed', describeError(error)));
  }
}

/** Deletes what was loose for long enough, and resolves with the others that are. */
async function sweepEvidence(options: SweepOptions, seen: LastSweep['loose'], at: Date): Promise<LastSweep['loose']> {
  const { files, logger, signal } = options;
  const isOld = oldAt(at);
  const found = new Map<string, string>();
  let current: { readonly id: string; readonly judge: Judge } | undefined;
  for await (const { name, writtenAt } of files.list('evidence/')) {
    if (signal?.aborted) break;
    if (!isOld(writtenAt)) continue;
    const id = name.split('/')[1] ?? '';
    try {
      if (current?.id !== id) {
        // What cannot be read says nothing of its files, so they stay.
        current = { id, judge: async () => 'stays' };
        current = { id, judge: await judgeOf(id, options) };
      }
      const verdict = await current.judge(name);
      if (verdict === 'stays') continue;
      const since = seen[name] ?? at.toISOString();
      if (verdict === 'goes' || at.getTime() - Date.parse(since) >= grace) await files.delete(name);
      else if (found.size < mostLoose) found.set(name, since);
    } catch (error) {
      logger.error('evidence.sweepFailed', describeError(error));
    }
  }
  return Object.fromEntries(found);
}

type Judge = (file: string) => Promise<'stays' | 'loose' | 'goes'>;

/** What becomes of the old files of an assessment. */
async function judgeOf(id: string, { assessment, hasRecord, leftover }: SweepOptions): Promise<Judge> {
  const named = (await hasRecord(id)) ? namedFiles(await assessment(id)) : undefined;
  return async (file) => {
    if (named?.has(file)) return 'stays';
    const left = await leftover(file);
    if (left === 'held') return 'goes';
    return named || left ? 'loose' : 'stays';
  };
}

const oldAt = (now: Date) => (writtenAt: string) => now.getTime() - Date.parse(writtenAt) > looseAge;

/** Sweeps whenever it is time, until it is stopped. */
export function startSweeping(options: Omit<SweepOptions, 'signal'>): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let sweeping = Promise.resolve();
  const ask = (): void => {
    sweeping = sweeping
      .then(() => sweep({ ...options, signal: stopping.signal }))
      .catch((error: unknown) => options.logger.error('evidence.sweepFailed', describeError(error)));
  };
  const timer = setInterval(ask, askEvery);
  timer.unref();
  ask();
  return {
    stop() {
      clearInterval(timer);
      stopping.abort();
      return sweeping;
    },
  };
}
