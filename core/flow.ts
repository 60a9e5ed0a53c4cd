import { isDeepStrictEqual } from 'node:util';
import { type Assessment, answerTo, type CommitLike, factOf, fold } from './assessment.ts';
import { discard } from './attaching.ts';
import { documentOf, filesOf } from './evidence/documents.ts';
import type { FileCheck, SentFile } from './evidence/model.ts';
import { type Endings, EvidenceSteps } from './evidenceSteps.ts';
import { heardOnCard } from './heardOnCard.ts';
import { dateValue, type Heard, interpret } from './interpret.ts';
import type { Answer, AssessmentEvent, Fact, QuestionId } from './model.ts';
import { anyLeft, dateFollowUpOf, itemsLeft, nextQuestion, timesPutOff } from './next.ts';
import type { Notice } from './people/notices.ts';
import { permitted, seenBy } from './people/permit.ts';
import { PeopleSteps } from './peopleSteps.ts';
import { satisfies } from './progress.ts';
import { type Question, setupIds, setupSection } from './questions.ts';
import type {
  CardAction,
  Command,
  Context,
  Cursor,
  Effect,
  Input,
  Pending,
  Situation,
  Step,
  Unclear,
  Understood,
} from './turn.ts';
import { correctionIn } from './understand/correction.ts';
import type { Details } from './understand/details.ts';
import { documentTalkIn } from './understand/documentTalk.ts';
import { type Intent, understandIntent } from './understand/intents.ts';
import { asWritten, normalise } from './understand/normalise.ts';
import { peopleTalkIn } from './understand/peopleTalk.ts';
import type { PersonalDataKind } from './understand/personalData.ts';
import { understandReply } from './understand/reply.ts';
import { isNearReturnCode, returnCodeIn } from './understand/returnCode.ts';

const trailLength = 30;
/** Facts that cannot be true of a service that uses no computers, phones or internet at all. */
const impliesComputers: readonly Fact[] = ['ownDevices', 'nhsmailOnly'];

/**
 * What one input does to the record and what is said about it. Pure, so that it is safe to run again after a write
 * conflict; saving and speaking are the shell's. An input that was handled before changes nothing.
 */
export function step(context: Context, situation: Situation, input: Input): Step {
  const seen = seenBy(context.grant, { context, situation });
  const decided = forOneTurn(seen.situation, decide(seen.context, seen.situation, input));
  return permitted(context.grant, situation, keepingFiles(context, situation, decided));
}

/** Whatever else goes wrong, no bytes are deleted that the record names once the turn is in it. */
function keepingFiles(context: Context, { assessment }: Situation, decided: Step): Step {
  if (!decided.effects.some(({ type }) => type === 'discardFiles')) return decided;
  const commit = { revision: assessment.revision + 1, at: context.now, by: context.by, inputId: '' };
  const { documents } = decided.events.length ? fold(assessment, { ...commit, events: decided.events }) : assessment;
  const named = new Set(filesOf(documents).map(({ source }) => source.file));
  const effects = decided.effects.flatMap((effect) =>
    effect.type === 'discardFiles' ? discard(effect.files.filter((file) => !named.has(file))) : [effect],
  );
  return { ...decided, effects };
}

/** What was asked back about documents is over when anything else was said, done or shown: a later "yes" is no reply to it. */
function forOneTurn({ cursor: { pending } }: Situation, decided: Step): Step {
  const isOver = pending && decided.cursor.pending === pending && oneTurn.has(pending.type);
  if (!isOver) return decided;
  const { pending: _, ...cursor } = decided.cursor;
  return { ...decided, cursor };
}

const oneTurn: ReadonlySet<Pending['type']> = new Set([
  'held',
  'delete',
  'undo',
  'upload',
  'place',
  'handOn',
  'people',
  'waiting',
  'role',
]);

function decide(context: Context, situation: Situation, input: Input): Step {
  const turn = new Turn(context, situation, input);
  switch (input.type) {
    case 'arrived':
      return turn.arrive(input.checks, input.question);
    case 'unreadableCard':
      return turn.askAgain({ type: 'unreadableCard' });
    default:
      break;
  }
  if (situation.assessment.recentInputs.includes(input.id)) return turn.repeat();
  switch (input.type) {
    case 'said':
      return turn.hear(input.text, input.removed, input.held);
    case 'chose':
      return turn.act(input.action, input.removed, input.held);
    case 'sentFiles':
      return withWords(context, situation, input, turn.evidence.sent(input));
    case 'scanned':
      return turn.evidence.scanned(input.scans);
    case 'checked':
      return { ...turn.evidence.found(input.checks), cursor: situation.cursor };
    case 'reminded':
      return turn.remind(input);
    case 'notified':
      return turn.notify(input.notices);
    case 'synced':
      return turn.sync();
    case 'edited':
      return turn.edited();
    default:
      return input satisfies never;
  }
}

