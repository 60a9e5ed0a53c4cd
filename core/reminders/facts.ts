import type { Assessment } from '../assessment.ts';
import { inOrder } from '../evidence/documents.ts';
import type { Item, QuestionId, Rule } from '../model.ts';
import { itemsLeft } from '../next.ts';
import { type AssessmentId, isWaiting } from '../people/model.ts';
import { isWithinMonths, itemState, minutesLeft } from '../progress.ts';
import type { QuestionBook } from '../questions.ts';
import { addDays } from '../understand/calendar.ts';
import type { ServiceFacts } from './model.ts';

/** What the rules of reminders look at, of one service on a day (ISO date); undefined for one that nobody has begun. */
export function serviceFacts(
  book: QuestionBook,
  id: AssessmentId,
  assessment: Assessment,
  today: string,
): ServiceFacts | undefined {
  const { startedAt, activeAt = startedAt, edition = book.set.edition, publishedOn } = assessment;
  if (startedAt === undefined || activeAt === undefined) return undefined;
  const left = itemsLeft(book, assessment);
  const isDone = book.mandatory.every((item) => itemState(item, assessment, today) === 'done');
  return {
    assessment: id,
    edition,
    startedAt,
    activeAt,
    questionsLeft: left.length,
    minutesLeft: minutesLeft(left, assessment),
    ...(isDone && { doneAt: activeAt }),
    ...(publishedOn !== undefined && { publishedOn }),
    assignments: assessment.assignments
      .filter(isWaiting)
      .map(({ id: assignment, question, to, at }) => ({ id: assignment, question, to, at })),
    reviews: inOrder(assessment.documents).flatMap(({ id: document, reviewDate }) =>
      reviewDate === undefined ? [] : [{ document, on: reviewDate }],
    ),
    lapses: book.mandatory.flatMap((item) => lapsesOf(item, assessment)),
  };
}

function lapsesOf(item: Item, assessment: Assessment): ServiceFacts['lapses'] {
  const dated: readonly { readonly id: QuestionId; readonly rule?: Rule }[] = [item, ...item.followUps];
  return dated.flatMap(({ id, rule }) => {
    const answer = assessment.answers[id]?.answer;
    if (rule?.type !== 'withinMonths' || answer?.as !== 'value' || !('date' in answer.value)) return [];
    return [{ question: id, on: lastDayOf(answer.value.date, rule.months) }];
  });
}

/** The last day on which a date still lies within so many months; found by asking the rule itself, so that both always agree. */
function lastDayOf(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  // The first day of the month in which it ends, on which it holds still.
  let day = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  while (isWithinMonths(date, months, addDays(day, 1))) day = addDays(day, 1);
  return day;
}
