import type { Button } from '../cards/elements.ts';
import type { QuestionView } from '../cards/questionCard.ts';
import { type Assessment, answerTo, factOf } from '../core/assessment.ts';
import { facts, type Item, type QuestionId, serviceTypes } from '../core/model.ts';
import { itemsLeft, timesPutOff } from '../core/next.ts';
import { minutesLeft } from '../core/progress.ts';
import { type Question, type QuestionBook, setupIds } from '../core/questions.ts';
import type { Effect } from '../core/turn.ts';
import type { TermFinder } from '../core/understand/terms.ts';
import { readableDate, type Words } from '../core/words.ts';
import type { Describe } from './describe.ts';

const termsOnACard = 2;
/** Characters that fit into a box of one line on a phone. */
const oneLine = 30;

type Ask = Extract<Effect, { type: 'ask' }>;

/** Instead of how far the whole is and the way past: for those who see single questions alone. */
export interface SingleQuestion {
  /** Who it is from; holds a name that a person typed. */
  readonly heading: string;
  /** In the place of the way past, where there are any. */
  readonly buttons: readonly Button[];
}

/** What `questionCard` needs to show one question. */
export class QuestionViews {
  private readonly words: Words;
  private readonly describe: Describe;
  private readonly book: QuestionBook;
  private readonly terms: TermFinder;
  /** They follow from the question alone, and finding the terms in its words takes longer than all the rest of a card. */
  private readonly explanations = new Map<QuestionId, readonly Button[]>();

  constructor(words: Words, describe: Describe, book: QuestionBook, terms: TermFinder) {
    this.words = words;
    this.describe = describe;
    this.book = book;
    this.terms = terms;
  }

  view(
    { question, proposal, isFromDocument, draft }: Ask,
    assessment: Assessment,
    single?: SingleQuestion,
  ): QuestionView {
    const example = this.example(question);
    const given = answerTo(assessment, question.id);
    const current = given?.as === 'notSure' ? undefined : given;
    const input = proposal ? undefined : this.input(question, assessment, draft);
    const all = this.answers(
      { type: 'ask', question, again: false, ...(proposal && { proposal }), ...(draft && { draft }) },
      assessment,
    );
    const answers = single?.buttons.length
      ? [...all.filter(({ action }) => action.do !== 'skip'), ...single.buttons]
      : all;
    const heard =
      draft && question.kind !== 'yesNo'
        ? this.words('guide:proposal/draft', { draft })
        : current && this.words('guide:you/said', { answer: this.describe.answer(question.id, current) });
    const caution = question.type === 'item' ? this.caution(question.item) : '';
    const hasMore = question.id === setupIds.serviceType;
    const isUnsure = ({ action }: Button) => action.do === 'answer' && action.as === 'notSure';
    return {
      heading: single?.heading ?? this.heading(question, assessment),
      ...(single && { isNamed: true }),
      ask: this.sentence(
        {
          type: 'ask',
          question,
          again: false,
          ...(proposal && { proposal }),
          ...(isFromDocument && { isFromDocument }),
        },
        assessment,
      ),
      ...(example && { example }),
      ...(heard && { current: heard }),
      ...(caution && { caution }),
      // With the rarer choices behind one button "not sure" goes there too: six buttons in a row are enough.
      answers: hasMore ? answers.filter((button) => !isUnsure(button)) : answers,
      ...(hasMore && {
        more: {
          title: this.words('guide:serviceTypeMore'),
          answers: [...this.serviceTypes(question, assessment).slice(4), ...answers.filter(isUnsure)],
        },
      }),
      ...(input && { input }),
      explanations: [...this.explanationsOf(question), ...(single ? [] : this.askSomeone(question))],
    };
  }

  /** The way to hand it on: few would think of typing it. */
  private askSomeone(question: Question): readonly Button[] {
    if (question.type === 'setup') return [];
    const title = this.words('people:button/askSomeone');
    return [{ title, action: { do: 'handOn', question: question.item.id }, id: 'hand-on' }];
  }

  /** What to know about the item itself: that it is new, that its wording is not settled. */
  private caution({ isNew, checkLive }: Item): string {
    return [
      ...(isNew ? [this.words('guide:newThisYear', { edition: this.book.set.edition })] : []),
      ...(checkLive ? [this.words('guide:checkLive')] : []),
    ].join(' ');
  }

  /** The question as one sentence, also where no card is shown. */
  sentence({ question, proposal, isFromDocument }: Ask, assessment: Assessment): string {
    if (proposal?.as === 'value' && 'date' in proposal.value) {
      return this.words(isFromDocument ? 'guide:proposal/dateInFile' : 'guide:proposal/date', {
        date: readableDate(proposal.value, this.words.locale),
      });
    }
    return this.describe.field(question.id, 'ask', { name: this.describe.name(assessment) });
  }

  example(question: Question): string {
    return this.describe.field(question.id, 'example');
  }