/** Words that came with files are heard after them, as said to the question that was on show. */
function withWords(
  context: Context,
  { assessment, cursor }: Situation,
  { id, text = '', removed = [], files }: Extract<Input, { type: 'sentFiles' }>,
  sent: Step,
): Step {
  if (!text.trim() && !removed.length) return sent;
  const asked = cursor.asked === undefined ? undefined : context.book.find(cursor.asked);
  // "Here it is": the file is the answer, and the words say nothing of where a document is kept.
  if (files.length > 0 && asked?.kind === 'document' && !removed.length) {
    return { ...sent, effects: [{ type: 'wordsBesideFile' }, ...sent.effects] };
  }
  const { revision, recentInputs } = assessment;
  const commit = { revision: revision + 1, at: context.now, by: context.by, inputId: id, events: sent.events };
  const after = sent.events.length ? { ...fold(assessment, commit), revision, recentInputs } : assessment;
  const { held, document } = sent.cursor;
  const now = { ...cursor, ...(held && { held }), ...(document && { document }) };
  const heard = new Turn(context, { assessment: after, cursor: now }, { type: 'said', id, text }).hear(text, removed);
  const told = sent.effects.filter(({ type }) => type !== 'ask' && type !== 'summary' && type !== 'allAsked');
  const further = sent.events.length ? heard.events.filter(({ type }) => type !== 'assessmentStarted') : heard.events;
  return { ...heard, events: [...sent.events, ...further], effects: [...told, ...heard.effects] };
}

/** One turn being decided. Holds nothing that outlives it; every method that returns a Step ends the turn. */
class Turn {
  private readonly context: Context;
  private readonly assessment: Assessment;
  private readonly cursor: Cursor;
  private readonly input: Input;
  /** The question on show, if it is still a question of this set. */
  private readonly asked: Question | undefined;
  readonly evidence: EvidenceSteps;
  private readonly people: PeopleSteps;

  constructor(context: Context, { assessment, cursor }: Situation, input: Input) {
    this.context = context;
    this.assessment = assessment;
    this.cursor = cursor;
    this.input = input;
    this.asked = cursor.asked === undefined ? undefined : context.book.find(cursor.asked);
    const endings: Endings = {
      goOn: (events, effects, options) => this.goOn(events, effects, options),
      stay: (events, effects, pending) => this.stay(events, effects, pending),
    };
    this.evidence = new EvidenceSteps(context, { assessment, cursor }, endings);
    this.people = new PeopleSteps(context, { assessment, cursor }, 'id' in input ? input.id : input.type, endings);
  }

  arrive(checks: readonly FileCheck[] = [], wanted?: QuestionId): Step {
    const ask = wanted === undefined ? undefined : this.context.book.find(wanted);
    if (this.context.grant.role === 'guest') return this.goOn([], [{ type: 'guestWelcome' }], ask ? { ask } : {});
    if (this.assessment.revision === 0) return this.goOn([], [{ type: 'greeting' }]);
    const last = this.lastAnswered();
    const found = this.evidence.found(checks);
    const { held = [] } = this.cursor;
    return this.goOn(found.events, [
      { type: 'welcomeBack', ...(last && { lastAnswered: last }) },
      ...found.effects,
      ...(held.length ? [{ type: 'heldWaiting', held } as const] : []),
    ]);
  }

  hear(text: string, removed: readonly PersonalDataKind[] = [], held?: SentFile): Step {
    if (removed.length) return this.refuse(text, removed);
    const settled = this.undoConfirmed(text) ?? this.evidence.heard(text, held) ?? this.replyAboutPeople(text);
    if (settled) return settled;
    const aside = this.aside(text) ?? this.correct(text) ?? this.evidence.placed(this.asked, text);
    if (aside) return aside;
    if (this.asked) return this.answerByText(this.asked, text);
    if (this.assessment.revision === 0) return this.goOn([], [{ type: 'greeting' }]);
    if (this.openQuestion()) return this.goOn([], [{ type: 'lostPlace' }]);
    const left = anyLeft(this.context.book, this.assessment);
    if (!left) return this.askAgain();
    // Everything was asked, so this is most likely meant for what is still open.
    const wantsWords = left.kind === 'text' || left.kind === 'document';
    const draft: Pending = { type: 'draft', question: left.id, text: asWritten(text) };
    return this.goOn([], [{ type: 'allAsked' }], { ask: left, ...(wantsWords && { pending: draft }) });
  }

  /** It is time to remind somebody: what for is said, and the question that it is about can be answered at once. */
  remind({ reminders, isFirst, here }: Extract<Input, { type: 'reminded' }>): Step {
    const effect: Effect = { type: 'reminder', reminders, isFirst };
    const ofHere = reminders.filter(({ assessment }) => assessment === here);
    const about = ofHere.find(({ kind }) => kind === 'assigned')?.about;
    const ask =
      about?.kind === 'assigned'
        ? this.context.book.find(about.question)
        : nextQuestion(this.context.book, this.assessment, { by: this.context.by });
    return ofHere.length > 0 && ask ? this.goOn([], [effect], { ask }) : this.tell([effect]);
  }

  /** Says something in passing, and leaves everything where it is. */
  tell(effects: readonly Effect[]): Step {
    return { events: [], cursor: this.cursor, effects };
  }

