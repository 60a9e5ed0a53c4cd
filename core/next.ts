import { type Assessment, answerTo } from './assessment.ts';
import { usedFor } from './evidence/documents.ts';
import type { FollowUp, Item, QuestionId } from './model.ts';
import { isWaiting, type PersonId } from './people/model.ts';
import { isAnswered } from './progress.ts';
import type { Question, QuestionBook } from './questions.ts';

/**
 * The question to ask next: set-up first, then every item with its follow-ups in order, then once more what was
 * skipped or unsure. `undefined` when nothing is left to ask by itself; what is still open then is listed at the end.
 * `after` is the question just dealt with: its own follow-ups come before anything else, and it is not asked a second
 * time at once. What was handed on to `by` comes before all else, and what is with somebody else is not asked of `by`.
 */
export function nextQuestion(
  book: QuestionBook,
  assessment: Assessment,
  options: { readonly after?: QuestionId | undefined; readonly by?: PersonId } = {},
): Question | undefined {
  const mandatory = assessment.approachingFirst ? approachingFirst(book.mandatory) : book.mandatory;
  const all = assessment.withOptional ? [...mandatory, ...book.optional] : mandatory;
  const waiting = options.by === undefined ? [] : assessment.assignments.filter(isWaiting);
  const elsewhere = new Set(waiting.filter(({ to }) => to !== options.by).map(({ question }) => question));
  const items = elsewhere.size > 0 ? all.filter(({ id }) => !elsewhere.has(id)) : all;
  const after = options.after === undefined ? undefined : book.find(options.after);
  return (
    (after && after.type !== 'setup' ? openFollowUp(book, after.item, assessment) : undefined) ??
    firstOf(waiting, ({ to, question }) => {
      const isTheirs = to === options.by && question !== options.after && timesPutOff(question, assessment) === 0;
      return isTheirs ? book.find(question) : undefined;
    }) ??
    book.setup.find((question) => isOpen(question.id, assessment)) ??
    firstOf(items, (item) =>
      isOpen(item.id, assessment) ? book.find(item.id) : openFollowUp(book, item, assessment),
    ) ??
    firstOf(items, (item) => secondTime(book, item, assessment, options.after))
  );
}

function approachingFirst(items: readonly Item[]): readonly Item[] {
  return [...items.filter(isApproaching), ...items.filter((item) => !isApproaching(item))];
}

const isApproaching = (item: Item) => item.level === 'approaching';

/** Mandatory items without an answer, those put off included. */
export function itemsLeft(book: QuestionBook, assessment: Assessment): readonly Item[] {
  return book.mandatory.filter((item) => !isAnswered(item, assessment));
}

/** The next question that is still unanswered, however often it was put off: for "go through what is left". */
export function anyLeft(book: QuestionBook, assessment: Assessment): Question | undefined {
  return firstOf(
    [...itemsLeft(book, assessment)].sort((a, b) => timesPutOff(a.id, assessment) - timesPutOff(b.id, assessment)),
    (item) => book.find(item.id),
  );
}

function isOpen(question: QuestionId, assessment: Assessment): boolean {
  return answerTo(assessment, question) === undefined && timesPutOff(question, assessment) === 0;
}

export function timesPutOff(question: QuestionId, assessment: Assessment): number {
  return Object.hasOwn(assessment.putOff, question) ? (assessment.putOff[question] ?? 0) : 0;
}

/** Follow-ups ask about what is there: after "no" or "not applicable" there is nothing to ask about. */
function openFollowUp(book: QuestionBook, item: Item, assessment: Assessment): Question | undefined {
  const answer = answerTo(assessment, item.id);
  if (answer?.as !== 'yes' && answer?.as !== 'value') return undefined;
  return book.followUpsOf(item).find((question) => isWanted(question, assessment) && isOpen(question.id, assessment));
}

/** A document that we hold, or that was answered with its place, needs no second "where is it kept?". */
function isWanted(question: Question, assessment: Assessment): boolean {
  if (question.type !== 'followUp' || question.kind !== 'document') return true;
  const hasPlace = question.followUp.needed && answerTo(assessment, question.item.id)?.as === 'value';
  return !hasPlace && usedFor(assessment.documents, question.item.id).length === 0;
}

function secondTime(
  book: QuestionBook,
  item: Item,
  assessment: Assessment,
  after: QuestionId | undefined,
): Question | undefined {
  if (item.id !== after && timesPutOff(item.id, assessment) === 1 && !isAnswered(item, assessment)) {
    return book.find(item.id);
  }
  const answer = answerTo(assessment, item.id);
  if (answer?.as !== 'yes' && answer?.as !== 'value') return undefined;
  return book
    .followUpsOf(item)
    .find(
      (question) =>
        question.type === 'followUp' &&
        question.id !== after &&
        comesBack(question.followUp) &&
        isWanted(question, assessment) &&
        timesPutOff(question.id, assessment) === 1 &&
        (answerTo(assessment, question.id)?.as ?? 'notSure') === 'notSure',
    );
}

/** The question for a date that follows an item, where it has no answer yet. */
export function dateFollowUpOf(book: QuestionBook, item: Item, assessment: Assessment): Question | undefined {
  return book.followUpsOf(item).find((each) => each.kind === 'date' && answerTo(assessment, each.id) === undefined);
}

/** Whether a follow-up that was put off is asked once more: the item's pass hangs on it. */
export function comesBack(followUp: FollowUp): boolean {
  return followUp.needed === true || followUp.rule !== undefined;
}

function firstOf<T, R>(list: readonly T[], pick: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const picked = pick(item);
    if (picked !== undefined) return picked;
  }
  return undefined;
}
