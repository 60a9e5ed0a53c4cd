import type { AdaptiveCard, Button } from '../cards/elements.ts';
import { emergencyCard } from '../cards/emergencyCard.ts';
import { noticeCard } from '../cards/noticeCard.ts';
import { returnCodeCard } from '../cards/returnCodeCard.ts';
import { statusCard } from '../cards/statusCard.ts';
import { answersCard, summaryCard } from '../cards/summaryCard.ts';
import { type Assessment, answerTo } from '../core/assessment.ts';
import { inOrder } from '../core/evidence/documents.ts';
import { unnecessaryBecause } from '../core/flow.ts';
import type { Item, QuestionId } from '../core/model.ts';
import { itemsLeft } from '../core/next.ts';
import { itemState, levelReached, minutesLeft, sectionsOf } from '../core/progress.ts';
import { type QuestionBook, setupSection } from '../core/questions.ts';
import type { Command } from '../core/turn.ts';
import type { Words } from '../core/words.ts';
import type { Describe } from './describe.ts';
import type { EvidenceViews } from './evidenceViews.ts';
import type { PeopleViews } from './peopleViews.ts';
import type { ReminderTelling, ReminderViews } from './reminderViews.ts';
import type { Said, Telling } from './said.ts';
import type { SupportLine } from './supportLine.ts';

/** The cards beside those of questions: pictures of where things stand, and what wants a button of its own. */
export class CardViews {
  private readonly words: Words;
  private readonly describe: Describe;
  private readonly book: QuestionBook;
  private readonly support: SupportLine;
  private readonly evidence: EvidenceViews;
  private readonly people: PeopleViews;
  private readonly reminders: ReminderViews;

  constructor(
    words: Words,
    describe: Describe,
    book: QuestionBook,
    support: SupportLine,
    further: { readonly evidence: EvidenceViews; readonly people: PeopleViews; readonly reminders: ReminderViews },
  ) {
    this.words = words;
    this.describe = describe;
    this.book = book;
    this.support = support;
    this.evidence = further.evidence;
    this.people = further.people;
    this.reminders = further.reminders;
  }

  of(said: Exclude<Said, { type: 'ask' }>, turn: Telling): readonly AdaptiveCard[] {
    switch (said.type) {
      case 'status':
        return [this.status(turn)];
      case 'summary':
        return this.summary(turn);
      case 'section':
        return [this.section(said.section, turn.assessment)];
      case 'emergency':
        return [this.emergency(said.kind)];
      case 'nextStep':
        if (turn.grant.role === 'guest') return [];
        if (said.after === 'notSure') return [this.letter(said.question)];
        return this.describe.mayNotApply(said.question, turn.assessment)
          ? [this.orNotApplicable(said.question, turn.assessment)]
          : [];
      case 'unnecessary':
        return [this.unnecessary(said)];
      case 'returnCode':
        return [this.returnCode(said)];
      case 'leftBehind':
        return [this.leftBehind(said)];
      case 'reminder':
        return [this.reminders.card(this.reminded(said, turn))];
      default:
        return [...this.people.of(said, turn), ...this.evidence.of(said, turn)];
    }
  }

  /** What this record knows of what is due; reminders about another service go without. */
  private reminded(
    { reminders, isFirst }: Extract<Said, { type: 'reminder' }>,
    { assessment, team }: Telling,
  ): ReminderTelling {
    const asked = assessment.assignments.find(({ id }) => reminders.some(({ subject }) => subject === id));
    const askedBy = team.members.find(({ person }) => person === asked?.by)?.name;
    const documents = inOrder(assessment.documents).map(({ id, number }): [string, string] => [
      id,
      this.words('guide:evidence/label', { number }),
    ]);
    return { reminders, isFirst, ...(askedBy !== undefined && { askedBy }), documents: Object.fromEntries(documents) };
  }

  /** After a "no" that may mean "nothing of the kind happened": the next step, and the way to say that instead. */
  private orNotApplicable(question: QuestionId, assessment: Assessment): AdaptiveCard {
    const reason = this.describe.field(question, 'notApplicableWhen');
    const lines = [this.describe.field(question, 'ifNo'), this.words('guide:nextStep/orNotApplicable', { reason })];
    const seen = assessment.answers[question]?.revision ?? 0;
    return noticeCard({
      notice: lines.join('\n\n'),
      buttons: [
        {
          title: this.words('guide:button/notApplicableHere'),
          action: { do: 'answer', question, seen, as: 'notApplicable' },
          always: true,
        },
      ],
    });
  }

