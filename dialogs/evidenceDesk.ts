import type { ConversationReference } from 'botbuilder';
import type { DocumentId, EvidenceDocument, FileCheck, SentFile } from '../core/evidence/model.ts';
import type { QuestionId } from '../core/model.ts';
import type { ScanResult } from '../core/turn.ts';

/** Name of the event by which our own pages take part in a conversation: files that came there, and what was tapped there. */
export const evidenceEvent = 'dspt/evidence';

/** Who asks, in which conversation, about which assessment. */
export interface Asker {
  readonly assessment: string;
  readonly organisation: string;
  /** As `conversationKey` makes it. */
  readonly conversation: string;
  readonly person: string;
  /** The way back into the conversation. */
  readonly reference: Partial<ConversationReference>;
}

/** A link to our upload page: short-lived, and good for one person and one question (or for replacing one document). */
export interface UploadLink {
  readonly url: string;
  /** The same as a QR code: a PNG as a `data:` address. */
  readonly qr: string;
  /** For how long it works. */
  readonly minutes: number;
}

/** What the dialog needs of files; all that is not pure about them happens behind it. */
export interface EvidenceDesk {
  /** What became of uploads of this conversation. Ids that are unknown, run out or not this conversation's are left out. */
  sent(uploads: readonly string[], asker: Asker): Promise<readonly SentFile[]>;
  uploadLink(
    asker: Asker,
    about: { readonly question?: QuestionId; readonly document?: DocumentId },
  ): Promise<UploadLink>;
  /** A link that gives out one version of a document for a few minutes. */
  fileLink(asker: Asker, document: DocumentId, version: number): Promise<string>;
  /**
   * Whether the files of the documents are there and unaltered. A file of which that cannot be told now, or not within a few seconds, is
   * left out. Never rejects.
   */
  check(asker: Asker, documents: readonly EvidenceDocument[]): Promise<readonly FileCheck[]>;
  /**
   * Asks the scanner once more about files that wait for it, for a few seconds; results may be none. Those that still wait are asked
   * about in the background, and their conversation hears of it. Never rejects.
   */
  rescan(asker: Asker, documents: readonly EvidenceDocument[]): Promise<readonly ScanResult[]>;
  /** Deletes bytes. Never rejects: what is left is cleared away by and by. */
  discard(files: readonly string[]): Promise<void>;
}
