import type { QuestionId } from '../ids.ts';
import type { PersonalDataKind } from '../understand/personalData.ts';

/** What a file may be, told by its content. Everything else is refused. */
export const fileTypes = [
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'pdf',
  'png',
  'jpeg',
  'heic',
  'webp',
  'txt',
  'csv',
] as const;
export type FileType = (typeof fileTypes)[number];

/** Bytes of one file. */
export const longestFile = 25 * 1024 * 1024;

/** Why a file is not taken. */
export const refusals = [
  'empty',
  'tooLarge',
  'wrongType',
  'macros',
  'script',
  'program',
  'encrypted',
  'broken',
  'bomb',
  'hugeImage',
  'infected',
  'tooSlow',
] as const;
export type Refusal = (typeof refusals)[number];

/** Where in a file something stands, as people count: pages, slides, paragraphs and lines from 1. */
export type Place =
  | { readonly in: 'page' | 'slide' | 'paragraph' | 'line'; readonly number: number }
  | { readonly in: 'sheet'; readonly name: string; readonly cell: string }
  | { readonly in: 'title' | 'fileName' | 'properties' };

/** A piece of a file's text, in reading order. */
export interface TextPart {
  readonly place: Place;
  readonly text: string;
}

/** Personal details of people who use the service: single ones, and lists of people. */
export type DetailKind = PersonalDataKind | 'phoneList' | 'bedList';

/** What looking inside a file brought up. Advice, but for `personalData`, which needs a deliberate yes. Never quotes a person's detail. */
export type Finding =
  | {
      readonly type: 'personalData';
      readonly kind: DetailKind;
      readonly places: readonly Place[];
      readonly count: number;
    }
  /** A blank of a template that was left in; `text` is the blank as it stands there, at most 60 characters. */
  | { readonly type: 'templateBlank'; readonly text: string; readonly places: readonly Place[]; readonly count: number }
  /** The file itself says that it should have been looked at again before today. */
  | { readonly type: 'reviewPast'; readonly date: string; readonly place: Place }
  | { readonly type: 'otherOrganisation'; readonly name: string; readonly place: Place };

/** Dates that a file gives for itself, ISO. */
export interface ProposedDates {
  readonly documentDate?: string;
  readonly reviewDate?: string;
}

/** How far a file could be read: `none` for a photo or a scan, `partly` where it was cut at a limit or could not be read to its end. */
export type Readability = 'read' | 'partly' | 'none';

/** What is known of a file's content after it was looked at. */
export interface Insight {
  readonly readability: Readability;
  readonly findings: readonly Finding[];
  readonly proposed: ProposedDates;
  /** Ids of the document kinds of `content/evidence.json` that it looks like, best first. */
  readonly kinds: readonly string[];
}

export const noInsight: Insight = { readability: 'none', findings: [], proposed: {}, kinds: [] };

/** A kind of document and what it may prove; `content/evidence.json`. */
export interface DocumentKind {
  readonly id: string;
  /** Items and follow-ups' items that such a document may prove. */
  readonly proves: readonly QuestionId[];
  /** Words or phrases, lower case, that tell such a document by its name or title. */
  readonly signs: readonly string[];
}

/** `none`: this installation has no scanner. `waiting`: not scanned yet, and no proof until it is. */
export type ScanState = 'none' | 'waiting' | 'clean' | 'infected';

/** A file as the record knows it. */
export interface FileSource {
  /** Its name in the store. */
  readonly file: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly fileType: FileType;
  /** What people call it, cleaned of paths, control characters and personal details. */
  readonly name: string;
  readonly scan: ScanState;
  /** What it looks like: ids of document kinds, best first. */
  readonly kinds?: readonly string[];
  /** What looking inside brought up. With personal details in it, it was kept by a deliberate word. */
  readonly findings?: readonly Finding[];
  /** Dates inside it, to be confirmed. */
  readonly proposed?: ProposedDates;
}

/** What a document is: a file that we hold, an address, or words that say where it is kept. */
export type Source = FileSource | { readonly link: string } | { readonly keptAt: string };

export type DocumentId = string;

export interface DocumentVersion {
  readonly source: Source;
  /** ISO 8601 instant of when it reached us. */
  readonly at: string;
  /** Set while the store does not hold the file as it was recorded. */
  readonly trouble?: 'missing' | 'altered';
}

/** A document kept as evidence, folded from the record. Dates are ISO dates and its own, apart from when it reached us. */
export interface EvidenceDocument {
  readonly id: DocumentId;
  /** What people call it by in the chat: D1, D2, ... */
  readonly number: number;
  /** Oldest first; the last one is the document now. */
  readonly versions: readonly DocumentVersion[];
  /** Items that it is to prove. */
  readonly usedFor: readonly QuestionId[];
  /** Of the commit that last changed it. */
  readonly revision: number;
  readonly documentDate?: string;
  readonly reviewDate?: string;
  readonly owner?: string;
}

/** A file that reached us, after it was looked at. `upload` becomes the id of its document. */
export type SentFile =
  | { readonly upload: string; readonly name: string; readonly state: 'refused'; readonly refusal: Refusal }
  | {
      readonly upload: string;
      readonly name: string;
      readonly state: 'ready';
      readonly source: FileSource;
      readonly insight: Insight;
    };

/** How a file of the record was found when it was looked for. */
export interface FileCheck {
  readonly document: DocumentId;
  /** Index into `versions`. */
  readonly version: number;
  readonly found: 'there' | 'missing' | 'altered';
}
