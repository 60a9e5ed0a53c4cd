import type { RecordedFile } from '../../core/evidence/documents.ts';
import type { FileCheck } from '../../core/evidence/model.ts';
import { checkFile, checkKey, type FileState } from '../../storage/files/verified.ts';
import { KeyedQueue } from '../../storage/keyedQueue.ts';
import type { Documents, FileFacts, Files } from '../../storage/ports.ts';
import { describeError, type Logger } from '../logger.ts';
import { atMost } from './atMost.ts';

/** Files of an assessment that are looked at, and where need be read, at the same time. */
const atOnce = 4;
/** Milliseconds that somebody who comes back waits for all checks together. */
const longestCheck = 3_000;

/** What files were like when they were last read and found whole: kept, so that a restart does not read them all again. */
type Stamps = Readonly<Record<string, string>>;

export interface CheckedFilesOptions {
  readonly files: Files;
  readonly documents: Documents;
  readonly logger: Logger;
}

/** Whether files are there and as they were recorded. One that has not changed since it was last read is not read again. */
export class CheckedFiles {
  readonly #options: CheckedFilesOptions;
  readonly #writing = new KeyedQueue();
  readonly #reading = new Map<string, Promise<FileState>>();

  constructor(options: CheckedFilesOptions) {
    this.#options = options;
  }

  /**
   * `recorded`: all files of the assessment. One that cannot be read, or whose turn does not come within a few seconds, is left
   * out: nobody knows, and the next time may tell. Never rejects.
   */
  async check(assessment: string, recorded: readonly RecordedFile[]): Promise<readonly FileCheck[]> {
    if (recorded.length === 0) return [];
    const found: FileCheck[] = [];
    const late = new AbortController();
    // What is being read when the time is over is read to its end, so that the next time knows.
    await atMost(longestCheck, this.#check(assessment, recorded, found, late.signal));
    late.abort();
    // Without the places of those that are left out.
    return found.filter(() => true);
  }

  /** Notes that a file was written as `facts` say, so that it need not be read again. Never rejects. */
  async note(assessment: string, file: string, facts: FileFacts): Promise<void> {
    try {
      const look = await this.#options.files.look(file);
      if (look?.size !== facts.size) return;
      await this.#keep(assessment, (stamps) => ({ ...stamps, [checkKey(file, facts)]: look.stamp }));
    } catch (error) {
      this.#failed(error);
    }
  }

  async #check(
    assessment: string,
    recorded: readonly RecordedFile[],
    found: FileCheck[],
    late: AbortSignal,
  ): Promise<void> {
    try {
      const known = await this.#stamps(assessment);
      const checked = new Map(Object.entries(known));
      const left = recorded.entries();
      const work = async (): Promise<void> => {
        for (const [at, file] of left) {
          if (late.aborted) return;
          const state = await this.#state(file, checked);
          if (state) found[at] = { document: file.document, version: file.version, found: state };
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      const keys = new Set(recorded.map(({ source }) => checkKey(source.file, source)));
      const current = [...checked].filter(([key]) => keys.has(key));
      const fresh = current.filter(([key, stamp]) => known[key] !== stamp);
      if (fresh.length === 0 && current.length === checked.size) return;
      await this.#keep(assessment, (stamps) => ({
        // Others may have come since.
        ...Object.fromEntries(Object.entries(stamps).filter(([key]) => keys.has(key) || !Object.hasOwn(known, key))),
        ...Object.fromEntries(fresh),
      }));
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Undefined when nobody can say. */
  async #state({ source }: RecordedFile, checked: Map<string, string>): Promise<FileState | undefined> {
    const key = checkKey(source.file, source);
    const reading = this.#reading.get(key) ?? checkFile(this.#options.files, source.file, source, checked);
    this.#reading.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      this.#failed(error);
      return undefined;
    } finally {
      this.#reading.delete(key);
    }
  }

  async #stamps(assessment: string): Promise<Stamps> {
    return (await this.#options.documents.get<Stamps>(documentId(assessment)))?.value ?? {};
  }

  /** Of two processes that write at once, one is lost: its files are read once more. */
  #keep(assessment: string, change: (stamps: Stamps) => Stamps): Promise<unknown> {
    return this.#writing.run(assessment, async () =>
      this.#options.documents.put(documentId(assessment), change(await this.#stamps(assessment))),
    );
  }

  #failed(error: unknown): void {
    this.#options.logger.error('evidence.checkFailed', describeError(error));
  }
}

const documentId = (assessment: string): string => `checked/${assessment}`;
