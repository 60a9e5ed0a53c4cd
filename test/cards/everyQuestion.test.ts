import { describe, expect, it } from '@jest/globals';
import { type AdaptiveCard, largestCard, sizeOf } from '../../cards/elements.ts';
import { type Assessment, emptyAssessment, fold } from '../../core/assessment.ts';
import { type Answer, type ServiceType, serviceTypes } from '../../core/model.ts';
import { type Question, setupIds } from '../../core/questions.ts';
import { Presenter } from '../../dialogs/present.ts';
import { readAction } from '../../dialogs/toInput.ts';
import { realContent } from '../support/guide.ts';
import { alone } from '../support/people.ts';
import { markdownIn, ofType, submitsIn, wordsIn } from './reading.ts';

const { book, terms, words } = await realContent();
const presenter = new Presenter(words(), book, terms, {});

/** The name is asked for in a line of text, as there is nothing to tap. */
const setup = book.setup.filter(({ id }) => id !== setupIds.name);
const items = book.set.items.flatMap((item) => [item.id, ...item.followUps.map(({ id }) => id)]);
const questions = [...setup, ...items.map((id) => book.find(id) as Question)];

const earlier: Readonly<Record<Question['kind'], Answer>> = {
  yesNo: { as: 'yes', note: 'our deputy sorted it in March' },
  choice: { as: 'value', value: { choice: 'several' } },
  date: { as: 'value', value: { date: '2026-04-03' } },
  number: { as: 'value', value: { number: 12 } },
  percent: { as: 'value', value: { percent: 90.38, part: 47, whole: 52 } },
  text: { as: 'value', value: { text: 'In a locked cabinet.' } },
  document: { as: 'value', value: { text: 'In the blue folder in the office.' } },
};

function assessmentOf(type: ServiceType, answers: Readonly<Record<string, Answer>> = {}): Assessment {
  const all: Readonly<Record<string, Answer>> = {
    [setupIds.name]: { as: 'value', value: { text: 'Rose Cottage' } },
    [setupIds.serviceType]: { as: 'value', value: { choice: type } },
    ...answers,
  };
  return fold(emptyAssessment, {
    revision: 1,
    at: '2026-11-21T10:00:00Z',
    by: 'somebody',
    inputId: 'test',
    events: Object.entries(all).map(([question, answer]) => ({ type: 'questionAnswered', question, answer })),
  });
}

function cardFor(question: Question, assessment: Assessment): AdaptiveCard {
  const said = { type: 'ask', question, again: false } as const;
  const [activity] = presenter.present({ said: [said], assessment, today: '2026-11-21', ...alone('somebody') });
  return activity?.attachments?.[0]?.content;
}

function problemsIn(card: AdaptiveCard | undefined, question: Question): readonly string[] {
  if (!card) return ['no card'];
  const asked = ofType(card, 'TextBlock').filter(({ style }) => style === 'heading');
  const own = [question.id, ...(question.type === 'setup' ? [] : [question.item.id])];
  const strangers = submitsIn(card).filter(({ data }) => {
    const action = readAction(data);
    return !action || ('question' in action && !own.includes(action.question));
  });
  return [
    ...(sizeOf(card) < largestCard ? [] : [`${sizeOf(card)} bytes`]),
    ...(asked.length === 1 && String(asked[0]?.text).includes('?') ? [] : ['asks nothing']),
    ...wordsIn(card).filter((text) => !text.trim() || /\{\{|\}\}|\b(?:dspt-\d{4}-\d{2}|guide|glossary):\S/.test(text)),
    ...markdownIn(card).filter((text) => /[*_`~[\]{}<>\\|#]/.test(text)),
    ...strangers.map(({ title }) => `"${title}" is of another question`),
    ...(submitsIn(card).length >= 3 ? [] : ['leaves no way on']),
  ];
}

describe('the card of every question', () => {
  it.each(serviceTypes)('is whole for %s, fresh and when it is changed', (type) => {
    const problems = questions.flatMap((question) =>
      [assessmentOf(type), assessmentOf(type, { [question.id]: earlier[question.kind] })].flatMap((assessment) =>
        problemsIn(cardFor(question, assessment), question).map((problem) => `${question.id}: ${problem}`),
      ),
    );
    expect(problems).toEqual([]);
  });

  it('is there for all of them', () => {
    expect(book.mandatory).toHaveLength(45);
    expect(questions.length).toBeGreaterThan(80);
  });
});