  /** Who would know, and a message for them, ready to send. */
  private letter(question: QuestionId): AdaptiveCard {
    const message = this.describe.field(question, 'askThem');
    const who = this.describe.field(question, 'who');
    return noticeCard({
      notice: [this.words('guide:nextStep/who', { who, message }), this.words('guide:nextStep/comeBack')].join('\n\n'),
      buttons: [
        { title: this.words('guide:button/copy'), action: { do: 'copy', question, text: message }, always: true },
        { title: this.words('people:button/askSomeone'), action: { do: 'handOn', question }, always: true },
      ],
    });
  }

  private status(turn: Telling): AdaptiveCard {
    const { words, book, describe } = this;
    const { assessment, today } = turn;
    const progress = turn.progress;
    const minutes = (level?: 'approaching') =>
      this.describe.minutes(
        minutesLeft(
          itemsLeft(book, assessment).filter((item) => !level || item.level === level),
          assessment,
        ),
      );
    const level = (name: 'approaching' | 'met') => {
      const { done, of } = progress[name];
      const key = done === of ? `guide:status/${name}Full` : `guide:status/${name}`;
      return words(key, { done, of, minutes: minutes(name === 'approaching' ? name : undefined) });
    };
    const inState = (state: 'gap' | 'unsure' | 'open') =>
      book.mandatory.filter((item) => itemState(item, assessment, today) === state);
    const list = (key: string, items: readonly Item[]) =>
      items.length
        ? [words(`guide:status/${key}`, { list: this.describe.cut(items.map((item) => describe.numbered(item))) })]
        : [];
    const lists = [
      ...list('gaps', inState('gap')),
      ...list('unsure', inState('unsure')),
      ...list('left', inState('open')),
    ];
    return statusCard({
      title: words('guide:status/title', { name: describe.name(assessment) }),
      intro: words('guide:status/answered', { ...progress, minutes: minutes() }),
      bars: sectionsOf(book, assessment, today).map(({ section, done, gap, of }) => ({
        label: words(gap ? 'guide:status/barMore' : 'guide:status/bar', {
          section: describe.section(section),
          done,
          gap,
          of,
        }),
        done,
        gap,
        of,
      })),
      levels: [level('approaching'), level('met')],
      lists: lists.length ? lists : [words('guide:status/nothingLeft')],
      note: words('guide:editionShort', { edition: book.set.edition, deadline: this.describe.nextDeadline() }),
      buttons: [
        this.button('carryOn'),
        this.button('summary'),
        ...(progress.approaching.done < progress.approaching.of && !assessment.approachingFirst
          ? [this.button('approachingFirst')]
          : []),
      ],
    });
  }

  private summary(turn: Telling): readonly AdaptiveCard[] {
    const { words, book, describe } = this;
    const { assessment, today } = turn;
    const progress = turn.progress;
    const level = levelReached(book, assessment, today);
    const left = itemsLeft(book, assessment);
    const toPutRight = (['gap', 'unsure'] as const).flatMap((state) => {
      const items = book.mandatory.filter((item) => itemState(item, assessment, today) === state);
      const key = state === 'gap' ? 'guide:status/gaps' : 'guide:status/unsure';
      return items.length
        ? [words(key, { list: this.describe.cut(items.map((item) => describe.numbered(item))) })]
        : [];
    });
    const hasDoneApproaching = level === 'none' && progress.approaching.done === progress.approaching.of;
    const overview = summaryCard({
      title: words('guide:summary/title', { name: describe.name(assessment) }),
      level: words(`guide:summary/level/${level}`, {
        of: progress.met.of,
        done: progress.met.done,
        approaching: progress.approaching.done,
        approachingOf: progress.approaching.of,
      }),
      notes: [
        words('guide:summary/figures', { answered: progress.answered, of: progress.of, done: progress.met.done }),
        ...toPutRight,
        ...(hasDoneApproaching ? [words('guide:summary/approachingUsed')] : []),
        ...(left.length
          ? [
              words('guide:summary/open', {
                count: left.length,
                list: this.describe.cut(left.map((item) => describe.numbered(item))),
              }),
            ]
          : []),
        this.describe.editionNote(),
        words('guide:summary/optionalNote', { count: book.optional.length }),
      ],
      official: words('guide:summary/official'),
      publish: words('guide:summary/publish'),
      buttons: [
        ...(left.length ? [this.button('carryOn', 'comeBack')] : []),
        this.button('status'),
        this.button('optional'),
        this.button('returnCode'),
        this.button('stop'),
      ],
    });
    const sections = sectionsOf(book, assessment, today).map(({ section }) => this.section(section, assessment));
    const hasOptional = book.optional.some(
      (item) => answerTo(assessment, item.id) && !unnecessaryBecause(assessment, item.id),
    );
    return [
      overview,
      ...sections,
      ...(hasOptional ? [this.section('optional', assessment)] : []),
      this.section(setupSection, assessment),
    ];
  }

