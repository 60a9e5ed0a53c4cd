import type { Activity, Attachment, SuggestedActions } from 'botbuilder';
import { type AdaptiveCard, type Button, shortened } from '../cards/elements.ts';
import { emergencyCard } from '../cards/emergencyCard.ts';
import { noticeCard } from '../cards/noticeCard.ts';
import { questionCard } from '../cards/questionCard.ts';
import { returnCodeCard } from '../cards/returnCodeCard.ts';
import { statusCard } from '../cards/statusCard.ts';
import { answersCard, summaryCard } from '../cards/summaryCard.ts';
import { type Assessment, answerTo, factOf, serviceName } from '../core/assessment.ts';
import { unnecessaryBecause } from '../core/flow.ts';
import type { Answer, Item, QuestionId } from '../core/model.ts';
import { comesBack, itemsLeft } from '../core/next.ts';
import { itemState, levelReached, minutesLeft, type Progress, progressOf, sectionsOf } from '../core/progress.ts';
import { type Question, type QuestionBook, setupSection } from '../core/questions.ts';
import type { Command, Effect, Unclear, Understood } from '../core/turn.ts';
import type { TermFinder } from '../core/understand/terms.ts';
import { readableDate, type Words } from '../core/words.ts';
import { Describe } from './describe.ts';
import { QuestionViews } from './questionView.ts';

/** Whom to turn to in this installation, from its settings. */
export interface Support {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly hours?: string | undefined;
}

/** What can be said: the effects of `step`, those on return codes once they were carried out. */
export type Said =
  | Exclude<Effect, { type: 'issueReturnCode' | 'cancelReturnCodes' | 'openReturnCode' }>
  | { readonly type: 'returnCode'; readonly code: string; readonly link: string; readonly isOnly: boolean }
  /** The code of the assessment that a conversation left when another code was typed in it. */
  | { readonly type: 'leftBehind'; readonly code: string; readonly link: string }
  | { readonly type: 'wrongCode' }
  | { readonly type: 'waitForCode'; readonly seconds: number };

/** What every activity of ours carries for clients and tests (contract: Activities). */
export interface DsptData {
  readonly question?: QuestionId;
  readonly expects?: Question['kind'];
  readonly progress: Progress;
  readonly understood?: Understood;
  readonly returnCode?: string;
}

export interface Turn {
  readonly said: readonly Said[];
  /** The assessment after the turn was saved. */
  readonly assessment: Assessment;
  readonly asked?: QuestionId;
  readonly understood?: Understood;
  /** ISO date. */
  readonly today: string;
}

/** The progress is counted once: every bubble carries it, and some speak of it too. */
interface Telling extends Turn {
  readonly progress: Progress;
}

/** Listed in full up to here; beyond, a list is cut and says so. */
const longestList = 6;
/** How much of an answer is said back, in characters: enough to see that it is the right one. */
const longestEcho = 200;

/** Turns what was decided into messages: at most two bubbles, the question last. Speaks; decides nothing. */
export class Presenter {
  private readonly words: Words;
  private readonly book: QuestionBook;
  private readonly support: Support;
  private readonly describe: Describe;
  private readonly views: QuestionViews;

  constructor(words: Words, book: QuestionBook, terms: TermFinder, support: Support) {
    this.words = words;
    this.book = book;
    this.support = support;
    this.describe = new Describe(words, book.set.edition);
    this.views = new QuestionViews(words, this.describe, book, terms);
  }

  present(turn: Turn): readonly Partial<Activity>[] {
    return this.tell({ ...turn, progress: progressOf(this.book, turn.assessment, turn.today) });
  }