  /** The answers offered as buttons, the likeliest first. */
  answers({ question, proposal, draft, again }: Ask, assessment: Assessment): readonly Button[] {
    const seen = assessment.answers[question.id]?.revision ?? 0;
    const answer = (title: string, as: 'yes' | 'no' | 'notSure' | 'notApplicable'): Button => ({
      title: this.words(`guide:button/${title}`),
      // None is made to stand out: an honest "not yet" must be as near as a yes.
      action: { do: 'answer', question: question.id, seen, as },
    });
    const offer = (title: string, text: string): Button => ({
      title,
      action: { do: 'answer', question: question.id, seen, text },
      isPrimary: true,
      typed: 'yes',
    });
    if (proposal?.as === 'notApplicable') {
      return (['hasChanged', 'hasNot'] as const).map((title) => ({
        title: this.words(`guide:button/${title}`),
        action: { do: 'answer', question: question.id, seen, text: title === 'hasChanged' ? 'yes' : 'no' },
        typed: title === 'hasChanged' ? 'yes' : 'no',
      }));
    }
    const isAnswered = (answerTo(assessment, question.id)?.as ?? 'notSure') !== 'notSure';
    const fact = question.type === 'item' ? question.item.notApplicable?.fact : undefined;
    const mayNotApply =
      question.type === 'item' && question.item.notApplicable && !(fact && factOf(assessment, fact) === 'yes');
    return [
      ...(proposal?.as === 'value' && 'date' in proposal.value
        ? [
            offer(
              this.words('guide:button/yesDate', { date: readableDate(proposal.value, this.words.locale) }),
              readableDate(proposal.value, this.words.locale),
            ),
          ]
        : []),
      ...(draft && question.kind !== 'yesNo' ? [offer(this.words('guide:button/saveDraft'), draft)] : []),
      ...(question.kind === 'yesNo'
        ? [answer('yes', 'yes'), answer(question.type === 'setup' ? 'noFact' : 'no', 'no')]
        : []),
      ...(question.kind === 'choice'
        ? this.serviceTypes(question, assessment).slice(0, again ? serviceTypes.length : 4)
        : []),
      ...(question.kind === 'document'
        ? [{ title: this.words('guide:button/upload'), action: { do: 'upload', question: question.id } } as const]
        : []),
      ...(mayNotApply ? [answer('notApplicable', 'notApplicable')] : []),
      ...(question.id === setupIds.name ? [] : [answer('notSure', 'notSure')]),
      {
        title: this.words(isAnswered ? 'guide:button/keep' : 'guide:button/skip'),
        action: isAnswered
          ? { do: 'keep', question: question.id }
          : { do: 'skip', question: question.id, times: timesPutOff(question.id, assessment) },
        typed: 'skip',
      },
    ];
  }

  private serviceTypes(question: Question, assessment: Assessment): readonly Button[] {
    const seen = assessment.answers[question.id]?.revision ?? 0;
    return serviceTypes.map((choice) => ({
      title: this.words(`guide:serviceType/${choice}`),
      action: { do: 'answer', question: question.id, seen, choice },
    }));
  }

  private input(question: Question, assessment: Assessment, draft: string | undefined): QuestionView['input'] {
    if (question.kind === 'yesNo' || question.kind === 'choice') return undefined;
    const given = answerTo(assessment, question.id);
    const value = draft ?? (given?.as === 'value' && 'text' in given.value ? given.value.text : undefined);
    return {
      open: this.words('guide:button/write'),
      label: this.words(`guide:input/${question.kind}`),
      save: {
        title: this.words('guide:button/save'),
        action: { do: 'answer', question: question.id, seen: assessment.answers[question.id]?.revision ?? 0 },
        isPrimary: true,
      },
      // A long answer to change needs the room of a text.
      isMultiline: question.kind === 'text' || (value?.length ?? 0) > oneLine,
      ...(value && { value }),
    };
  }

  private explanationsOf(question: Question): readonly Button[] {
    const known = this.explanations.get(question.id);
    if (known) return known;
    const found = this.findExplanations(question);
    this.explanations.set(question.id, found);
    return found;
  }

  private findExplanations(question: Question): readonly Button[] {
    const about = (what: 'why' | 'example' | 'need'): Button => ({
      title: this.words(`guide:button/${what}`),
      action: { do: what, question: question.id },
      // Explaining never answers, so it stays of use when the card is no longer the newest.
      always: true,
      id: `about-${what}`,
    });
    if (question.type === 'setup') return [about('why')];
    const shown = `${this.describe.field(question.id, 'ask')} ${this.example(question)}`;
    // Only terms that stand there: on a phone each button costs a line, and any other term can be typed.
    const terms = [...new Set(this.terms.inText(shown).map(({ term }) => term))].slice(0, termsOnACard);
    return [
      ...(question.type === 'item' ? [about('why'), about('example'), about('need')] : []),
      ...terms.map(
        ({ term }): Button => ({
          title: this.words('guide:button/term', { term }),
          action: { do: 'explain', term },
          always: true,
          id: `term-${term.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
        }),
      ),
    ];
  }

  private heading(question: Question, assessment: Assessment): string {
    if (question.type === 'setup') {
      return question.fact
        ? this.words('guide:setup/factHeading', { n: facts.indexOf(question.fact) + 1, of: facts.length })
        : this.words('guide:setup/heading');
    }
    if (question.type === 'followUp') {
      return this.words('guide:heading/followUp', { topic: this.describe.topic(question) });
    }
    if (question.item.level === 'optional') return this.words('guide:heading/optional');
    return this.words('guide:heading/item', {
      section: this.describe.section(question.item.section),
      n: this.book.mandatory.indexOf(question.item) + 1,
      of: this.book.mandatory.length,
      minutes: this.describe.minutes(minutesLeft(itemsLeft(this.book, assessment), assessment)),
    });
  }
}