  /** The answers of one section of the set, or of set-up. */
  private section(section: string, assessment: Assessment): AdaptiveCard {
    const items = this.book.set.items.filter((item) => item.section === section);
    const rows =
      section === setupSection
        ? this.book.setup.map(({ id }) => ({
            id,
            topic: this.describe.field(id, 'topic'),
            answer: this.describe.answer(id, answerTo(assessment, id)),
          }))
        : items.map((item) => ({
            id: item.id,
            topic: this.describe.numbered(item),
            answer: this.answerRow(item, assessment),
          }));
    return answersCard({
      title: this.describe.section(section),
      rows: rows.map(({ id, topic, answer }) => ({
        topic,
        answer,
        change: {
          title: this.words('guide:button/change'),
          action: { do: 'change', question: id },
          always: true,
          id: `change-${id}`,
          hint: this.words('guide:button/changeNamed', { topic }),
        },
      })),
    });
  }

  private answerRow(item: Item, assessment: Assessment): string {
    const because = unnecessaryBecause(assessment, item.id);
    return because
      ? this.words('guide:answer/notApplicableFact', { reason: this.words(`guide:fact/${because}`) })
      : this.describe.fullAnswer(item, assessment);
  }

  private emergency(kind: Extract<Said, { type: 'emergency' }>['kind']): AdaptiveCard {
    const part = (name: 'first' | 'tell' | 'then') => ({
      heading: this.words(`guide:emergency/${name}`),
      steps: this.describe.list(`emergency:${kind}/${name}`),
    });
    return emergencyCard({
      title: this.words(`emergency:${kind}/title`),
      calm: this.words(`emergency:${kind}/calm`),
      parts: [part('first'), part('tell'), part('then')],
      contact: `${this.support.contact()} ${this.words('guide:emergency/after')}`,
      buttons: [this.button('carryOn'), this.button('person')],
    });
  }

  private unnecessary({ fact, items, revision }: Extract<Said, { type: 'unnecessary' }>): AdaptiveCard {
    const notice = this.words(`guide:unnecessary/${items.length === 1 ? 'one' : 'other'}`, {
      count: items.length,
      reason: this.words(`guide:fact/${fact}`),
      list: this.describe.topics(items),
    });
    const undo: Button = { title: this.words('guide:button/undo'), action: { do: 'undo', revision }, always: true };
    return noticeCard({ notice, buttons: [undo] });
  }

  private returnCode({ code, link, isOnly }: Extract<Said, { type: 'returnCode' }>): AdaptiveCard {
    const { words } = this;
    return returnCodeCard({
      title: words(isOnly ? 'guide:returnCode/fresh' : 'guide:returnCode/title'),
      code,
      use: words('guide:returnCode/use'),
      keep: words('guide:returnCode/keep'),
      link: words('guide:returnCode/link', { link }),
      note: words(isOnly ? 'guide:returnCode/cancelled' : 'guide:returnCode/earlier'),
    });
  }

  private leftBehind({ code, link }: Extract<Said, { type: 'leftBehind' }>): AdaptiveCard {
    return returnCodeCard({
      title: this.words('guide:returnCode/left'),
      code,
      use: this.words('guide:returnCode/leftUse'),
      keep: this.words('guide:returnCode/keep'),
      link: this.words('guide:returnCode/link', { link }),
      note: '',
    });
  }

  private button(command: Command, title: string = command): Button {
    return { title: this.words(`guide:button/${title}`), action: { do: 'say', command }, always: true };
  }
}
