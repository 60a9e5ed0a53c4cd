import type { AssessmentEvent, QuestionId } from '../model.ts';
import type { DocumentId, DocumentVersion, EvidenceDocument, FileSource, Source } from './model.ts';

export type Documents = Readonly<Record<DocumentId, EvidenceDocument>>;

/** The events that a document is folded from. */
export type DocumentEvent = Extract<AssessmentEvent, { readonly document: DocumentId }>;

/** How documents stand after one more event, at `revision` and ISO instant `at`. Pure; what speaks of no document changes nothing. */
export function foldDocument(
  documents: Documents,
  event: DocumentEvent,
  { at, revision, number }: { readonly at: string; readonly revision: number; readonly number: number },
): Documents {
  const { document: id } = event;
  const known = documentOf(documents, id);
  const changed = (change: Partial<EvidenceDocument>): Documents =>
    known ? { ...documents, [id]: { ...known, ...change, revision } } : documents;
  switch (event.type) {
    case 'documentAdded': {
      if (known) return documents;
      const usedFor = event.question === undefined ? [] : [event.question];
      return { ...documents, [id]: { id, number, versions: [{ source: event.source, at }], usedFor, revision } };
    }
    case 'documentReplaced':
      return changed({ versions: [...(known?.versions ?? []), { source: event.source, at }] });
    case 'documentDescribed':
      return known ? { ...documents, [id]: { ...described(known, event), revision } } : documents;
    case 'evidenceAttached':
      return known?.usedFor.includes(event.question)
        ? documents
        : changed({ usedFor: [...(known?.usedFor ?? []), event.question] });
    case 'evidenceDetached':
      return changed({ usedFor: known?.usedFor.filter((question) => question !== event.question) ?? [] });
    case 'documentDeleted': {
      const { [id]: _, ...others } = documents;
      return others;
    }
    case 'documentOpened':
      return documents;
    // What a program finds is no change by a person, so it stands in the way of no undo.
    case 'documentScanned':
      return eachVersion(documents, known, (version) =>
        isFile(version.source) && version.source.file === event.file
          ? { ...version, source: { ...version.source, scan: event.result } }
          : version,
      );
    case 'documentChecked':
      return eachVersion(documents, known, (version, index) => {
        if (index !== event.version) return version;
        const { trouble: _, ...sound } = version;
        return event.found === 'there' ? sound : { ...sound, trouble: event.found };
      });
    default:
      return event satisfies never;
  }
}

function described(
  document: EvidenceDocument,
  { documentDate, reviewDate, owner }: Extract<DocumentEvent, { type: 'documentDescribed' }>,
): EvidenceDocument {
  const changes = Object.entries({ documentDate, reviewDate, owner }).filter(([, value]) => value !== undefined);
  const all = { ...document, ...Object.fromEntries(changes) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as unknown as EvidenceDocument;
}

function eachVersion(
  documents: Documents,
  known: EvidenceDocument | undefined,
  change: (version: DocumentVersion, index: number) => DocumentVersion,
): Documents {
  return known ? { ...documents, [known.id]: { ...known, versions: known.versions.map(change) } } : documents;
}

export function documentOf(documents: Documents, id: DocumentId): EvidenceDocument | undefined {
  return Object.hasOwn(documents, id) ? documents[id] : undefined;
}

export const isFile = (source: Source): source is FileSource => 'file' in source;

/** The document as it is now; every document has a version. */
export function newest({ versions }: EvidenceDocument): DocumentVersion {
  return versions.at(-1) as DocumentVersion;
}

/** In the order in which they were added. */
export function inOrder(documents: Documents): readonly EvidenceDocument[] {
  return Object.values(documents).sort((a, b) => a.number - b.number);
}

export function usedFor(documents: Documents, item: QuestionId): readonly EvidenceDocument[] {
  return inOrder(documents).filter((document) => document.usedFor.includes(item));
}

/** `waiting`: for the scanner. `infected`, `missing` and `altered` prove nothing either. */
export type DocumentState = 'ok' | 'waiting' | 'infected' | 'missing' | 'altered';

export function stateOf(document: EvidenceDocument): DocumentState {
  const { source, trouble } = newest(document);
  if (isFile(source) && source.scan === 'infected') return 'infected';
  if (trouble) return trouble;
  return isFile(source) && source.scan === 'waiting' ? 'waiting' : 'ok';
}

/** A file of a document, as it was recorded. */
export interface RecordedFile {
  readonly document: DocumentId;
  /** Index into the versions. */
  readonly version: number;
  readonly source: FileSource;
}

/** Every file that the record says the store holds: infected ones were deleted. */
export function filesOf(documents: Documents): readonly RecordedFile[] {
  return inOrder(documents).flatMap(({ id, versions }) =>
    versions.flatMap(({ source }, version) =>
      isFile(source) && source.scan !== 'infected' ? [{ document: id, version, source }] : [],
    ),
  );
}