  private tell(turn: Telling): readonly Partial<Activity>[] {
    const activities: Partial<Activity>[] = [];
    let lines: string[] = [];
    const send = (attachments: readonly AdaptiveCard[], suggested?: readonly Button[]) => {
      const text = lines.filter(Boolean).join('\n\n');
      lines = [];
      activities.push(this.activity(turn, text, attachments, suggested));
    };
    for (const each of turn.said) {
      if (each.type === 'ask') {
        if (this.isPlain(each)) {
          lines.push(this.plainAsk(each, turn.assessment));
          send([], this.views.answers(each, turn.assessment));
        } else {
          if (lines.length) send([]);
          send([questionCard(this.views.view(each, turn.assessment))]);
        }
        continue;
      }
      const cards = this.cards(each, turn);
      lines.push(...this.lines(each, turn));
      if (cards.length) send(cards);
    }
    if (lines.length) send([]);
    return activities;
  }

  /** A question asked a second time in a row, or one with nothing to tap, is a line of text and no card. */
  private isPlain(ask: Extract<Said, { type: 'ask' }>): boolean {
    return ask.again || ask.question.id === 'setup.name';
  }

  private plainAsk(ask: Extract<Said, { type: 'ask' }>, assessment: Assessment): string {
    // What was asked back in the line before is the question.
    if (ask.proposal?.as === 'notApplicable') return '';
    const sentence = this.views.sentence(ask, assessment);
    if (!ask.draft || ask.question.kind === 'yesNo') return sentence;
    return [sentence, this.words('guide:proposal/draft', { draft: shortened(ask.draft, longestEcho) })].join('\n\n');
  }

  private activity(
    turn: Telling,
    text: string,
    cards: readonly AdaptiveCard[],
    suggested?: readonly Button[],
  ): Partial<Activity> {
    const spoken = [text, ...cards.map((card) => card.speak)].filter(Boolean).join('\n');
    return {
      type: 'message',
      ...(text && { text, textFormat: 'plain' }),
      speak: spoken,
      ...(cards.length && { summary: spoken.split('\n', 3).join(' '), attachments: cards.map(attachment) }),
      ...(suggested?.length && { suggestedActions: suggestedActions(suggested) }),
      // Our page asks us to carry on when somebody comes back to a conversation that ended in a goodbye.
      inputHint: turn.said.some((each) => each.type === 'goodbye') ? 'ignoringInput' : 'expectingInput',
      locale: this.words.locale,
      channelData: { dspt: this.data(turn) },
    };
  }

  private data(turn: Telling): DsptData {
    const question = turn.asked === undefined ? undefined : this.book.find(turn.asked);
    const code = turn.said.find((each) => each.type === 'returnCode' || each.type === 'leftBehind');
    return {
      ...(question && { question: question.id, expects: question.kind }),
      progress: turn.progress,
      ...(turn.understood && { understood: turn.understood }),
      ...(code && { returnCode: code.code }),
    };
  }