  /** Somebody else did something; "let her in" is a reply to it and would be an answer anywhere else. */
  notify(notices: readonly Notice[]): Step {
    const asked = notices.findLast((notice) => notice.type === 'joinAsked');
    const told = this.tell(notices.map((notice) => ({ type: 'notice', notice })));
    return asked ? { ...told, cursor: { ...this.cursor, pending: { type: 'waiting', person: asked.person } } } : told;
  }

  /** The question on show may have been answered through another door. */
  sync(): Step {
    const answer = this.asked && this.assessment.answers[this.asked.id];
    if (!this.asked || !answer || answer.revision <= (this.cursor.seen ?? 0)) return this.tell([]);
    return this.goOn([], [{ type: 'answeredElsewhere', question: this.asked.id, isOwn: true }], {
      after: this.asked.id,
    });
  }

  edited(): Step {
    const question = this.lastAnswered();
    return this.tell([{ type: 'edited', ...(question !== undefined && { question }) }]);
  }

  /** A command or a question said in reply to "who shall I ask?" or "what shall I call you?" is that, and no name. */
  private replyAboutPeople(text: string): Step | undefined {
    const left = this.people.left(text);
    if (left) return left;
    const { pending } = this.cursor;
    const aside = pending?.type === 'handOn' || pending?.type === 'name' ? this.aside(text) : undefined;
    return aside ?? this.people.heard(text);
  }

  /** What typed words may ask for besides answering: a code, a command, a term, a question about the guide. */
  private aside(text: string): Step | undefined {
    const code = returnCodeIn(text, this.context.isCodeWord);
    if (code) return this.askAgain({ type: 'openReturnCode', code });
    // Where a name is asked for, five words off the list with one slip are a mistyped code and no service's name.
    const isName = this.asked === undefined || this.asked.id === setupIds.name;
    if (isName && isNearReturnCode(text, this.context.isCodeWord)) {
      return this.askAgain({ type: 'openReturnCode', code: text });
    }
    const talk = documentTalkIn(text);
    const followed = talk && this.evidence.follow(talk);
    if (followed) return followed;
    const aboutPeople = peopleTalkIn(text, this.context.today);
    const byPeople = aboutPeople && this.people.follow(aboutPeople);
    if (byPeople) return byPeople;
    const intent = understandIntent(text);
    // "Privacy?" asks about the guide before it asks for a meaning.
    const asked = intent?.type === 'explain' ? this.context.faq.find(text) : undefined;
    if (asked) return this.askAgain({ type: 'faq', entry: asked });
    if (intent) return this.follow(intent);
    const term = this.context.terms.find(normalise(text));
    if (term) {
      const draft: Pending | undefined =
        this.asked?.kind === 'text' || this.asked?.kind === 'document'
          ? { type: 'draft', question: this.asked.id, text: asWritten(text) }
          : undefined;
      return this.askAgain({ type: 'explain', term }, draft);
    }
    const entry = this.context.faq.find(text);
    return entry && this.askAgain({ type: 'faq', entry });
  }

  act(action: CardAction, removed: readonly PersonalDataKind[] = [], held?: SentFile): Step {
    switch (action.do) {
      case 'evidence':
      case 'upload':
      case 'document':
      case 'replace':
      case 'open':
      case 'useFor':
      case 'stopUsing':
      case 'delete':
      case 'held':
        return this.evidence.act(action, held);
      case 'describe':
        return removed.length
          ? this.askAgain({ type: 'personalDataRemoved', kinds: removed })
          : this.evidence.act(action);
      case 'answer': {
        const question = this.context.book.find(action.question);
        if (!question) return this.askAgain({ type: 'unreadableCard' });
        if (removed.length) return this.refuse(action.text ?? '', removed, question);
        const aside = action.isTyped ? this.at(question, action.seen).aside(action.text ?? '') : undefined;
        return aside ?? this.answerByCard(question, action);
      }
      case 'skip': {
        const question = this.context.book.find(action.question);
        if (!question) return this.askAgain({ type: 'unreadableCard' });
        // A second tap on the same card finds the question put off already.
        const isRepeat = timesPutOff(question.id, this.assessment) !== action.times;
        return isRepeat ? this.askAgain() : this.putOff(question);
      }
      case 'keep': {
        const question = this.context.book.find(action.question);
        return question ? this.putOff(question) : this.askAgain({ type: 'unreadableCard' });
      }
      case 'why':
      case 'example':
      case 'need':
        return this.about(action.do, this.context.book.find(action.question));
      case 'change':
        return this.change(action.question);
      case 'explain':
        return this.explain(action.term);
      case 'undo':
        return this.undo(action.revision, action.isSure);
      case 'section': {
        const isKnown = action.section === setupSection || this.context.book.set.sections.includes(action.section);
        return this.askAgain(isKnown ? { type: 'section', section: action.section } : { type: 'unreadableCard' });
      }
      case 'copy':
        return { events: [], cursor: this.cursor, effects: [{ type: 'letter', question: action.question }] };
      case 'say':
        return this.command(action.command);
      case 'people':
        return this.people.request(action.request);
      case 'handOn':
      case 'accept':
      case 'handBack':
      case 'withdraw':
        return this.people.act(action);
      default:
        return action satisfies never;
    }
  }

