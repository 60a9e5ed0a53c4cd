import type { TurnContext } from 'botbuilder';
import { answeredCard } from '../cards/answeredCard.ts';
import type { AdaptiveCard } from '../cards/elements.ts';
import { questionCard } from '../cards/questionCard.ts';
import { type Assessment, answerTo } from '../core/assessment.ts';
import type { QuestionId } from '../core/model.ts';
import type { Grant } from '../core/people/model.ts';
import { may } from '../core/people/roles.ts';
import type { Question, QuestionBook } from '../core/questions.ts';
import type { TermFinder } from '../core/understand/terms.ts';
import type { Words } from '../core/words.ts';
import type { CurrentPlace } from './currentPlace.ts';
import { Describe } from './describe.ts';
import type { Place } from './identity.ts';
import { QuestionViews } from './questionView.ts';

/** What a card that was sent before is about. */
export interface ShownQuestion {
  readonly question: QuestionId;
  /** Revision of the answer that it was asked over, 0 for none; absent on a card that shows the answer. */
  readonly seen?: number;
  /** True where nothing but the record went into it. */
  readonly isPlain?: boolean;
}

export interface CardNow {
  readonly card: AdaptiveCard;
  readonly shows: ShownQuestion;
}

export interface CardNowOptions {
  readonly placeOf: CurrentPlace;
  /** What somebody may do at a place, and the record as far as they may see it; undefined for those who have no business there. */
  readonly accesses: (place: Place) => Promise<{ readonly grant: Grant; readonly assessment: Assessment } | undefined>;
  readonly cards: (locale: string | undefined) => CardsNow;
}

/** Makes a card that was sent before anew, for whoever looks at it; undefined where they may not see its question. Changes nothing. */
export function createCardNow({ placeOf, accesses, cards }: CardNowOptions) {
  return async (context: TurnContext, shown: ShownQuestion): Promise<CardNow | undefined> => {
    const place = await placeOf(context);
    const access = place && (await accesses(place));
    if (!access || !may(access.grant, 'see', shown.question)) return undefined;
    return cards(context.activity.locale).of(shown, access.assessment);
  };
}

/** Cards that were sent before, as they stand now. */
export class CardsNow {
  private readonly words: Words;
  private readonly book: QuestionBook;
  private readonly describe: Describe;
  private readonly views: QuestionViews;

  constructor(words: Words, book: QuestionBook, terms: TermFinder) {
    this.words = words;
    this.book = book;
    this.describe = new Describe(words, book);
    this.views = new QuestionViews(words, this.describe, book, terms);
  }

  /**
   * The answer, where one was given since the card asked; else the question once more. Undefined for a question that is none, and for
   * one whose card held more than the record knows.
   */
  of({ question: id, seen, isPlain }: ShownQuestion, assessment: Assessment): CardNow | undefined {
    const question = this.book.find(id);
    if (!question) return undefined;
    const revision = assessment.answers[id]?.revision ?? 0;
    const isAnswered = answerTo(assessment, id) !== undefined && (seen === undefined || revision > seen);
    if (isAnswered) return { card: this.answered(question, assessment), shows: { question: id } };
    if (seen !== undefined && seen === revision && !isPlain) return undefined;
    const card = questionCard(this.views.view({ type: 'ask', question, again: false }, assessment));
    return { card, shows: { question: id, seen: revision, isPlain: true } };
  }

  private answered(question: Question, assessment: Assessment): AdaptiveCard {
    const { words, describe } = this;
    const topic = describe.topic(question);
    const answer =
      question.type === 'item'
        ? describe.fullAnswer(question.item, assessment)
        : describe.answer(question.id, answerTo(assessment, question.id));
    return answeredCard({
      heading: question.type === 'item' ? describe.numbered(question.item) : topic,
      ask: describe.field(question.id, 'ask', { name: describe.name(assessment) }),
      answer: words('teams:answered', { answer }),
      change: {
        title: words('guide:button/change'),
        action: { do: 'change', question: question.id },
        always: true,
        id: `change-${question.id}`,
        hint: words('guide:button/changeNamed', { topic }),
      },
    });
  }
}
