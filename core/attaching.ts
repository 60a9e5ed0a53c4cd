import { type Assessment, answerTo } from './assessment.ts';
import { usedFor } from './evidence/documents.ts';
import { suggestionsFor } from './evidence/kinds.ts';
import type { AssessmentEvent, Item, QuestionId } from './model.ts';
import type { QuestionBook } from './questions.ts';
import type { Context, Effect } from './turn.ts';

/** On one card: beside the other buttons of a document, more would be a wall. */
const mostSuggestions = 3;

/** The item of a question; undefined for set-up and for what is no question of the set. */
export function itemOf(book: QuestionBook, id: QuestionId | undefined): Item | undefined {
  const question = id === undefined ? undefined : book.find(id);
  return question && question.type !== 'setup' ? question.item : undefined;
}

/**
 * What a document that is now used for `item` says of it: the question that asks for a document is answered by one. To any
 * other question a document says neither yes nor no.
 */
export function answeredByDocument(item: Item | undefined, assessment: Assessment): readonly AssessmentEvent[] {
  if (item?.kind !== 'document' || isSettled(item, assessment)) return [];
  return [{ type: 'questionAnswered', question: item.id, answer: { as: 'yes' } }];
}

export function isSettled(item: Item, assessment: Assessment): boolean {
  const answer = answerTo(assessment, item.id);
  return answer?.as === 'yes' || answer?.as === 'value';
}

/** Items that a document which `looksLike` these kinds may prove too, where nothing proves them yet. */
export function suggestionsNow(
  { book, documentKinds }: Context,
  { documents }: Assessment,
  looksLike: readonly string[],
  used: readonly QuestionId[],
): readonly QuestionId[] {
  const proved = book.set.items.map(({ id }) => id).filter((id) => usedFor(documents, id).length > 0);
  return suggestionsFor(book, documentKinds, looksLike, [...used, ...proved]).slice(0, mostSuggestions);
}

export function discard(files: readonly string[]): readonly Effect[] {
  return files.length ? [{ type: 'discardFiles', files }] : [];
}