  /** The reply to an input may have been lost after it was recorded: then the question on show has its answer by now. */
  repeat(): Step {
    const answer = this.asked && this.assessment.answers[this.asked.id];
    return (answer?.revision ?? 0) > (this.cursor.seen ?? 0) ? this.goOn([], []) : this.askAgain();
  }

  /** Asks the open question once more, after saying something that changes nothing. */
  askAgain(effect?: Effect, pending?: Pending): Step {
    const open = this.openQuestion();
    const effects = effect ? [effect] : [];
    if (!open) {
      const isGuest = this.context.grant.role === 'guest';
      const isWhole = effect?.type === 'section' || effect?.type === 'status';
      return {
        events: [],
        cursor: this.without('pending'),
        effects: isWhole ? effects : [...effects, isGuest ? this.ending() : { type: 'allAsked' }],
      };
    }
    return {
      events: [],
      cursor: { ...this.without('pending'), ...this.asking(open, this.assessment), ...(pending && { pending }) },
      effects: [...effects, this.ask(open, true, pending)],
    };
  }

  /** "No sorry, I meant Jane" is about the question before the one on show. */
  private correct(text: string): Step | undefined {
    const correction = correctionIn(text);
    if (!correction) return undefined;
    const last = correction.question ? this.context.book.find(correction.question) : this.lastAnsweredQuestion();
    if (this.asked && this.fits(this.asked, correction.rest)) {
      return this.take(this.asked, interpret(this.asked, correction.rest, undefined, this.context));
    }
    if (!last || last.id === this.asked?.id) return undefined;
    if (correction.rest === '') return this.goOn([], [], { ask: last });
    const heard = interpret(last, correction.rest, undefined, this.context);
    return heard.type === 'answer' ? this.record(last, heard.answer, heard.details) : this.goOn([], [], { ask: last });
  }

  /** The same turn, as if `question` were the one on show. */
  private at(question: Question, seen: number): Turn {
    return new Turn(
      this.context,
      { assessment: this.assessment, cursor: { ...this.cursor, asked: question.id, seen } },
      this.input,
    );
  }

  /** Whether a correction may well be about the question on show: it is being changed, or the words are what it wants. */
  private fits(asked: Question, rest: string): boolean {
    if (rest === '') return false;
    if (asked.kind === 'text' || asked.kind === 'document') return answerTo(this.assessment, asked.id) !== undefined;
    return interpret(asked, rest, undefined, this.context).type === 'answer';
  }

  private follow(intent: Intent): Step {
    switch (intent.type) {
      case 'help':
      case 'status':
      case 'back':
      case 'stop':
      case 'summary':
      case 'optional':
      case 'person':
      case 'returnCode':
      case 'cancelCodes':
      case 'carryOn':
      case 'approachingFirst':
        return this.command(intent.type);
      case 'why':
      case 'example':
      case 'need':
        return this.about(intent.type, this.openQuestion());
      case 'skip': {
        const open = this.openQuestion();
        return open ? this.putOff(open) : this.command('carryOn');
      }
      case 'undo':
        return this.undo();
      case 'change':
        return this.change(intent.question);
      case 'explain':
        return this.explain(intent.term);
      case 'redeem':
        return this.askAgain({ type: 'openReturnCode', code: intent.code });
      case 'emergency':
        // No question is pushed after this: whoever has just been hacked has something else to do first.
        return { events: [], cursor: this.cursor, effects: [{ type: 'emergency', kind: intent.kind }] };
      case 'greeting':
        return this.assessment.revision === 0 ? this.goOn([], [{ type: 'greeting' }]) : this.askAgain();
      case 'thanks':
        return this.askAgain({ type: 'youAreWelcome' });
      case 'publish':
        return this.askAgain({ type: 'publish' });
      case 'rephrase': {
        const open = this.openQuestion();
        return this.askAgain(open ? { type: 'rephrase', question: open.id } : { type: 'help' });
      }
      case 'startAgain':
        return this.assessment.revision === 0
          ? this.askAgain({ type: 'startFresh' })
          : this.returnCode([{ type: 'startFresh' }, { type: 'issueReturnCode' }]);
      default:
        return intent satisfies never;
    }
  }

  private command(command: Command): Step {
    switch (command) {
      case 'help':
      case 'status':
        return this.askAgain({ type: command });
      case 'person': {
        const open = this.openQuestion();
        return this.askAgain({ type: 'person', ...(open && { question: open.id }) });
      }
      case 'summary':
        return { events: [], cursor: this.cursor, effects: [{ type: 'summary' }] };
      case 'documents':
        return this.evidence.documents();
      case 'documentsPage':
        return this.evidence.page();
      case 'back':
        return this.back();
      case 'stop':
        return this.stop();
      case 'returnCode':
        return this.returnCode([{ type: 'issueReturnCode' }]);
      case 'cancelCodes':
        return this.returnCode([{ type: 'cancelReturnCodes' }]);
      case 'optional':
        return this.goOn(this.assessment.withOptional ? [] : [{ type: 'optionalChosen' }], []);
      case 'approachingFirst':
        return this.goOn(this.assessment.approachingFirst ? [] : [{ type: 'approachingFirstChosen' }], [
          { type: 'approachingFirst' },
        ]);
      case 'carryOn': {
        const open = this.openQuestion() ?? anyLeft(this.context.book, this.assessment);
        // In full: somebody asks where they were.
        return open ? this.goOn([], [], { ask: open, isInFull: true }) : this.askAgain();
      }
      default:
        return command satisfies never;
    }
  }

