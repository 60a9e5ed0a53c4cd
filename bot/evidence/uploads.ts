import type { DocumentId, Insight, SentFile } from '../../core/evidence/model.ts';
import type { QuestionId } from '../../core/model.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { type Documents, EtagMismatch, type Stored } from '../../storage/ports.ts';
import { secretPattern } from './secrets.ts';

/** In seconds. What nobody has attached by then is gone. */
export const uploadLifetime = 48 * 60 * 60;
/** In seconds, beyond that: for whoever clears away the bytes. */
const rememberedFor = 7 * 24 * 60 * 60;

/** What a file was sent for. */
export interface About {
  readonly question?: QuestionId;
  /** The document that it is to replace. */
  readonly document?: DocumentId;
}

/** A file that is on its way or has come, and whose it is. */
export interface Upload {
  readonly id: string;
  readonly asker: Asker;
  readonly about: About;
  /** As `sentName` makes it. */
  readonly name: string;
  /** Bytes, when all of it is there. */
  readonly size: number;
  /** ISO 8601 instant of when it is forgotten. */
  readonly until: string;
  /** What became of it, once it was looked at. */
  readonly sent?: SentFile;
  /** ISO 8601 instant until which somebody is at work on it. */
  readonly workingUntil?: string;
  /** True once its turn in the conversation has run. */
  readonly isTold?: boolean;
}

/** A file that was never attached; `held`: because of personal details that seem to be in it. */
export type Leftover = 'held' | 'unattached';

/** What is known of uploads, in the store: chunks and questions about one upload may reach different processes. */
export class Uploads {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  async begin(upload: Omit<Upload, 'until'>): Promise<Upload> {
    const until = new Date(this.#now().getTime() + uploadLifetime * 1000).toISOString();
    const begun = { ...upload, until };
    await this.#put(begun, null);
    return begun;
  }

  /** Undefined for an id that is none, is not known, or has run out. */
  async find(id: string): Promise<Upload | undefined> {
    return (await this.#get(id))?.value;
  }

  /**
   * Writes what `change` makes of the upload as it is now, again when somebody else was quicker; resolves with what is kept then.
   * Nothing is written where `change` gives undefined back, nor for an upload that is not there any more: undefined.
   */
  async change(id: string, change: (upload: Upload) => Upload | undefined): Promise<Upload | undefined> {
    for (;;) {
      const stored = await this.#get(id);
      const changed = stored && change(stored.value);
      if (!stored || !changed) return undefined;
      try {
        await this.#put(changed, stored.etag);
        return changed;
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
      }
    }
  }

  async forget(id: string): Promise<void> {
    await this.#documents.delete(documentId(id));
  }

  /** What is left of an upload that has run out, for a week; undefined for one that has not, or that is not known. */
  async leftover(id: string): Promise<Leftover | undefined> {
    const upload = (await this.#look(id))?.value;
    if (!upload || this.#secondsLeft(upload) > 0) return undefined;
    const isHeld = upload.sent?.state === 'ready' && holdsDetails(upload.sent.insight);
    return isHeld ? 'held' : 'unattached';
  }

  async #get(id: string): Promise<Stored<Upload> | undefined> {
    const stored = await this.#look(id);
    return stored && this.#secondsLeft(stored.value) > 0 ? stored : undefined;
  }

  async #look(id: string): Promise<Stored<Upload> | undefined> {
    return secretPattern.test(id) ? this.#documents.get<Upload>(documentId(id)) : undefined;
  }

  async #put(upload: Upload, ifMatch: string | null): Promise<void> {
    const seconds = Math.max(0, this.#secondsLeft(upload)) + rememberedFor;
    await this.#documents.put(documentId(upload.id), upload, ifMatch, seconds);
  }

  #secondsLeft({ until }: Upload): number {
    return Math.ceil((Date.parse(until) - this.#now().getTime()) / 1000);
  }
}

const documentId = (id: string): string => `upload/${id}`;

/** Such a file waits for a deliberate word. */
export const holdsDetails = ({ findings }: Insight): boolean => findings.some(({ type }) => type === 'personalData');

/** True for an upload of this very conversation, while it is in the same assessment. */
export function isOf({ asker: { conversation, assessment } }: Upload, asker: Asker): boolean {
  return conversation === asker.conversation && assessment === asker.assessment;
}
