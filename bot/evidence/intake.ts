import { sentName } from '../../core/evidence/fileName.ts';
import { type DocumentKind, longestFile, type Refusal, type SentFile } from '../../core/evidence/model.ts';
import { londonDate } from '../../core/time.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import type { Inspector } from '../../evidence/inspector.ts';
import { hashFile } from '../../storage/files/verified.ts';
import { sha256 } from '../../storage/hash.ts';
import {
  type Documents,
  EtagMismatch,
  FileExists,
  type FileFacts,
  type Files,
  FileTooLarge,
  type ScanVerdict,
} from '../../storage/ports.ts';
import { HttpError } from '../http/errors.ts';
import { atMost } from './atMost.ts';
import { patience } from './restingScanner.ts';
import type { Scanner } from './scanner.ts';
import { newSecret } from './secrets.ts';
import { Slots } from './slots.ts';
import { Staging } from './staging.ts';
import { type About, type Upload, Uploads, uploadLifetime } from './uploads.ts';

/** A file of up to `longestFile` is in memory for each. */
const inspectionsAtOnce = 2;
/** Files that wait for their turn before we take no more: of one conversation, and in all. Nothing of them is in memory. */
const mostWaiting = { conversation: 10, all: 200 } as const;
/** Seconds. */
const comeBackAfter = 10;
/** Bytes, as JSON, of what may be known of a file: it is written with the upload, and again into the record. */
const longestInsight = 32 * 1024;

/** Looks at a file's content; may use up its bytes. */
export type FileInspector = Pick<Inspector, 'inspect'>;

export interface IntakeOptions {
  readonly files: Files;
  readonly documents: Documents;
  readonly inspector: FileInspector;
  /** Absent: this installation has none. */
  readonly scanner?: Scanner;
  readonly documentKinds: readonly DocumentKind[];
  /** What to call a file of whose name nothing is left. */
  readonly nameless: string;
  /** What a service is called, where that is known. */
  readonly organisationOf: (assessment: string) => Promise<string | undefined>;
  readonly now: () => Date;
  /** Told of each file that was written where evidence lies, before anybody hears of it. */
  readonly onWritten?: (upload: Upload, file: string, facts: FileFacts) => Promise<void>;
  /** Told of each file that waits for the scanner. */
  readonly onWaiting?: (upload: Upload, file: string) => void;
}

/**
 * The one way by which files become possible evidence: staged within their limit, looked at, scanned, and only then written where
 * evidence lies. Each step may be run again, by any process: what is settled stays settled.
 */