  private answerByText(question: Question, text: string): Step {
    const { pending } = this.cursor;
    if (pending && 'question' in pending && pending.question === question.id) {
      const reply = understandReply(text);
      if (pending.type === 'proposal' && (!reply.detail || pending.answer.as === 'notApplicable')) {
        if (reply.as === 'yes') return this.record(question, pending.answer);
        if (reply.as === 'no') return this.askAgain();
      }
      if (pending.type === 'draft' && (reply.as === 'yes' || reply.as === 'no')) {
        // What was said before and what is said now belong together.
        if (question.kind === 'yesNo') {
          const note = [pending.text, reply.detail].filter(Boolean).join('. ');
          return this.record(question, { as: reply.as, note });
        }
        if (!reply.detail) return this.settleDraft(question, pending, reply.as);
      }
    }
    const heard = interpret(question, text, pending, this.context);
    const current = this.assessment.answers[question.id];
    const isNews = current !== undefined && current.revision > (this.cursor.seen ?? 0);
    if (isNews && heard.type === 'answer' && !isSameAnswer(current.answer, heard.answer)) {
      return this.goOn([], [{ type: 'answeredElsewhere', question: question.id }], { ask: question });
    }
    return this.take(question, heard);
  }

  /** Words kept for a question that wants words: saved, dropped, or saved as the "not yet" that they sounded like. */
  private settleDraft(question: Question, draft: Extract<Pending, { type: 'draft' }>, reply: 'yes' | 'no'): Step {
    const asWords: Answer = { as: 'value', value: { text: draft.text } };
    if (draft.isNotYet) return this.record(question, reply === 'yes' ? { as: 'no', note: draft.text } : asWords);
    return reply === 'yes' ? this.record(question, asWords) : this.askAgain({ type: 'notSaved' });
  }

  private answerByCard(question: Question, action: Extract<CardAction, { do: 'answer' }>): Step {
    const heard = heardOnCard(question, action, this.context);
    if (!heard) return this.askAgain({ type: 'unreadableCard' });
    const current = this.assessment.answers[question.id];
    if ((current?.revision ?? 0) !== action.seen) {
      if (heard.type === 'answer' && current && isSameAnswer(current.answer, heard.answer)) {
        const understood = understoodAs(question, heard.answer);
        return { ...this.askAgain({ type: 'alreadySaved', question: question.id }), understood };
      }
      return this.askAgain({ type: 'stale', question: question.id });
    }
    return this.take(question, heard);
  }

  private take(question: Question, heard: Heard): Step {
    if (heard.type === 'clarify') return this.clarify(question, heard.why, heard.heard, heard.pending);
    const fact = question.type === 'item' ? question.item.notApplicable?.fact : undefined;
    if (heard.answer.as === 'notApplicable' && fact && factOf(this.assessment, fact) === 'yes') {
      // What was said in set-up speaks against it: asked back, and accepted when confirmed.
      const pending: Pending = { type: 'proposal', question: question.id, answer: heard.answer };
      return this.clarify(question, 'factSaysYes', undefined, pending, fact);
    }
    return this.record(question, heard.answer, heard.details, heard.oddShape);
  }

  private clarify(question: Question, why: Unclear, heard?: string, pending?: Pending, fact?: Fact): Step {
    const before = this.cursor.pending;
    // Two half-answers in a row to a yes or no are kept together.
    const kept =
      question.kind === 'yesNo' &&
      pending?.type === 'draft' &&
      before?.type === 'draft' &&
      before.question === question.id
        ? { ...pending, text: `${before.text}. ${pending.text}` }
        : pending;
    const misses = this.cursor.asked === question.id ? (this.cursor.misses ?? 0) + 1 : 1;
    const effect: Effect = {
      type: 'clarify',
      question: question.id,
      why,
      ...(heard !== undefined && { heard }),
      ...(misses > 1 && { isRepeat: true }),
      ...(fact && { fact }),
    };
    return {
      events: [],
      cursor: {
        ...this.without('pending'),
        ...this.asking(question, this.assessment),
        misses,
        ...(kept && { pending: kept }),
      },
      effects: [effect, this.ask(question, true, kept)],
      understood: { item: question.id, as: 'clarify' },
    };
  }

