import type { Assessment } from '../../core/assessment.ts';
import { filesOf } from '../../core/evidence/documents.ts';

/** Names of the files that an assessment holds, with those that would come back if somebody took back their last changes. */
export function namedFiles({ documents, undoable }: Assessment): ReadonlySet<string> {
  const before = undoable.flatMap((each) => Object.values(each.documents).filter((document) => document !== null));
  const all = [documents, ...before.map((document) => ({ [document.id]: document }))];
  return new Set(all.flatMap((each) => filesOf(each).map(({ source }) => source.file)));
}
