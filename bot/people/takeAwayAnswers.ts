import { type Assessment, serviceName, serviceType } from '../../core/assessment.ts';
import { usedFor } from '../../core/evidence/documents.ts';
import type { Answer, QuestionId } from '../../core/model.ts';
import type { QuestionBook } from '../../core/questions.ts';
import { readableDate, type Words } from '../../core/words.ts';
import type { Describe } from '../../dialogs/describe.ts';
import { csvLine, csvStart } from './takeAwayCsv.ts';

/** An answer as it is given away: as the record has it, and as people read it. */
export interface GivenAnswer {
  readonly question: QuestionId;
  /** As it was asked; empty for a question that is asked no more. */
  readonly asked: string;
  readonly answer: Answer;
  readonly inWords: string;
  /** ISO 8601 instant, UTC. */
  readonly at: string;
  /** What people call the documents that are to prove it: D1, D2. */
  readonly documents: readonly string[];
}

/** All answers of an assessment: set-up first, then in the order of the questions, then those that are asked no more. */
export function answersOf(assessment: Assessment, book: QuestionBook, describe: Describe): readonly GivenAnswer[] {
  const { answers, documents } = assessment;
  const known = [
    ...book.setup.map(({ id }) => id),
    ...book.set.items.flatMap((item) => [item.id, ...book.followUpsOf(item).map(({ id }) => id)]),
  ].filter((id) => Object.hasOwn(answers, id));
  const retired = Object.keys(answers).filter((id) => !known.includes(id));
  return [...known, ...retired].flatMap((question) => {
    const recorded = answers[question];
    if (!recorded) return [];
    const { answer, at } = recorded;
    return [
      {
        ...{ question, answer, at },
        asked: known.includes(question) ? describe.field(question, 'ask', { name: describe.name(assessment) }) : '',
        inWords: describe.answer(question, answer),
        documents: usedFor(documents, question).map(({ number }) => `D${number}`),
      },
    ];
  });
}

export function answersCsv(answers: readonly GivenAnswer[], words: Words): string {
  const columns = ['question', 'asked', 'answer', 'when', 'documents'] as const;
  const head = csvLine(columns.map((column) => words(`takeAway:columns/${column}`)));
  const lines = answers.map(({ question, asked, inWords, at, documents }) =>
    csvLine([question, asked, inWords, readableDate({ date: at.slice(0, 10) }, words.locale), documents.join(', ')]),
  );
  return csvStart + head + lines.join('');
}

/** What is known of an assessment beside its documents, for programs. */
export function answersJson(assessment: Assessment, answers: readonly GivenAnswer[]): object {
  const [name, type] = [serviceName(assessment), serviceType(assessment)];
  const { edition, startedAt, publishedOn, assignments } = assessment;
  return { name, type, edition, startedAt, publishedOn, answers, assignments };
}