  private record(question: Question, answer: Answer, details?: Details, oddShape?: boolean): Step {
    const understood = understoodAs(question, answer);
    const current = answerTo(this.assessment, question.id);
    if (current && isSameAnswer(current, answer) && answer.as !== 'notSure') {
      return {
        ...this.goOn([], [{ type: 'alreadySaved', question: question.id }], { after: question.id }),
        understood,
      };
    }
    const place = answer.as === 'value' && 'text' in answer.value ? answer.value.text : undefined;
    const events: AssessmentEvent[] = [
      { type: 'questionAnswered', question: question.id, answer },
      ...this.evidence.besideAnswer(question, place),
    ];
    const effects: Effect[] = [
      {
        type: 'saved',
        question: question.id,
        answer,
        ...(details && (details.who || details.when) && { details }),
        ...(current && { isChange: true }),
        ...this.shortfall(question, answer),
        ...(oddShape && { oddShape }),
      },
    ];
    if (question.type === 'setup' && question.fact) this.settleFact(question.fact, answer, events, effects);
    if (question.type === 'item' && (answer.as === 'no' || answer.as === 'notSure')) {
      effects.push({ type: 'nextStep', question: question.id, after: answer.as });
    }
    // "Last year" names no month, so it is asked for in full.
    const dated =
      details?.when &&
      details.when.precision !== 'year' &&
      question.type === 'item' &&
      dateFollowUpOf(this.context.book, question.item, this.assessment);
    const proposal: Pending | undefined =
      dated && details.when
        ? { type: 'proposal', question: dated.id, answer: { as: 'value', value: dateValue(details.when) } }
        : undefined;
    return { ...this.goOn(events, effects, { after: question.id, pending: proposal }), understood };
  }

  /** What stands between this answer and a pass, where a rule speaks of it. */
  private shortfall(question: Question, answer: Answer): { tooOld?: true; belowTarget?: number } {
    const rule =
      question.type === 'item' ? question.item.rule : question.type === 'followUp' ? question.followUp.rule : undefined;
    if (!rule || satisfies(rule, answer, this.context.today)) return {};
    return rule.type === 'withinMonths' ? { tooOld: true } : { belowTarget: rule.percent };
  }

  /** A fact answered "no" settles the open questions tied to it; any other answer opens them again. */
  private settleFact(fact: Fact, answer: Answer, events: AssessmentEvent[], effects: Effect[]): void {
    const tied = this.context.book.set.items.filter((item) => item.notApplicable?.fact === fact);
    if (answer.as === 'no') {
      const open = tied.filter((item) => (answerTo(this.assessment, item.id)?.as ?? 'notSure') === 'notSure');
      for (const { id } of open) {
        events.push({ type: 'questionAnswered', question: id, answer: { as: 'notApplicable', because: fact } });
      }
      const items = open.filter((item) => item.level !== 'optional').map((item) => item.id);
      if (items.length) effects.push({ type: 'unnecessary', fact, items, revision: this.assessment.revision + 1 });
      return;
    }
    if (answer.as === 'yes' && impliesComputers.includes(fact) && factOf(this.assessment, 'computers') === 'no') {
      events.push({ type: 'questionAnswered', question: setupIds.fact('computers'), answer: { as: 'yes' } });
      effects.push({ type: 'factChanged' });
      this.settleFact('computers', { as: 'yes' }, events, effects);
    }
    const settled = tied.filter((item) => {
      const given = answerTo(this.assessment, item.id);
      return given?.as === 'notApplicable' && given.because === fact;
    });
    for (const { id } of settled) events.push({ type: 'answerWithdrawn', question: id });
    if (settled.length) effects.push({ type: 'necessaryAgain', items: settled.map((item) => item.id) });
  }

  private refuse(rest: string, kinds: readonly PersonalDataKind[], question = this.asked): Step {
    const kept = asWritten(rest);
    const canKeep = (question?.kind === 'text' || question?.kind === 'document') && /\p{L}{2}/u.test(kept);
    const effect: Effect = { type: 'personalDataRemoved', kinds, ...(canKeep && { rest: kept }) };
    const pending: Pending | undefined =
      canKeep && question ? { type: 'draft', question: question.id, text: kept } : undefined;
    return {
      ...this.askAgain(effect, pending),
      ...(question && { understood: { item: question.id, as: 'clarify' as const } }),
    };
  }

  private about(what: 'why' | 'example' | 'need', question: Question | undefined): Step {
    return question ? this.askAgain({ type: 'about', question: question.id, what }) : this.askAgain({ type: 'help' });
  }

  private explain(heard: string): Step {
    const term = this.context.terms.meaningOf(heard);
    if (term) return this.askAgain({ type: 'explain', term });
    const suggestions = this.context.terms.suggest(heard);
    return this.askAgain({ type: 'unknownTerm', heard, suggestions });
  }

  private putOff(question: Question): Step {
    if (answerTo(this.assessment, question.id) && answerTo(this.assessment, question.id)?.as !== 'notSure') {
      return this.goOn([], [], { leaving: question.id });
    }
    return this.goOn(
      [{ type: 'questionSkipped', question: question.id }],
      [{ type: 'skipped', question: question.id }],
      {
        leaving: question.id,
      },
    );
  }

