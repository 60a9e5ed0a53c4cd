import type { Notice } from '../core/people/notices.ts';
import { may } from '../core/people/roles.ts';
import type { Describe } from './describe.ts';
import type { PeopleTold } from './peopleDesk.ts';
import type { PeopleWords } from './peopleWords.ts';
import type { Said, Telling } from './said.ts';

/** What can be said about people, questions handed on, and roles. */
export type PeopleSaid = Extract<
  Said,
  {
    type:
      | 'notAllowed'
      | 'onlyLooking'
      | 'people'
      | 'confirmPeople'
      | 'whichRole'
      | 'whoToAsk'
      | 'noSuchPerson'
      | 'handedOn'
      | 'alreadyHandedOn'
      | 'guestLink'
      | 'handedBack'
      | 'takenOn'
      | 'withdrawn'
      | 'nothingHandedOn'
      | 'assignments'
      | 'letters'
      | 'notice'
      | 'guestWelcome'
      | 'guestDone'
      | 'publicationNoted'
      | 'edited'
      | 'joined'
      | 'emailConfirmed'
      | 'newcomer'
      | 'noLonger';
  }
>;

/** What is said of people in plain lines; their cards say the rest. */
export class PeopleLines {
  private readonly describe: Describe;
  private readonly people: PeopleWords;

  constructor(describe: Describe, people: PeopleWords) {
    this.describe = describe;
    this.people = people;
  }

  of(said: PeopleSaid, turn: Telling): readonly string[] {
    const { people } = this;
    switch (said.type) {
      case 'people':
        return this.told(said.told, turn);
      case 'notAllowed':
        return [this.notAllowed(said, turn)];
      case 'noSuchPerson':
        return [this.noSuchPerson(said, turn)];
      case 'handedOn':
      case 'alreadyHandedOn':
        return [people.say(said.type, { ...people.topic(said.question), name: people.name(said.to, turn) })];
      case 'withdrawn':
        return [people.say('withdrawn', { ...people.topic(said.question), name: people.name(said.from, turn) })];
      case 'handedBack': {
        const was = turn.assessment.assignments.findLast(
          ({ question, to }) => question === said.question && to === turn.grant.person,
        );
        const name = was ? people.name(was.by, turn) : people.say('colleague');
        return [people.say('handedBack', { ...people.topic(said.question), name })];
      }
      case 'takenOn':
        return [people.say('takenOn', people.topic(said.question))];
      case 'nothingHandedOn':
        return [people.say('nothingHandedOn')];
      case 'letters':
        return [];
      case 'guestWelcome':
        return this.guestWelcome(turn);
      case 'guestDone':
        return this.guestDone(turn);
      case 'notice':
        return isOnCard(said.notice) ? [] : [this.notice(said.notice, turn)];
      case 'publicationNoted':
        return [people.say('publicationNoted', { date: people.date(said.on) })];
      case 'edited':
        return [
          [
            people.say('edited'),
            ...(said.question === undefined ? [] : [people.say('editedQuestion', { question: said.question })]),
          ].join(' '),
        ];
      case 'joined': {
        const isNamed = people.known(turn.grant.person, turn) !== undefined;
        const values = { ...people.inRole(said.role), service: people.service(turn.assessment) };
        return [people.say('joined', values), ...(isNamed ? [] : [people.say('callMe')])];
      }
      case 'emailConfirmed':
        return [people.say('emailConfirmed')];
      case 'noLonger':
        return [people.say('noLonger')];
      case 'onlyLooking':
      case 'confirmPeople':
      case 'whichRole':
      case 'whoToAsk':
      case 'guestLink':
      case 'assignments':
      case 'newcomer':
        return [];
      default:
        return said satisfies never;
    }
  }

  /**
   * What a guest, or somebody who only looks, is told instead of what is written for those who do the whole; undefined where that is the
   * same.
   */
  ofGuest(said: Said, turn: Telling): readonly string[] | undefined {
    const { people } = this;
    if (said.type === 'help' && !may(turn.grant, 'answer')) return [this.help('looking')];
    if (turn.grant.role !== 'guest') return undefined;
    switch (said.type) {
      case 'help':
        return [this.help('guest')];
      case 'nextStep':
        // Whom else they might ask is not for us to say: they are the one who was asked.
        return said.after === 'notSure' ? [people.say('guest/notSure', { name: people.asker(turn) })] : [];
      case 'person':
        return [people.say('guest/person', { name: people.asker(turn), service: people.service(turn.assessment) })];
      default:
        return undefined;
    }
  }

  /** What somebody hears because another did it; on a card where there is something to do about it. */
  notice(notice: Notice, turn: Telling): string {
    const { people } = this;
    switch (notice.type) {
      case 'handedOn':
      case 'answered':
      case 'accepted':
      case 'handedBack':
        return people.say(`notice/${notice.type}`, {
          ...people.topic(notice.question),
          name: people.name(notice.by, turn),
        });
      case 'withdrawn':
      case 'takenOver':
        return people.say(`notice/${notice.type}`, people.topic(notice.question));
      case 'joinAsked': {
        const name = people.known(notice.person, turn);
        return name === undefined ? people.say('notice/joinAskedNoName') : people.say('notice/joinAsked', { name });
      }
      case 'letIn':
      case 'roleChanged':
        return people.say(`notice/${notice.type}`, people.inRole(notice.role));
      case 'keptOut':
      case 'removed':
        return people.say(`notice/${notice.type}`);
      default:
        return notice satisfies never;
    }
  }

