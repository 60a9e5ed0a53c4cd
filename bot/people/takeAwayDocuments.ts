import type { Assessment } from '../../core/assessment.ts';
import { inOrder, isFile } from '../../core/evidence/documents.ts';
import type { EvidenceDocument, FileSource, Source } from '../../core/evidence/model.ts';
import type { Words } from '../../core/words.ts';
import { DistinctNames, safeName } from './takeAwayNames.ts';

/** One version of a document, and where its file goes. */
export interface GivenVersion {
  readonly document: EvidenceDocument;
  /** Counted from 1. */
  readonly version: number;
  readonly source: Source;
  /** ISO 8601 instant, UTC, of when it reached us. */
  readonly at: string;
  /** Below the folder of the service. Absent for what is no file, and for a file that is not given out. */
  readonly path?: string;
  /** Why a file is not given out: the scanner found a virus in it, or has not looked at it yet. */
  readonly heldBack?: 'infected' | 'waiting';
}

/** Every version of every document, the newest of each under the name that people know, older ones in a folder of their own. */
export function versionsOf({ documents }: Assessment, words: Words): readonly GivenVersion[] {
  const names = new DistinctNames();
  return inOrder(documents).flatMap((document) =>
    document.versions.map(({ source, at }, index): GivenVersion => {
      const version = { document, version: index + 1, source, at };
      if (!isFile(source)) return version;
      if (source.scan === 'infected' || source.scan === 'waiting') return { ...version, heldBack: source.scan };
      const isNewest = index === document.versions.length - 1;
      return { ...version, path: names.give(pathOf(document, source, isNewest ? undefined : index + 1, words)) };
    }),
  );
}

function pathOf({ number }: EvidenceDocument, { name }: FileSource, old: number | undefined, words: Words): string {
  const nameless = words('takeAway:name/document');
  // Beginning with what the chat calls it: sorted, and never a name that means something to a system.
  if (old === undefined) return `documents/D${number} ${safeName(name, nameless)}`;
  return `documents/older/D${number} ${words('takeAway:name/version', { number: old })} ${safeName(name, nameless)}`;
}

/** The documents as programs read them, with where each file is. */
export function documentsJson(versions: readonly GivenVersion[]): object {
  return [...Map.groupBy(versions, ({ document }) => document)].map(([document, each]) => {
    const { number, usedFor, documentDate, reviewDate, owner } = document;
    return {
      ...{ number: `D${number}`, usedFor, documentDate, reviewDate, owner },
      versions: each.map(({ source, at, path, heldBack }) => {
        if (!isFile(source)) return { at, ...source };
        const { name, size, sha256 } = source;
        return { at, name, size, sha256, file: path, heldBack };
      }),
    };
  });
}