  private back(): Step {
    const trail = [...this.cursor.trail];
    let previous = trail.pop();
    while (previous !== undefined && (previous === this.cursor.asked || !this.context.book.find(previous)))
      previous = trail.pop();
    const question = previous === undefined ? this.lastAnsweredQuestion() : this.context.book.find(previous);
    if (!question || question.id === this.cursor.asked) return this.askAgain({ type: 'nothingBefore' });
    return {
      events: [],
      cursor: { ...this.without('pending', 'misses'), ...this.asking(question, this.assessment), trail },
      effects: [this.ask(question, false)],
    };
  }

  private change(heard: string | undefined): Step {
    const id = heard ?? this.lastAnswered();
    if (id === undefined) return this.askAgain({ type: 'nothingBefore' });
    if (id === setupSection || id === 'setup.profile') return this.askAgain({ type: 'section', section: setupSection });
    const question = this.context.book.find(id);
    return question ? this.goOn([], [], { ask: question }) : this.askAgain({ type: 'noSuchQuestion', heard: id });
  }

  /** Takes back this person's newest change, if nobody has touched the same questions since. */
  private undo(revision?: number, isSure = false): Step {
    const { undoable, answers, documents } = this.assessment;
    const last = undoable.findLast((entry) => entry.by === this.context.by);
    if (!last) return this.askAgain({ type: 'nothingToUndo' });
    const isTouched =
      Object.keys(last.before).some((id) => (answers[id]?.revision ?? 0) > last.revision) ||
      Object.keys(last.documents).some((id) => (documentOf(documents, id)?.revision ?? 0) > last.revision);
    if (last.isFinal) return this.askAgain({ type: 'cannotUndo' });
    if (isTouched || (revision !== undefined && revision !== last.revision))
      return this.askAgain({ type: 'undoTooLate' });
    const [first] = Object.keys(last.putOff);
    const question = first === undefined ? undefined : this.context.book.find(first);
    const hasDocuments = Object.keys(last.documents).length > 0;
    const undone: AssessmentEvent = {
      type: 'commitUndone',
      revision: last.revision,
      restored: last.before,
      putOff: last.putOff,
      ...(hasDocuments && { documents: last.documents }),
    };
    const orphans = this.orphans(undone);
    if (orphans.length && !isSure) {
      return {
        events: [],
        cursor: { ...this.cursor, pending: { type: 'undo', revision: last.revision } },
        effects: [{ type: 'confirmUndo', documents: Object.keys(last.documents), revision: last.revision }],
      };
    }
    const effects: Effect[] = [
      question ? { type: 'undone', questions: Object.keys(last.putOff) } : { type: 'documentUndone' },
      ...orphans,
    ];
    return question ? this.goOn([undone], effects, { ask: question }) : this.stay([undone], effects);
  }

  /** The reply to "Take it out?"; undefined where it is something else. */
  private undoConfirmed(text: string): Step | undefined {
    const { pending } = this.cursor;
    if (pending?.type !== 'undo') return undefined;
    const { as, detail } = understandReply(text);
    if (detail) return undefined;
    if (as === 'yes') return this.undo(pending.revision, true);
    return as === 'no' ? this.askAgain() : undefined;
  }

  /** Files that no document names any more once `event` is in the record. */
  private orphans(event: AssessmentEvent): readonly Effect[] {
    const { documents } = fold(this.assessment, { ...this.commit(), events: [event] });
    const named = new Set(filesOf(documents).map(({ source }) => source.file));
    const files = filesOf(this.assessment.documents)
      .map(({ source }) => source.file)
      .filter((file) => !named.has(file));
    return files.length ? [{ type: 'discardFiles', files }] : [];
  }

  /** Records, and asks the open question once more. */
  private stay(events: readonly AssessmentEvent[], effects: readonly Effect[], pending?: Pending): Step {
    const open = this.openQuestion();
    const isElsewhere = 'isElsewhere' in this.input && this.input.isElsewhere;
    if (open && isElsewhere) return { ...this.goOn(events, [], { ask: open, pending }), effects };
    if (open) return this.goOn(events, effects, { ask: open, pending });
    const isGuest = this.context.grant.role === 'guest';
    return { ...this.goOn(events, [], {}), effects: [...effects, isGuest ? this.ending() : { type: 'allAsked' }] };
  }

  private stop(): Step {
    const effects: Effect[] = [{ type: 'goodbye' }];
    if (this.cursor.codeShown || this.assessment.revision === 0) return { events: [], cursor: this.cursor, effects };
    return {
      events: [],
      cursor: { ...this.cursor, codeShown: true },
      effects: [...effects, { type: 'issueReturnCode' }],
    };
  }

  /** A code must open something: the record begins here when nothing was answered yet. */
  private returnCode(effects: readonly Effect[]): Step {
    const events: AssessmentEvent[] =
      this.assessment.revision === 0 ? [{ type: 'assessmentStarted', edition: this.context.book.set.edition }] : [];
    const { cursor, effects: asked } = this.askAgain();
    return { events, cursor: { ...cursor, codeShown: true }, effects: [...effects, ...asked] };
  }