export class Intake {
  readonly staging: Staging;
  readonly uploads: Uploads;
  readonly #options: IntakeOptions;
  readonly #slots = new Slots(inspectionsAtOnce);
  readonly #settling = new Map<string, Promise<SentFile | undefined>>();

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.staging = new Staging(options.files);
    this.uploads = new Uploads(options.documents, options.now);
  }

  /** Begins a file of `size` bytes that comes in pieces. */
  begin(asker: Asker, { name, size, about }: { name: string; size: number; about: About }): Promise<Upload> {
    return this.uploads.begin({ id: newSecret(this.#today()), asker, about, name: this.#nameOf(name), size });
  }

  /** Throws 503 while there is no room for more files, from this conversation or from anybody. */
  checkRoom({ conversation }: Asker): void {
    if (this.#slots.waiting(conversation) >= mostWaiting.conversation || this.#slots.waiting() >= mostWaiting.all)
      throw new HttpError(503, 'ServiceBusy', 'Many files are being looked at. Please try again in a moment.', {
        'Retry-After': String(comeBackAfter),
      });
  }

  /**
   * Takes a whole file. One that is too large is refused, and the rest of `content` is left alone. Rejects with what `content`
   * fails with; nothing is left then.
   */
  async take(asker: Asker, name: string, content: AsyncIterable<Uint8Array>): Promise<Upload> {
    const id = newSecret(this.#today());
    try {
      const size = await this.staging.append(id, 0, content, longestFile);
      return await this.uploads.begin({ id, asker, about: {}, name: this.#nameOf(name), size });
    } catch (error) {
      await this.staging.remove(id);
      if (error instanceof FileTooLarge) return this.refuse(asker, name, 'tooLarge');
      throw error;
    }
  }

  /** A file that is not taken at all, so that the person hears of it. */
  refuse(asker: Asker, name: string, refusal: Refusal): Promise<Upload> {
    const id = newSecret(this.#today());
    const cleaned = this.#nameOf(name);
    const sent = { upload: id, name: cleaned, state: 'refused', refusal } as const;
    return this.uploads.begin({ id, asker, about: {}, name: cleaned, size: 0, sent });
  }

  /** Forgets a file and its bytes, however far it had come. */
  async drop(upload: string): Promise<void> {
    const found = await this.uploads.find(upload);
    await this.uploads.forget(upload);
    await this.staging.remove(upload);
    if (found) await this.#options.files.delete(evidenceFile(found));
  }

  /**
   * Says that a message brought these files. Resolves with the uploads that count: those of the first to say so, as the message may
   * be repeated; the others are dropped. `repeatKey`: the same for each repeat, and another for each conversation.
   */
  async claim(repeatKey: string | undefined, uploads: readonly string[]): Promise<readonly string[]> {
    if (repeatKey === undefined || uploads.length === 0) return uploads;
    const id = `uploadedWith/${sha256(repeatKey).slice(0, 32)}`;
    try {
      await this.#options.documents.put(id, { uploads }, null, uploadLifetime);
      return uploads;
    } catch (error) {
      if (!(error instanceof EtagMismatch)) throw error;
      for (const upload of uploads) await this.drop(upload);
      return (await this.#options.documents.get<{ uploads: readonly string[] }>(id))?.value.uploads ?? [];
    }
  }

  /** What becomes of a file that is all there; looks at it unless that was done. Undefined when it was forgotten. */
  settle(upload: string): Promise<SentFile | undefined> {
    const running = this.#settling.get(upload);
    if (running) return running;
    const settling = this.#settle(upload).finally(() => this.#settling.delete(upload));
    this.#settling.set(upload, settling);
    return settling;
  }

  async #settle(id: string): Promise<SentFile | undefined> {
    const upload = await this.uploads.find(id);
    if (!upload || upload.sent) return upload?.sent;
    const found = await this.#slots.run(() => this.#look(upload), upload.asker.conversation);
    const looked = await this.#scanned(upload, found);
    // Another process may have been quicker; what it found counts.
    await this.uploads.change(id, (now) => (now.sent ? undefined : { ...now, sent: looked }));
    const sent = (await this.uploads.find(id))?.sent;
    if (sent?.state !== 'ready') await this.#options.files.delete(evidenceFile(upload));
    else if (sent.source.scan === 'waiting') this.#options.onWaiting?.(upload, sent.source.file);
    await this.staging.remove(id);
    return sent;
  }

  /** Writes down what the scanner says of a file that nobody may have attached yet. */
  async noteScan(file: string, result: 'clean' | 'infected'): Promise<void> {
    await this.uploads.change(uploadOf(file), (upload) => {
      const { id, name, sent } = upload;
      if (sent?.state !== 'ready') return undefined;
      if (result === 'infected')
        return { ...upload, sent: { upload: id, name, state: 'refused', refusal: 'infected' } };
      return { ...upload, sent: { ...sent, source: { ...sent.source, scan: result } } };
    });
  }

  /** Writes what may be evidence where evidence lies; nobody has asked the scanner by then. */
  async #look(upload: Upload): Promise<SentFile> {
    const { files, inspector, documentKinds, organisationOf, nameless } = this.#options;
    const { id, name, size, asker } = upload;
    const organisation = await organisationOf(asker.assessment);
    const found = await inspector.inspect({
      name,
      bytes: new Uint8Array((await this.staging.read(id, size)).buffer),
      today: this.#today(),
      ...(organisation !== undefined && { organisation }),
      kinds: documentKinds,
      nameless,
    });
    const refused = (refusal: Refusal): SentFile => ({ upload: id, name, state: 'refused', refusal });
    if (found.verdict === 'refused') return refused(found.refusal);
    if (Buffer.byteLength(JSON.stringify(found.insight)) > longestInsight) return refused('broken');
    const file = evidenceFile(upload);
    const facts = await writeOnce(files, file, found.bytes);
    return {
      upload: id,
      name: found.name,
      state: 'ready',
      source: { file, ...facts, fileType: found.fileType, name: found.name, scan: 'none' },
      insight: found.insight,
    };
  }

  /** Outside the slots: a scanner that is slow keeps no other file from being looked at. */
  async #scanned(upload: Upload, sent: SentFile): Promise<SentFile> {
    const { scanner, onWritten } = this.#options;
    if (sent.state !== 'ready') return sent;
    const { file, size, sha256 } = sent.source;
    const scan = scanner ? await verdictOf(scanner, file) : 'none';
    if (scan === 'infected') return { upload: upload.id, name: upload.name, state: 'refused', refusal: 'infected' };
    await onWritten?.(upload, file, { size, sha256 });
    return { ...sent, source: { ...sent.source, scan } };
  }

  #nameOf(name: string): string {
    return sentName(name, this.#today());
  }

  #today(): string {
    return londonDate(this.#options.now());
  }
}

const evidenceFile = ({ asker, id }: Upload): string => `evidence/${asker.assessment}/${id}`;

/** The upload that a file of evidence came by. */
export const uploadOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** Whoever gets no answer in time has the file kept as waiting, and it is asked about in the background. */
async function verdictOf(scanner: Scanner, file: string): Promise<ScanVerdict> {
  const verdicts: ScanVerdict[] = [];
  await atMost(
    patience,
    scanner.scan(file).then((verdict) => verdicts.push(verdict)),
  );
  return verdicts[0] ?? 'waiting';
}

/** A file that is there already was written from the same bytes, by a process that got no further or by one beside us. */
async function writeOnce(files: Files, file: string, bytes: Uint8Array): Promise<FileFacts> {
  try {
    return await files.put(file, once(bytes));
  } catch (error) {
    if (!(error instanceof FileExists)) throw error;
  }
  const facts = await hashFile(files, file);
  if (!facts) throw new Error('The file went away while it was looked at.');
  return facts;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (bytes.length > 0) yield bytes;
}
