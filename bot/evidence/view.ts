import { type Assessment, serviceName } from '../../core/assessment.ts';
import { type Documents, documentOf, inOrder, isFile, newest, stateOf } from '../../core/evidence/documents.ts';
import {
  type DocumentId,
  type DocumentVersion,
  type EvidenceDocument,
  fileTypes,
  longestFile,
} from '../../core/evidence/model.ts';
import type { QuestionId } from '../../core/model.ts';
import type { About } from './uploads.ts';

/** The sentences about a question that our page shows. */
export interface QuestionWords {
  readonly topic: string;
  readonly ask: string;
  readonly need: string;
}

/**
 * What a link reaches: the documents of the question that it was given for, or the one that it is to replace. A link given for
 * neither reaches all.
 */
export function reached({ documents }: Assessment, { question, document }: About): Documents {
  const isReached = ({ id, usedFor }: EvidenceDocument): boolean =>
    document !== undefined ? id === document : question === undefined || usedFor.includes(question);
  return Object.fromEntries(Object.entries(documents).filter(([, each]) => isReached(each)));
}

/** What our page shows of an assessment: what is wanted, and every document in reach with what it is used for. */
export function viewOf(assessment: Assessment, about: About, words: (question: QuestionId) => QuestionWords): object {
  const { question, document } = about;
  const organisation = serviceName(assessment);
  return {
    ...(organisation !== undefined && { organisation }),
    ...(question !== undefined && { question: { id: question, ...words(question) } }),
    ...(document !== undefined && { replaces: document }),
    documents: inOrder(reached(assessment, about)).map((each) => documentView(each, words)),
    limits: { bytes: longestFile, types: fileTypes },
  };
}

/** One document as the page shows it; undefined when there is none. */
export function findView(
  assessment: Assessment,
  id: DocumentId,
  words: (question: QuestionId) => QuestionWords,
): object | undefined {
  const document = documentOf(assessment.documents, id);
  return document && documentView(document, words);
}

function documentView(document: EvidenceDocument, words: (question: QuestionId) => QuestionWords): object {
  const { id, number, usedFor, versions, documentDate, reviewDate, owner } = document;
  const { source, at } = newest(document);
  return {
    id,
    number,
    ...(isFile(source) ? { name: source.name, fileType: source.fileType, size: source.size } : source),
    at,
    ...(documentDate !== undefined && { documentDate }),
    ...(reviewDate !== undefined && { reviewDate }),
    ...(owner !== undefined && { owner }),
    state: stateOf(document),
    usedFor: usedFor.map((question) => ({ id: question, topic: words(question).topic })),
    versions: versions.map(versionView),
  };
}

function versionView({ source, at }: DocumentVersion, version: number): object {
  if (!isFile(source)) return { version, at };
  const { name, size, sha256 } = source;
  return { version, name, size, sha256, at };
}