  /** Ends the turn with the question that is next once `events` are in the record. */
  private goOn(
    events: readonly AssessmentEvent[],
    effects: readonly Effect[],
    options: {
      readonly ask?: Question;
      readonly after?: QuestionId;
      readonly leaving?: QuestionId;
      readonly pending?: Pending | undefined;
      /** Shown with all that belongs to it, also where it was on show already. */
      readonly isInFull?: boolean;
    } = {},
  ): Step {
    const { edition } = this.context.book.set;
    const all: readonly AssessmentEvent[] =
      events.length && this.assessment.revision === 0 ? [{ type: 'assessmentStarted', edition }, ...events] : events;
    const after = all.length ? fold(this.assessment, { ...this.commit(), events: all }) : this.assessment;
    const next =
      options.ask ??
      nextQuestion(this.context.book, after, { after: options.after ?? options.leaving, by: this.context.by });
    const isSecondRound = next !== undefined && options.ask === undefined && timesPutOff(next.id, after) > 0;
    const { asked: left, trail } = this.cursor;
    const cursor: Cursor = {
      ...this.without('pending', 'asked', 'seen', 'misses'),
      ...(next && this.asking(next, after)),
      ...(isSecondRound && { isSecondRound }),
      trail: left !== undefined && left !== next?.id ? [...trail, left].slice(-trailLength) : trail,
      ...(options.pending && { pending: options.pending }),
    };
    const isRepeat = next !== undefined && next.id === left && !options.isInFull;
    const isReady = this.asked?.type === 'setup' && next?.type === 'item' && options.ask === undefined;
    return {
      events: all,
      cursor,
      effects: [
        // Before anything that is shown as a card of its own: two bubbles are enough.
        ...effects.slice(0, 1),
        ...(isReady ? [{ type: 'ready' } as const] : []),
        ...(isSecondRound && !this.cursor.isSecondRound
          ? [{ type: 'secondRound', count: itemsLeft(this.context.book, after).length } as const]
          : []),
        ...effects.slice(1),
        next ? this.ask(next, isRepeat, options.pending) : this.ending(),
      ],
    };
  }

  private ending(): Effect {
    return this.context.grant.role === 'guest' ? { type: 'guestDone' } : { type: 'summary' };
  }

  /** The commit that this turn makes, but for its events. */
  private commit(): Omit<CommitLike, 'events'> {
    return {
      revision: this.assessment.revision + 1,
      at: this.context.now,
      by: this.context.by,
      inputId: 'id' in this.input ? this.input.id : this.input.type,
    };
  }

  private ask(question: Question, again: boolean, pending?: Pending): Effect {
    const about = pending && 'question' in pending && pending.question === question.id ? pending : undefined;
    return {
      type: 'ask',
      question,
      again,
      ...(about?.type === 'proposal' && {
        proposal: about.answer,
        ...(about.isFromDocument && { isFromDocument: true }),
      }),
      ...(about?.type === 'draft' && { draft: about.text }),
    };
  }

  private asking(question: Question, assessment: Assessment): Pick<Cursor, 'asked' | 'seen'> {
    return { asked: question.id, seen: assessment.answers[question.id]?.revision ?? 0 };
  }

  /** The question on show, or the next one when the conversation lost its place or somebody else has answered meanwhile. */
  private openQuestion(): Question | undefined {
    const answered = this.asked && this.assessment.answers[this.asked.id]?.revision;
    const isOpen = (answered ?? 0) <= (this.cursor.seen ?? 0);
    return (
      (isOpen ? this.asked : undefined) ?? nextQuestion(this.context.book, this.assessment, { by: this.context.by })
    );
  }

  private lastAnswered(): QuestionId | undefined {
    const isAnswered = (question: QuestionId) => answerTo(this.assessment, question) !== undefined;
    const last = this.assessment.undoable.findLast(({ before }) => Object.keys(before).some(isAnswered));
    return last && Object.keys(last.before).find(isAnswered);
  }

  private lastAnsweredQuestion(): Question | undefined {
    const last = this.lastAnswered();
    return last === undefined ? undefined : this.context.book.find(last);
  }

  private without(...keys: readonly (keyof Cursor)[]): Cursor {
    return Object.fromEntries(
      Object.entries(this.cursor).filter(([key]) => !keys.includes(key as keyof Cursor)),
    ) as unknown as Cursor;
  }
}

function understoodAs(question: Question, answer: Answer): Understood {
  if (answer.as !== 'value') return { item: question.id, as: answer.as };
  const { value } = answer;
  if ('percent' in value) return { item: question.id, as: 'value', value };
  return { item: question.id, as: 'value', value: Object.values(value)[0] };
}

function isSameAnswer(a: Answer, b: Answer): boolean {
  return isDeepStrictEqual(a, b);
}

/** Facts that make questions unnecessary, for showing openly why something is not asked. */
export function unnecessaryBecause(assessment: Assessment, question: QuestionId): Fact | undefined {
  const answer = answerTo(assessment, question);
  return answer?.as === 'notApplicable' && answer.because && factOf(assessment, answer.because) === 'no'
    ? answer.because
    : undefined;
}