  private told(told: PeopleTold, turn: Telling): readonly string[] {
    const { people } = this;
    switch (told.say) {
      case 'refused':
        return [people.say(`refused/${told.why}`)];
      case 'invitationWithdrawn':
      case 'keptOut':
      case 'newService':
      case 'emailStopped':
      case 'noEmailHere':
      case 'wrongEmail':
      case 'emailLater':
      case 'tooQuiet':
      case 'confirmEmail':
        return [people.say(told.say)];
      case 'letIn':
      case 'roleSet': {
        const { person, role } = told.person;
        if (person === turn.grant.person) return [people.say('roleSetOwn', people.inRole(role))];
        const name = told.name ?? people.nameFirst(person, turn);
        return [people.say(told.say, { name, ...people.inRole(role) })];
      }
      case 'nameForgotten':
        return [people.say(told.isOwn ? 'nameForgotten/own' : 'nameForgotten/other')];
      case 'called':
        return [people.say('called', { name: told.name })];
      case 'remindersSet':
        return [people.say('reminders/set')];
      case 'snoozed':
        return [people.say('snoozed', { date: people.date(told.until) })];
      case 'notices':
        return [people.say(told.isOn ? 'notices/on' : 'notices/off')];
      case 'gone':
      case 'people':
      case 'invited':
      case 'link':
      case 'reminders':
      case 'removed':
      case 'calendar':
      case 'services':
      case 'takeAway':
      case 'deleted':
        return [];
      default:
        return told satisfies never;
    }
  }

  private help(whose: 'guest' | 'looking'): string {
    const lines = this.describe.list(`people:${whose}/help/lines`).map((line) => `• ${line}`);
    return [this.people.say(`${whose}/help/intro`), ...lines].join('\n');
  }

  /** What they cannot do, what they can, and who can do the rest. */
  private notAllowed({ action }: Extract<Said, { type: 'notAllowed' }>, turn: Telling): string {
    const { people } = this;
    const no = people.say(`notAllowed/${action}`);
    if (turn.grant.role === 'guest') {
      const service = people.service(turn.assessment);
      return [no, people.say('guest/you'), people.say('guest/person', { name: people.asker(turn), service })].join(' ');
    }
    const named = people.managers(turn).flatMap(({ name }) => name ?? []);
    const who = named.length
      ? people.say('notAllowed/ask', { list: this.describe.either(named.slice(0, mostManagers)) })
      : people.say('notAllowed/askAny');
    return [no, people.inRole(turn.grant.role).you, who].join(' ');
  }

  private noSuchPerson({ heard, several }: Extract<Said, { type: 'noSuchPerson' }>, turn: Telling): string {
    const { people } = this;
    const { members } = turn.team;
    if (several) {
      const names = several.map((person) => people.known(person, turn) ?? heard);
      const isClear = new Set(names).size === names.length;
      return people.say(isClear ? 'noSuchPerson/several' : 'noSuchPerson/severalSame', {
        heard,
        list: this.describe.and(names),
      });
    }
    if (!heard) return people.say('noSuchPerson/noOne');
    const looksOnly = members.some((member) => member.name === heard && !may(member, 'answer'));
    return people.say(looksOnly ? 'noSuchPerson/looksOnly' : 'noSuchPerson/none', { heard });
  }

  private guestWelcome(turn: Telling): readonly string[] {
    const { people } = this;
    const questions = people.waiting(turn).map(({ question }) => question);
    if (!questions.length) return [];
    return [
      people.say('guest/welcome', {
        name: people.askerFirst(turn),
        service: people.service(turn.assessment),
        list: people.questions(questions),
      }),
      people.say('guest/alone', { count: questions.length }),
    ];
  }

  private guestDone(turn: Telling): readonly string[] {
    const { people } = this;
    // Not sure yet, or skipped.
    if (people.waiting(turn).length) return [people.say('guest/later')];
    if (turn.said.some(({ type }) => type === 'handedBack')) return [people.say('guest/doneShort')];
    const answered = turn.assessment.assignments.findLast((each) => each.state === 'answered');
    return [
      people.say('guest/done', { name: people.asker(turn) }),
      ...(answered ? [people.say('guest/change', { question: answered.question })] : []),
    ];
  }
}

/** Named when somebody is sent to a manager. */
const mostManagers = 3;

/** Whether there is something to do about it. */
export function isOnCard({ type }: Notice): boolean {
  return (
    type === 'handedOn' || type === 'takenOver' || type === 'answered' || type === 'handedBack' || type === 'joinAsked'
  );
}
