import { shortened } from '../cards/elements.ts';
import { type Assessment, answerTo, serviceName } from '../core/assessment.ts';
import type { Answer, Item, QuestionId } from '../core/model.ts';
import { comesBack, itemsLeft, timesPutOff } from '../core/next.ts';
import { minutesLeft } from '../core/progress.ts';
import type { QuestionBook } from '../core/questions.ts';
import type { Unclear } from '../core/turn.ts';
import { readableDate, type Words } from '../core/words.ts';
import { type Describe, longestEcho } from './describe.ts';
import type { EvidenceLines } from './evidenceLines.ts';
import type { PeopleLines } from './peopleLines.ts';
import type { Said, Telling } from './said.ts';
import type { SupportLine } from './supportLine.ts';

/** What is said in plain lines, for everything that is not shown as a card. */
export class Lines {
  private readonly words: Words;
  private readonly describe: Describe;
  private readonly book: QuestionBook;
  private readonly support: SupportLine;
  private readonly evidence: EvidenceLines;
  private readonly people: PeopleLines;

  constructor(
    words: Words,
    describe: Describe,
    book: QuestionBook,
    support: SupportLine,
    further: { readonly evidence: EvidenceLines; readonly people: PeopleLines },
  ) {
    this.words = words;
    this.describe = describe;
    this.book = book;
    this.support = support;
    this.evidence = further.evidence;
    this.people = further.people;
  }

  of(said: Exclude<Said, { type: 'ask' }>, turn: Telling): readonly string[] {
    const { words, describe } = this;
    const forGuest = this.people.ofGuest(said, turn);
    if (forGuest) return forGuest;
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
        return [words('guide:ready', { count: left.length, minutes }), this.describe.editionNote()];
      }
      case 'saved':
        return this.saved(said, turn);
      case 'alreadySaved':
        return [words('guide:saved/already')];
      case 'necessaryAgain':
        return [words('guide:unnecessary/again', { list: this.describe.topics(said.items) })];
      case 'nextStep':
        return said.after === 'no' && !this.describe.mayNotApply(said.question, turn.assessment)
          ? [describe.field(said.question, 'ifNo')]
          : [];
      case 'letter':
        return [describe.field(said.question, 'askThem') || words('people:copyByHand')];
      case 'clarify':
        return [
          said.why === 'factSaysYes'
            ? words('guide:clarify/factSaysYes', { fact: words(`guide:factYes/${said.fact}`) })
            : words(`guide:clarify/${said.isRepeat && !isSpecific(said.why) ? againFor(said.why) : said.why}`),
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
              ? [
                  words('guide:explain/perhaps', {
                    list: this.describe.either(said.suggestions.map(({ term }) => term)),
                  }),
                ]
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
        return [words(said.isOwn ? 'people:answeredByYou' : 'guide:answeredElsewhere')];
      case 'rephrase':
        return this.rephrase(said.question, turn.assessment);
      case 'publish':
        return [words('guide:summary/official'), words('guide:summary/publish')];
      case 'faq':
        return [said.entry.answer];
      case 'noSuchQuestion':
        return [words('guide:noSuchQuestion', { heard: said.heard })];
      case 'help':
        return [
          [words('guide:help/intro'), ...this.describe.list('guide:help/lines').map((line) => `• ${line}`)].join('\n'),
        ];
      case 'person':
        return this.person(said.question, turn);
      case 'personalDataRemoved':
        return [
          words('guide:removed/intro', {
            kinds: this.describe.and([...new Set(said.kinds)].map((kind) => words(`guide:removed/kind/${kind}`))),
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
      case 'notAllowed':
      case 'onlyLooking':
      case 'people':
      case 'confirmPeople':
      case 'whichRole':
      case 'whoToAsk':
      case 'noSuchPerson':
      case 'handedOn':
      case 'alreadyHandedOn':
      case 'guestLink':
      case 'handedBack':
      case 'takenOn':
      case 'withdrawn':
      case 'nothingHandedOn':
      case 'assignments':
      case 'letters':
      case 'notice':
      case 'guestWelcome':
      case 'guestDone':
      case 'publicationNoted':
      case 'edited':
      case 'joined':
      case 'emailConfirmed':
      case 'newcomer':
      case 'noLonger':
        return this.people.of(said, turn);
      case 'reminder':
        return [];
      default:
        return this.evidence.of(said, turn);
    }
  }

  private welcomeBack(last: QuestionId | undefined, turn: Telling): string {
    const { assessment } = turn;
    const progress = turn.progress;
    const name = serviceName(assessment);
    const topic = last === undefined ? '' : this.describe.topicOf(last);
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
      ...(question.type === 'followUp' && question.kind === 'date' && answer.as === 'no'
        ? [words('guide:saved/neverDone')]
        : []),
      // Only a new answer gets any further: neither "not sure" nor a change does.
      ...(said.isChange || answer.as === 'notSure' ? [] : this.milestone(question.item, turn)),
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
    const isGuest = turn.grant.role === 'guest';
    if (isGuest || item.level === 'optional' || hasOpenFollowUp || answered === of) return [];
    if (item.level === 'approaching' && approaching.done === approaching.of) {
      return [this.words('guide:saved/approachingDone', { of: approaching.of })];
    }
    if (!sectionLeft) {
      return [this.words('guide:saved/sectionDone', { section: this.describe.section(item.section), n: answered, of })];
    }
    return answered > 0 && answered % 10 === 0 ? [this.words('guide:saved/milestone', { n: answered, of })] : [];
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
    const example = this.describe.field(question.id, 'example');
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

  /** What a helper should know was tried at this question already. */
  private tried(question: QuestionId, assessment: Assessment): string {
    const answer = answerTo(assessment, question);
    if (answer && answer.as !== 'notSure') {
      return this.words('guide:person/triedAnswer', { answer: this.describe.answer(question, answer) });
    }
    const count = timesPutOff(question, assessment);
    if (!count) return this.words('guide:person/triedNothing');
    return this.words(answer ? 'guide:person/triedUnsure' : 'guide:person/triedSkipped', { count });
  }

  private person(id: QuestionId | undefined, turn: Telling): readonly string[] {
    const { words } = this;
    const question = id === undefined ? undefined : this.book.find(id);
    const { answered, of } = turn.progress;
    return [
      this.support.contact(),
      question && question.type !== 'setup'
        ? words('guide:person/pass', {
            edition: this.book.set.edition,
            question: question.item.id,
            topic: this.describe.topic(question),
            tried: this.tried(question.id, turn.assessment),
            answered,
            of,
          })
        : question || turn.assessment.revision === 0
          ? words('guide:person/passSetup')
          : words('guide:person/passEnd', { edition: this.book.set.edition, answered, of }),
    ];
  }
}

/** As at the start of a sentence; "encryption" gets a capital, "eMAR" is left as it is written. */
function capitalised(term: string): string {
  return /\p{Lu}/u.test(term) ? term : term.charAt(0).toUpperCase() + term.slice(1);
}

/** The same sentence twice in a row helps nobody. */
const againFor = (why: Unclear) => (why === 'notSureIfYes' ? 'notSureIfYesAgain' : 'again');

/** Reasons that say by themselves what is wanted, and so may be said twice in a row. */
function isSpecific(why: Unclear): boolean {
  return ['needsWhole', 'isThatAnAnswer', 'shallISave', 'isThatNotYet', 'naNotAllowed'].includes(why);
}
