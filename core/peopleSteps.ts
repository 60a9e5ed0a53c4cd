import type { Assessment } from './assessment.ts';
import type { Endings } from './evidenceSteps.ts';
import type { AssessmentEvent, QuestionId } from './model.ts';
import { memberIn } from './people/memberIn.ts';
import { type Assignment, isWaiting, type PersonId } from './people/model.ts';
import type { HandingOn, PeopleRequest } from './people/requests.ts';
import { may } from './people/roles.ts';
import type { Context, Cursor, Effect, Pending, Situation, Step } from './turn.ts';
import { isPersonName } from './understand/peopleNames.ts';
import { roleSaid } from './understand/peopleRoles.ts';
import { type PeopleTalk, waitingTalkIn } from './understand/peopleTalk.ts';
import { understandReply } from './understand/reply.ts';

/** In characters. */
const longestName = 60;
/** Changes of who is in that are asked back first. */
const askedBack: ReadonlySet<PeopleRequest['ask']> = new Set(['remove', 'deleteAll', 'forgetName']);
/** What must be typed before everything is deleted; "yes" is said too easily. */
const deleteWords = 'yes delete everything';
/** The way out of what was asked back; elsewhere some of them take an answer back. */
const wayOut =
  /^(?:no,? )?(?:cancel|never ?mind|forget it|leave it|stop|nothing|no one|nobody|not now|dont|don't|go back|back)(?: please| thanks)?[.!]?$/i;

type Named = Parameters<typeof memberIn>[1];

/** Everything said and tapped about people, questions handed on and reminders. One for each turn, as `Turn` is. */
export class PeopleSteps {
  private readonly context: Context;
  private readonly assessment: Assessment;
  private readonly cursor: Cursor;
  private readonly inputId: string;
  private readonly endings: Endings;

  constructor(context: Context, { assessment, cursor }: Situation, inputId: string, endings: Endings) {
    this.context = context;
    this.assessment = assessment;
    this.cursor = cursor;
    this.inputId = inputId;
    this.endings = endings;
  }

  /** "Never mind", of what was asked back; undefined where nothing was, or where it is answered. */
  left(text: string): Step | undefined {
    const { pending } = this.cursor;
    const isAskedBack = pending?.type === 'people' || pending?.type === 'handOn' || pending?.type === 'role';
    return isAskedBack && wayOut.test(text.trim()) ? this.endings.stay([], [{ type: 'notSaved' }]) : undefined;
  }

  /** The reply to what was asked back; undefined where it is something else. */
  heard(text: string): Step | undefined {
    const { pending } = this.cursor;
    if (pending?.type === 'name') {
      const name = text.trim();
      return isPersonName(name) ? this.ask({ ask: 'callMe', name }) : undefined;
    }
    if (pending?.type === 'people') {
      const { request } = pending;
      const heir = request.ask === 'remove' && request.to === undefined && memberIn(text, this.context.team.members);
      if (heir && 'one' in heir && heir.one !== request.person) return this.request({ ...request, to: heir.one });
      const { as, detail } = understandReply(text);
      const isSure = request.ask === 'deleteAll' ? isDeleteWords(text) : as === 'yes' && !detail;
      if (isSure) return this.ask(request.ask === 'deleteAll' ? { ...request, isSure } : request);
      return as === 'no' && !detail ? this.endings.stay([], [{ type: 'notSaved' }]) : undefined;
    }
    if (pending?.type === 'role') {
      const { type: _, ...whom } = pending;
      const role = roleSaid(text);
      return role && this.request({ ask: 'invite', role, ...whom });
    }
    if (pending?.type === 'waiting') {
      const talk = waitingTalkIn(text, this.context.today);
      const { person } = pending;
      // They begin as somebody who can help; a manager changes the role from the list of people.
      if (talk?.type === 'letIn') return this.ask({ ask: 'letIn', person, role: 'contributor' });
      return talk?.type === 'keepOut' ? this.ask({ ask: 'keepOut', person }) : undefined;
    }
    if (pending?.type !== 'handOn') return undefined;
    // Nobody is called "yes": with it the question is who it shall be.
    const { as, detail } = understandReply(text);
    if (as === 'no' && !detail) return this.endings.stay([], [{ type: 'notSaved' }]);
    return as === 'yes' && !detail ? this.whoToAsk(pending.question) : this.named(pending.question, text);
  }

  act(action: HandingOn): Step {
    if (action.do === 'handOn') {
      const { question, to, outside } = action;
      if (!this.itemOf(question)) return this.endings.stay([], [{ type: 'unreadableCard' }]);
      if (to !== undefined) return this.handTo(question, to);
      return outside === undefined ? this.whoToAsk(question) : this.handOutside(question, outside);
    }
    const assignment = this.assessment.assignments.find(({ id }) => id === action.assignment);
    // Only whoever was asked takes it on or hands it back.
    const isTheirs = action.do === 'withdraw' || assignment?.to === this.context.by;
    return assignment && isTheirs
      ? this.turn(assignment, action.do)
      : this.endings.stay([], [{ type: 'nothingHandedOn' }]);
  }

  request(request: PeopleRequest): Step {
    return askedBack.has(request.ask) && !('isSure' in request && request.isSure)
      ? this.wait({ type: 'confirmPeople', request }, { type: 'people', request })
      : this.ask(request);
  }

  /** Undefined where the words mean something else here. */
  follow(talk: PeopleTalk): Step | undefined {
    switch (talk.type) {
      case 'people':
      case 'link':
      case 'reminders':
      case 'calendar':
      case 'addService':
      case 'takeAway':
      case 'deleteAll':
        return this.request({ ask: talk.type });
      case 'services':
        return this.request({ ask: 'services', ...(talk.name !== undefined && { name: talk.name }) });
      case 'invite': {
        const { role, name, email } = talk;
        const whom = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
        return role
          ? this.request({ ask: 'invite', role, ...whom })
          : this.wait({ type: 'whichRole', ...whom }, { type: 'role', ...whom });
      }
      case 'letIn':
      case 'keepOut':
      case 'setRole':
        // Those who wait and what they are called is known to the organisation alone; its list has a button for each.
        return talk.type === 'setRole'
          ? this.member(talk.name, (person) => this.request({ ask: 'setRole', person, role: talk.role }))
          : this.request({ ask: 'people' });
      case 'remove':
        return this.leaver(talk.name, (person) => this.request({ ask: 'remove', person }));
      case 'handOver': {
        const { from, to } = talk;
        if (from === undefined) return this.request({ ask: 'people' });
        return this.leaver(from, (person) =>
          to === undefined
            ? this.request({ ask: 'remove', person })
            : this.member(to, (next) => this.request({ ask: 'remove', person, to: next })),
        );
      }
      case 'forgetName':
        return talk.name === undefined
          ? this.request({ ask: 'forgetName', person: this.context.by })
          : this.member(talk.name, (person) => this.request({ ask: 'forgetName', person }), this.everybody());
      case 'callMe':
        return this.request({ ask: 'callMe', name: talk.name.slice(0, longestName) });
      case 'handOn': {
        const question = this.itemOf(talk.question ?? this.cursor.asked);
        if (!question) return undefined;
        return talk.to === undefined ? this.whoToAsk(question) : this.named(question, talk.to);
      }
      case 'handBack':
      case 'accept':
      case 'withdraw': {
        const assignment = this.assignmentFor(talk.type, talk.question);
        if (!assignment) return this.endings.stay([], [{ type: 'nothingHandedOn' }]);
        return this.turn(assignment, talk.type, talk.type === 'handBack' ? talk.why : undefined);
      }
      case 'handedOn':
        return this.endings.stay([], [{ type: 'assignments' }]);
      case 'letters':
        return this.endings.stay([], [{ type: 'letters' }]);
      case 'remindMe':
        return this.request({ ask: 'remindMe', frequency: talk.frequency });
      case 'quietHours':
        return this.request({ ask: 'quietHours', ...(talk.hours && { hours: talk.hours }) });
      case 'snooze':
        return this.request({ ask: 'snooze', until: talk.until });
      case 'email':
        return this.request({ ask: 'email', address: talk.address });
      case 'noEmail':
        return this.request({ ask: 'email' });
      case 'published':
        return this.published(talk.on ?? this.context.today);
      case 'notices':
        return this.request({ ask: 'notices', isOn: talk.isOn });
      default:
        return talk satisfies never;
    }
  }

  private ask(request: PeopleRequest): Step {
    return this.endings.stay([], [{ type: 'people', request }]);
  }

  private published(on: string): Step {
    const isFuture = on > this.context.today;
    if (isFuture || this.assessment.publishedOn === on) return this.endings.stay([], [{ type: 'publish' }]);
    return this.endings.stay([{ type: 'publicationNoted', on }], [{ type: 'publicationNoted', on }]);
  }

  private whoToAsk(question: QuestionId): Step {
    return this.wait({ type: 'whoToAsk', question }, { type: 'handOn', question });
  }

  /** Asks something back, and nothing else in the same turn: a "yes" to the open question would be taken for a "yes" to this. */
  private wait(effect: Effect, pending: Pending): Step {
    return { events: [], cursor: { ...this.cursor, pending }, effects: [effect] };
  }

  /** A name that no member has is somebody outside. */
  private named(question: QuestionId, name: string): Step {
    const trimmed = name.trim();
    if (!/\p{L}/u.test(trimmed) || trimmed.length > longestName) return this.whoToAsk(question);
    const found = memberIn(trimmed, this.colleagues());
    if (!found) return this.handOutside(question, trimmed);
    if ('one' in found) return this.handTo(question, found.one);
    return this.endings.stay([], [{ type: 'noSuchPerson', heard: trimmed, several: found.several }]);
  }

  private handTo(question: QuestionId, to: PersonId): Step {
    const member = this.context.team.members.find(({ person }) => person === to);
    if (!member || to === this.context.by) return this.whoToAsk(question);
    // A question is of no use to those who may not answer it.
    if (!may(member, 'answer')) return this.endings.stay([], [{ type: 'noSuchPerson', heard: member.name ?? '' }]);
    if (this.isWith(question, to)) return this.goOn([], [{ type: 'alreadyHandedOn', question, to }], question);
    const event: AssessmentEvent = { type: 'questionAssigned', assignment: this.newId(), question, to };
    return this.goOn([...this.earlier(question), event], [{ type: 'handedOn', question, to }], question);
  }

  private handOutside(question: QuestionId, called: string): Step {
    const name = called.trim().slice(0, longestName);
    const to = this.guestCalled(name) ?? `guest-${this.newId()}`;
    const event: AssessmentEvent = {
      type: 'questionAssigned',
      assignment: this.newId(),
      question,
      to,
      isGuest: true,
    };
    const events = this.isWith(question, to) ? [] : [...this.earlier(question), event];
    return this.goOn(events, [{ type: 'guestCode', person: to, question, name }], question);
  }

  /**
   * Somebody outside whom this very person has asked before under that name. Two who ask may mean two firms; and whoever waits to come in has a
   * name here too, but is nobody's guest.
   */
  private guestCalled(name: string): PersonId | undefined {
    const { team, by } = this.context;
    const isCalledSo = (to: PersonId): boolean =>
      Object.hasOwn(team.guests, to) && team.guests[to]?.toLowerCase() === name.toLowerCase();
    return this.assessment.assignments.findLast((each) => each.isGuest && each.by === by && isCalledSo(each.to))?.to;
  }

  /** Who had it before has it no more: a question is with one person, and somebody outside who answered it sees it no longer. */
  private earlier(question: QuestionId): readonly AssessmentEvent[] {
    return this.assessment.assignments
      .filter((each) => each.question === question && isStillTheirs(each))
      .map(({ id }) => ({ type: 'assignmentWithdrawn', assignment: id }) as const);
  }

  private turn(assignment: Assignment, act: 'accept' | 'handBack' | 'withdraw', why?: string): Step {
    const { id, question, to } = assignment;
    const isOver = act === 'withdraw' ? !isStillTheirs(assignment) : !isWaiting(assignment);
    if (isOver) return this.endings.stay([], [{ type: 'nothingHandedOn' }]);
    switch (act) {
      case 'accept': {
        const ask = this.context.book.find(question);
        const events = assignment.state === 'accepted' ? [] : [{ type: 'assignmentAccepted' as const, assignment: id }];
        return this.endings.goOn(events, [{ type: 'takenOn', question }], ask ? { ask } : {});
      }
      case 'handBack':
        return this.goOn(
          [{ type: 'assignmentHandedBack', assignment: id, ...(why && { why }) }],
          [{ type: 'handedBack', question }],
          question,
        );
      case 'withdraw':
        return this.endings.stay(
          [{ type: 'assignmentWithdrawn', assignment: id }],
          [{ type: 'withdrawn', question, from: to }],
        );
      default:
        return act satisfies never;
    }
  }

  /** The one that "it" means: of the question named or on show, else the only or the newest one. */
  private assignmentFor(
    act: 'accept' | 'handBack' | 'withdraw',
    named: QuestionId | undefined,
  ): Assignment | undefined {
    const { by } = this.context;
    const theirs = this.assessment.assignments.filter((each) =>
      act === 'withdraw'
        ? isStillTheirs(each) && (each.by === by || each.to !== by)
        : isWaiting(each) && each.to === by,
    );
    const question = this.itemOf(named ?? this.cursor.asked);
    return theirs.findLast((each) => each.question === question) ?? (named === undefined ? theirs.at(-1) : undefined);
  }

  private member(name: string, then: (person: PersonId) => Step, among: Named = this.context.team.members): Step {
    const found = memberIn(name, among);
    if (found && 'one' in found) return then(found.one);
    return this.endings.stay([], [{ type: 'noSuchPerson', heard: name, ...(found && { several: found.several }) }]);
  }

  /** What was cut short is finished for somebody who is in no more. */
  private leaver(name: string, then: (person: PersonId) => Step): Step {
    const { members, left } = this.context.team;
    return this.member(name, then, memberIn(name, members) ? members : named(left));
  }

  /** All whose names are kept: members, guests, and those who are in no more. */
  private everybody(): Named {
    const { members, guests, left } = this.context.team;
    return [...members, ...named({ ...left, ...guests })];
  }

  private colleagues() {
    return this.context.team.members.filter((member) => member.person !== this.context.by);
  }

  private isWith(question: QuestionId, to: PersonId): boolean {
    return this.assessment.assignments.some((each) => each.question === question && each.to === to && isWaiting(each));
  }

  private itemOf(question: QuestionId | undefined): QuestionId | undefined {
    const found = question === undefined ? undefined : this.context.book.find(question);
    return found && found.type !== 'setup' ? found.item.id : undefined;
  }

  /** What was handed on is out of the way: the next question comes. */
  private goOn(events: readonly AssessmentEvent[], effects: readonly Effect[], leaving: QuestionId): Step {
    const isOpen = this.cursor.asked === leaving || this.cursor.asked?.startsWith(`${leaving}.`);
    return isOpen ? this.endings.goOn(events, effects, { after: leaving }) : this.endings.stay(events, effects);
  }

  /** The same for a repeat. */
  private newId(): string {
    return this.inputId.slice(0, 32);
  }
}

/** Somebody outside keeps a question that they answered, to put it right, until it is taken back. */
function isStillTheirs(assignment: Assignment): boolean {
  return isWaiting(assignment) || (assignment.isGuest && assignment.state === 'answered');
}

const named = (names: Readonly<Record<PersonId, string>> = {}): Named =>
  Object.entries(names).map(([person, name]) => ({ person, name }));

function isDeleteWords(text: string): boolean {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z ]/g, '')
      .trim() === deleteWords
  );
}
