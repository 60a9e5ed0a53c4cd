import { LRUCache } from 'lru-cache';
import type { RecordedFile } from '../../core/evidence/documents.ts';
import type { FileCheck } from '../../core/evidence/model.ts';
import { checkFile } from '../../storage/files/verified.ts';
import type { Documents, Files } from '../../storage/ports.ts';

/** Files that are looked at, and where need be read, at the same time. */
const atOnce = 4;

/** What files were like when they were last read and found whole: kept, so that a restart does not read them all again. */
type Stamps = Readonly<Record<string, string>>;

/** Whether files are there and as they were recorded. One that has not changed since it was last read is not read again. */
export class CheckedFiles {
  readonly #files: Files;
  readonly #documents: Documents;

  constructor(files: Files, documents: Documents) {
    this.#files = files;
    this.#documents = documents;
  }

  /** `recorded`: all files of the assessment. */
  async check(assessment: string, recorded: readonly RecordedFile[]): Promise<readonly FileCheck[]> {
    if (recorded.length === 0) return [];
    const id = `checked/${assessment}`;
    const known = (await this.#documents.get<Stamps>(id))?.value ?? {};
    const checked = new LRUCache<string, string>({ max: Object.keys(known).length + recorded.length });
    for (const [key, stamp] of Object.entries(known)) checked.set(key, stamp);
    const found: FileCheck[] = [];
    const left = recorded.entries();
    const work = async (): Promise<void> => {
      for (const [at, { document, version, source }] of left)
        found[at] = { document, version, found: await checkFile(this.#files, source.file, source, checked) };
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const names = new Set(recorded.map(({ source }) => source.file));
    const stamps = Object.fromEntries([...checked.entries()].filter(([key]) => names.has(key.split(' ')[0] ?? '')));
    if (!isSame(stamps, known)) await this.#documents.put(id, stamps);
    return found;
  }
}

const isSame = (one: Stamps, other: Stamps): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([key, stamp]) => other[key] === stamp);