  private cards(said: Exclude<Said, { type: 'ask' }>, turn: Telling): readonly AdaptiveCard[] {
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
        if (said.after === 'notSure') return [this.letter(said.question)];
        return this.mayNotApply(said.question, turn.assessment)
          ? [this.orNotApplicable(said.question, turn.assessment)]
          : [];
      case 'unnecessary':
        return [this.unnecessary(said)];
      case 'returnCode':
        return [this.returnCode(said)];
      case 'leftBehind':
        return [this.leftBehind(said)];
      default:
        return [];
    }
  }

  private lines(said: Exclude<Said, { type: 'ask' }>, turn: Telling): readonly string[] {
    const { words, describe } = this;
    switch (said.type) {
      case 'skipped':
        return [this.skipped(said.question)];
      case 'greeting':
      case 'notSaved':
      case 'factChanged':
      case 'nothingToUndo':
      case 'undoTooLate':
      case 'nothingBefore':
      case 'lostPlace':
      case 'youAreWelcome':
      case 'filesLater':
      case 'unreadableCard':
      case 'startFresh':
      case 'goodbye':
        return [words(`guide:${said.type}`)];
      case 'approachingFirst':
        return [
          words('guide:approachingFirst', {
            count: this.book.mandatory.filter((item) => item.level === 'approaching').length,
          }),
        ];
      case 'welcomeBack':
        return [this.welcomeBack(said.lastAnswered, turn)];
      case 'ready': {
        const left = itemsLeft(this.book, turn.assessment);
        const minutes = this.describe.minutes(minutesLeft(left, turn.assessment));
        return [words('guide:ready', { count: left.length, minutes }), this.editionNote()];
      }
      case 'saved':
        return this.saved(said, turn);
      case 'alreadySaved':
        return [words('guide:saved/already')];
      case 'necessaryAgain':
        return [words('guide:unnecessary/again', { list: this.topics(said.items) })];
      case 'nextStep':
        return said.after === 'no' && !this.mayNotApply(said.question, turn.assessment)
          ? [describe.field(said.question, 'ifNo')]
          : [];
      case 'letter':
        return [describe.field(said.question, 'askThem')];
      case 'clarify':
        return [
          said.why === 'factSaysYes'
            ? words('guide:clarify/factSaysYes', { fact: words(`guide:factYes/${said.fact}`) })
            : words(`guide:clarify/${said.isRepeat && !isSpecific(said.why) ? 'again' : said.why}`),
        ];
      case 'stale':
        return [words('guide:stale', { question: said.question })];
      case 'explain':
        return [
          words('guide:explain/term', {
            term: capitalised(said.term.term),
            plain: said.term.plain,
            example: said.term.example,
          }),
          ...(said.term.note ? [said.term.note] : []),
        ];
      case 'unknownTerm':
        return [
          [
            words('guide:explain/unknown'),
            ...(said.suggestions.length
              ? [words('guide:explain/perhaps', { list: this.either(said.suggestions.map(({ term }) => term)) })]
              : []),
          ].join(' '),
        ];
      case 'about':
        return [this.about(said.question, said.what, turn.assessment)];
      case 'undone':
        return [this.undone(said.questions[0], turn.assessment)];
      case 'allAsked': {
        const count = itemsLeft(this.book, turn.assessment).length;
        return [count ? words('guide:allAsked/some', { count }) : words('guide:allAsked/none')];
      }
      case 'secondRound':
        return [words('guide:secondRound', { count: said.count })];
      case 'answeredElsewhere':
        return [words('guide:answeredElsewhere')];
      case 'rephrase':
        return this.rephrase(said.question, turn.assessment);
      case 'publish':
        return [words('guide:summary/official'), words('guide:summary/publish')];
      case 'faq':
        return [said.entry.answer];
      case 'noSuchQuestion':
        return [words('guide:noSuchQuestion', { heard: said.heard })];
      case 'help':
        return [[words('guide:help/intro'), ...this.list('guide:help/lines').map((line) => `• ${line}`)].join('\n')];
      case 'person':
        return this.person(said.question, turn);
      case 'personalDataRemoved':
        return [
          words('guide:removed/intro', {
            kinds: this.and([...new Set(said.kinds)].map((kind) => words(`guide:removed/kind/${kind}`))),
          }),
          ...(said.rest ? [] : [words('guide:removed/again')]),
        ];
      case 'wrongCode':
        return [words('guide:returnCode/wrong')];
      case 'waitForCode':
        return [
          words('guide:returnCode/wait', { minutes: words('guide:minutes', { count: Math.ceil(said.seconds / 60) }) }),
        ];
      case 'unnecessary':
      case 'leftBehind':
      case 'returnCode':
      case 'status':
      case 'summary':
      case 'section':
      case 'emergency':
        return [];
      default:
        return said satisfies never;
    }
  }

  private welcomeBack(last: QuestionId | undefined, turn: Telling): string {
    const { assessment } = turn;
    const progress = turn.progress;
    const name = serviceName(assessment);
    const topic = last === undefined ? '' : this.topicOf(last);
    const values = {
      name,
      done: progress.answered,
      of: progress.of,
      minutes: this.describe.minutes(minutesLeft(itemsLeft(this.book, assessment), assessment)),
    };
    const known = name ? 'guide:welcomeBack/full' : 'guide:welcomeBack/noName';
    const welcome = turn.asked?.startsWith('setup.') ? 'guide:welcomeBack/inSetup' : known;
    return [this.words(welcome, values), ...(topic ? [this.words('guide:welcomeBack/last', { topic })] : [])].join(' ');
  }

  private saved(said: Extract<Said, { type: 'saved' }>, turn: Telling): readonly string[] {
    const question = this.book.find(said.question);
    if (!question) return [];
    if (question.type === 'setup') return this.savedSetup(said);
    const { words } = this;
    const { answer, details } = said;
    const noticed = [
      ...(details?.who ? [words('guide:saved/who', { who: details.who })] : []),
      ...(details?.when ? [words('guide:saved/when', { when: readableDate(details.when, words.locale) })] : []),
    ];
    return [
      [
        this.savedSentence(said.question, answer),
        ...noticed,
        ...(noticed.length ? [words('guide:saved/wrong')] : []),
      ].join(' '),
      ...(said.oddShape ? [words('guide:saved/oddShape')] : []),
      ...(said.tooOld ? [this.describe.field(said.question, 'tooOld')] : []),
      ...(said.belowTarget === undefined ? [] : [this.belowTarget(said.belowTarget, answer)]),
      ...(question.type === 'followUp' && question.followUp.rule && answer.as === 'no'
        ? [words('guide:saved/neverDone')]
        : []),
      ...this.milestone(question.item, turn),
    ].filter(Boolean);
  }

  private savedSetup(said: Extract<Said, { type: 'saved' }>): readonly string[] {
    if (said.oddShape) return [this.describe.field(said.question, 'odd')];
    if (said.answer.as === 'notSure') return [this.words('guide:saved/notSure')];
    const line = said.answer.as === 'value' ? this.describe.field(said.question, 'saved') : '';
    return line ? [line] : [];
  }

  private savedSentence(question: QuestionId, answer: Answer): string {
    const { words, describe } = this;
    switch (answer.as) {
      case 'yes':
        return answer.note
          ? words('guide:saved/yesNote', { note: shortened(answer.note, longestEcho) })
          : words('guide:saved/yes');
      case 'no':
        return answer.note
          ? words('guide:saved/noNote', { note: shortened(answer.note, longestEcho) })
          : words('guide:saved/no');
      case 'notSure':
        return words('guide:saved/notSure');
      case 'notApplicable':
        return answer.note
          ? words('guide:saved/notApplicableOwn', { note: shortened(answer.note, longestEcho) })
          : words('guide:saved/notApplicable', { reason: describe.notApplicableReason(question, answer) });
      case 'value':
        return words('text' in answer.value ? 'guide:saved/text' : 'guide:saved/value', {
          value: shortened(describe.answer(question, answer), longestEcho),
        });
      default:
        return answer satisfies never;
    }
  }

  /** Praise is information: said when a section is through, and every tenth answer. */
  private milestone(item: Item, turn: Telling): readonly string[] {
    const { answered, of, approaching } = turn.progress;
    const sectionLeft = itemsLeft(this.book, turn.assessment).some((each) => each.section === item.section);
    const hasOpenFollowUp = turn.asked?.startsWith(`${item.id}.`) ?? false;
    if (item.level === 'optional' || hasOpenFollowUp || answered === of) return [];
    if (item.level === 'approaching' && approaching.done === approaching.of) {
      return [this.words('guide:saved/approachingDone', { of: approaching.of })];
    }
    if (!sectionLeft) {
      return [this.words('guide:saved/sectionDone', { section: this.describe.section(item.section), n: answered, of })];
    }
    return answered > 0 && answered % 10 === 0 ? [this.words('guide:saved/milestone', { n: answered, of })] : [];
  }

  /** Whether an item may turn out not to apply, as far as set-up does not speak against it. */
  private mayNotApply(id: QuestionId, assessment: Assessment): boolean {
    const question = this.book.find(id);
    const allowed = question?.type === 'item' ? question.item.notApplicable : undefined;
    return allowed !== undefined && !(allowed.fact && factOf(assessment, allowed.fact) === 'yes');
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

  private skipped(id: QuestionId): string {
    const question = this.book.find(id);
    if (question?.type === 'setup') return this.words('guide:skippedSetup');
    if (question?.type === 'followUp' && !comesBack(question.followUp)) {
      return this.words('guide:skippedFollowUp', { question: id });
    }
    return this.words('guide:skipped');
  }

  private undone(id: QuestionId | undefined, assessment: Assessment): string {
    const question = id === undefined ? undefined : this.book.find(id);
    if (!question) return '';
    const isFollowUp = question.type === 'followUp';
    const main = isFollowUp ? question.item.id : question.id;
    return this.words(isFollowUp ? 'guide:undoneFollowUp' : 'guide:undone', {
      topic: this.describe.topic(question),
      answer: this.describe.answer(main, answerTo(assessment, main)),
    });
  }

  /** The question once more in other words: what it is about, and what somebody might write. */
  private rephrase(id: QuestionId, assessment: Assessment): readonly string[] {
    const question = this.book.find(id);
    if (!question) return [];
    const topic = this.describe.topic(question);
    const example = this.views.example(question);
    const good = question.type === 'item' ? this.describe.good(question.item, assessment) : '';
    return [
      [this.words('guide:rephrase', { topic }), example].filter(Boolean).join(' '),
      ...(good ? [this.words('guide:about/good', { good })] : []),
    ];
  }

  private belowTarget(target: number, answer: Answer): string {
    const value = answer.as === 'value' && 'percent' in answer.value ? answer.value : undefined;
    if (value?.whole === undefined || value.part === undefined) {
      return this.words('guide:saved/belowTarget', { target });
    }
    const needed = Math.ceil((target * value.whole) / 100);
    return this.words('guide:saved/belowTargetCount', {
      target,
      needed,
      whole: value.whole,
      more: needed - value.part,
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
      ],
    });
  }

  private about(id: QuestionId, what: 'why' | 'example' | 'need', assessment: Assessment): string {
    const question = this.book.find(id);
    if (!question) return '';
    if (question.type === 'setup') {
      return this.describe.field(id, what) || this.describe.field(id, 'why') || this.words('guide:about/notWritten');
    }
    switch (what) {
      case 'why':
        return this.describe.field(question.item.id, 'why');
      case 'need':
        return this.describe.field(question.item.id, 'need');
      case 'example': {
        const watchOut = this.describe.field(question.item.id, 'watchOut');
        const good = this.words('guide:about/good', { good: this.describe.good(question.item, assessment) });
        return [good, watchOut].filter(Boolean).join('\n\n');
      }
      default:
        return what satisfies never;
    }
  }

  private person(id: QuestionId | undefined, turn: Telling): readonly string[] {
    const { words } = this;
    const question = id === undefined ? undefined : this.book.find(id);
    const { answered, of } = turn.progress;
    return [
      this.contact(),
      question && question.type !== 'setup'
        ? words('guide:person/pass', {
            edition: this.book.set.edition,
            question: question.item.id,
            topic: this.describe.topic(question),
            answered,
            of,
          })
        : question || turn.assessment.revision === 0
          ? words('guide:person/passSetup')
          : words('guide:person/passEnd', { edition: this.book.set.edition, answered, of }),
    ];
  }

  private contact(): string {
    const { words, support } = this;
    if (!support.name && !support.phone && !support.email) return words('guide:person/unknown');
    return [
      ...(support.name ? [words('guide:person/known', { name: support.name })] : []),
      ...(support.phone ? [words('guide:person/phone', { phone: support.phone })] : []),
      ...(support.email ? [words('guide:person/email', { email: support.email })] : []),
      ...(support.hours ? [words('guide:person/hours', { hours: support.hours })] : []),
    ].join(' ');
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
        ? [words(`guide:status/${key}`, { list: this.cut(items.map((item) => describe.numbered(item))) })]
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
      note: words('guide:editionShort', { edition: book.set.edition, deadline: this.nextDeadline() }),
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
      return items.length ? [words(key, { list: this.cut(items.map((item) => describe.numbered(item))) })] : [];
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
                list: this.cut(left.map((item) => describe.numbered(item))),
              }),
            ]
          : []),
        this.editionNote(),
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
      steps: this.list(`emergency:${kind}/${name}`),
    });
    return emergencyCard({
      title: this.words(`emergency:${kind}/title`),
      calm: this.words(`emergency:${kind}/calm`),
      parts: [part('first'), part('tell'), part('then')],
      contact: `${this.contact()} ${this.words('guide:emergency/after')}`,
      buttons: [this.button('carryOn'), this.button('person')],
    });
  }

  private unnecessary({ fact, items, revision }: Extract<Said, { type: 'unnecessary' }>): AdaptiveCard {
    const notice = this.words(`guide:unnecessary/${items.length === 1 ? 'one' : 'other'}`, {
      count: items.length,
      reason: this.words(`guide:fact/${fact}`),
      list: this.topics(items),
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

  private editionNote(): string {
    const { set, mandatory } = this.book;
    return this.words('guide:edition', {
      edition: set.edition,
      checked: readableDate({ date: set.checkedOn }, this.words.locale),
      total: mandatory.length,
      approaching: mandatory.filter((item) => item.level === 'approaching').length,
      deadline: this.nextDeadline(),
    });
  }

  /** The edition's deadline a year on: what to expect, as the next one is not published to us. */
  private nextDeadline(): string {
    const [year = '', ...rest] = this.book.set.deadline.split('-');
    return readableDate({ date: [Number(year) + 1, ...rest].join('-') }, this.words.locale);
  }

  private button(command: Command, title: string = command): Button {
    return { title: this.words(`guide:button/${title}`), action: { do: 'say', command }, always: true };
  }

  private topicOf(id: QuestionId): string {
    const question = this.book.find(id);
    return question ? this.describe.topic(question) : '';
  }

  private topics(ids: readonly QuestionId[]): string {
    return this.and(
      ids.flatMap((id) => {
        const question = this.book.find(id);
        return question ? [this.describe.topic(question)] : [];
      }),
    );
  }

  private cut(all: readonly string[]): string {
    if (all.length <= longestList) return this.and(all);
    return this.words('guide:status/more', {
      list: all.slice(0, longestList).join(', '),
      count: all.length - longestList,
    });
  }

  private and(all: readonly string[]): string {
    return new Intl.ListFormat(this.words.locale, { type: 'conjunction' }).format(all);
  }

  private either(all: readonly string[]): string {
    return new Intl.ListFormat(this.words.locale, { type: 'disjunction' }).format(all);
  }

  /** The strings of a list in `content/`, in order. */
  private list(key: string): readonly string[] {
    const all: string[] = [];
    for (let index = 0; this.words.has(`${key}/${index}`); index++) all.push(this.words(`${key}/${index}`));
    return all;
  }
}

/** As at the start of a sentence; "encryption" gets a capital, "eMAR" is left as it is written. */
function capitalised(term: string): string {
  return /\p{Lu}/u.test(term) ? term : term.charAt(0).toUpperCase() + term.slice(1);
}

function attachment(content: AdaptiveCard): Attachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}

/** Reasons that say by themselves what is wanted, and so may be said twice in a row. */
function isSpecific(why: Unclear): boolean {
  return ['needsWhole', 'isThatAnAnswer', 'shallISave', 'naNotAllowed'].includes(why);
}

/** The same answers as on a card, as quick replies: what is sent is what a person would type. */
function suggestedActions(all: readonly Button[]): SuggestedActions {
  return {
    to: [],
    actions: all.map(({ title, typed }) => ({ type: 'imBack', title, value: typed ?? title })),
  };
}
