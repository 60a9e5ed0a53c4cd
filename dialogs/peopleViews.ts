import { copyCard } from '../cards/copyCard.ts';
import { type AdaptiveCard, type Button, largestCard, sizeOf } from '../cards/elements.ts';
import { type ListRow, listCard } from '../cards/listCard.ts';
import { noticeCard } from '../cards/noticeCard.ts';
import { returnCodeCard } from '../cards/returnCodeCard.ts';
import type { QuestionId } from '../core/ids.ts';
import { type Assignment, isWaiting, type PersonId, roles } from '../core/people/model.ts';
import type { Notice } from '../core/people/notices.ts';
import { may } from '../core/people/roles.ts';
import type { PeopleButtons } from './peopleButtons.ts';
import type { PeopleConfirm } from './peopleConfirm.ts';
import { isOnCard, type PeopleLines } from './peopleLines.ts';
import type { PeopleToldViews } from './peopleToldViews.ts';
import type { PeopleWords } from './peopleWords.ts';
import type { SingleQuestion } from './questionView.ts';
import type { Said, Telling } from './said.ts';
import type { SupplierLetter, SupplierLetters } from './supplierLetters.ts';

/** Colleagues to choose from; anybody else is typed. */
const mostColleagues = 6;
/** Questions of one's own on a card; the others come when these are done. */
const mostOwn = 6;

export interface PeopleViewsParts {
  readonly people: PeopleWords;
  readonly buttons: PeopleButtons;
  readonly lines: PeopleLines;
  readonly told: PeopleToldViews;
  readonly confirm: PeopleConfirm;
  readonly letters: SupplierLetters;
}

/** The cards about people and questions handed on. */
export class PeopleViews {
  private readonly people: PeopleWords;
  private readonly buttons: PeopleButtons;
  private readonly parts: PeopleViewsParts;

  constructor(parts: PeopleViewsParts) {
    this.people = parts.people;
    this.buttons = parts.buttons;
    this.parts = parts;
  }

  of(said: Said, turn: Telling): readonly AdaptiveCard[] {
    switch (said.type) {
      case 'people':
        return this.parts.told.of(said.told, turn);
      case 'confirmPeople':
        return [this.parts.confirm.card(said.request, turn)];
      case 'whichRole':
        return [this.whichRole(said)];
      case 'whoToAsk':
        return [this.whoToAsk(said.question, turn)];
      case 'guestLink':
        return [this.guestLink(said)];
      case 'assignments':
        return [this.assignments(turn)];
      case 'letters':
        return this.letters(turn);
      case 'notice':
        return isOnCard(said.notice) ? [this.notice(said.notice, turn)] : [];
      case 'onlyLooking':
        return [this.onlyLooking(turn)];
      case 'newcomer':
        return [this.newcomer(said.state)];
      default:
        return [];
    }
  }

  /** How a guest is shown a question: who it is from, and the way to hand it back. Undefined for members. */
  forGuest(question: QuestionId, turn: Telling): SingleQuestion | undefined {
    const { people, buttons } = this;
    if (turn.grant.role !== 'guest') return undefined;
    const assignment = people
      .waiting(turn)
      .find((each) => question === each.question || question.startsWith(`${each.question}.`));
    return {
      heading: people.say('guest/heading', { name: people.service(turn.assessment) }),
      buttons: assignment ? [buttons.of('handBack', { do: 'handBack', assignment: assignment.id })] : [],
    };
  }

  private whichRole({ name, email }: Extract<Said, { type: 'whichRole' }>): AdaptiveCard {
    const { people, buttons } = this;
    const whom = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
    return listCard({
      title: people.say(name === undefined ? 'whichRole/title' : 'whichRole/titleNamed', { name }),
      lines: roles.map((role) =>
        people.say('whichRole/role', { role: people.role(role), may: people.say(`role/${role}/may`) }),
      ),
      sections: [],
      buttons: buttons.roles((role) => ({ ask: 'invite', role, ...whom })),
    });
  }

  private whoToAsk(question: QuestionId, turn: Telling): AdaptiveCard {
    const { people, buttons } = this;
    const { team, grant } = turn;
    const colleagues = team.members.filter(
      (each) => each.name !== undefined && each.person !== grant.person && may(each, 'answer'),
    );
    const labels = people.labels(colleagues);
    return listCard({
      title: people.say('whoToAsk/title', people.topic(question)),
      lines: [people.say(colleagues.length ? 'whoToAsk/some' : 'whoToAsk/none'), people.say('whoToAsk/stays')],
      sections: [],
      buttons: colleagues
        .slice(0, mostColleagues)
        .map(({ person }) =>
          buttons.of('colleague', { do: 'handOn', question, to: person }, { name: labels.get(person) }),
        ),
    });
  }

  private guestLink({ name, question, code, link, days }: Extract<Said, { type: 'guestLink' }>): AdaptiveCard {
    const { people, buttons } = this;
    const about = people.topic(question);
    const time = { days: people.say('days', { count: days }) };
    const message = people.say('guestLink/message', { ...about, code, link, ...time });
    return returnCodeCard({
      title: people.say('guestLink/title', { name }),
      code,
      use: people.say('guestLink/use', { ...about, name }),
      keep: people.say('guestLink/keep', time),
      link: people.say('guestLink/link', { link }),
      note: people.say('guestLink/hear', about),
      buttons: [buttons.copy('copyMessage', 'invitation', message)],
    });
  }

  private assignments(turn: Telling): AdaptiveCard {
    const { people, buttons } = this;
    const { grant, assessment } = turn;
    const own = people.waiting(turn);
    const others =
      grant.role === 'guest'
        ? []
        : assessment.assignments.filter((each) => each.to !== grant.person && isWaiting(each));
    const none = grant.role === 'guest' ? 'assignments/noneForYou' : 'assignments/none';
    return listCard({
      title: people.say('assignments/title'),
      lines: own.length + others.length ? [] : [people.say(none)],
      sections: [
        {
          heading: people.say('assignments/own'),
          rows: own.map((each) => this.ownRow(each, turn)),
          more: (count) => people.say('assignments/more', { count }),
          most: mostOwn,
        },
        {
          heading: people.say('assignments/others'),
          rows: others.map((each) => this.othersRow(each, turn)),
          more: (count) => people.say('assignments/more', { count }),
        },
      ],
      buttons: [buttons.say('carryOn')],
    });
  }

  private ownRow(assignment: Assignment, turn: Telling): ListRow {
    const { people, buttons } = this;
    const { id, question, by, at } = assignment;
    const about = people.topic(question);
    return {
      name: people.questions([question]),
      facts: people.say('assignments/ownFacts', { name: people.name(by, turn), date: people.date(at) }),
      buttons: [
        buttons.of('answerNow', { do: 'accept', assignment: id }, about),
        buttons.of('handBack', { do: 'handBack', assignment: id }, about),
      ],
    };
  }

  private othersRow(assignment: Assignment, turn: Telling): ListRow {
    const { people, buttons } = this;
    const { id, question, to, at, state } = assignment;
    const name = people.name(to, turn);
    const key = state === 'accepted' ? 'assignments/factsAccepted' : 'assignments/facts';
    return {
      name: people.questions([question]),
      facts: people.say(key, { name, date: people.date(at) }),
      ...(may(turn.grant, 'handOn', question) && {
        buttons: [buttons.of('takeBack', { do: 'withdraw', assignment: id }, { ...people.topic(question), name })],
      }),
    };
  }

  private letters(turn: Telling): readonly AdaptiveCard[] {
    const { people } = this;
    const open = this.parts.letters.open(turn);
    if (!open.length) return [noticeCard({ notice: people.say('letters/none'), buttons: [] })];
    const intro = people.say('letters/some', { count: open.length });
    return open.flatMap((letter, index) => this.letterCards(letter, turn, index ? [] : [intro]));
  }

  /** One card, or more where one could not be sent. */
  private letterCards(letter: SupplierLetter, turn: Telling, lines: readonly string[]): readonly AdaptiveCard[] {
    const { title, questions } = letter;
    const text = this.parts.letters.text(questions, turn);
    const whole = copyCard({
      title,
      lines,
      text,
      buttons: [this.buttons.copy('copyLetter', 'letter', text, { title })],
    });
    if (sizeOf(whole) < largestCard || questions.length < 2) return [whole];
    const half = Math.ceil(questions.length / 2);
    return [
      ...this.letterCards({ ...letter, questions: questions.slice(0, half) }, turn, lines),
      ...this.letterCards({ ...letter, questions: questions.slice(half) }, turn, []),
    ];
  }

  private notice(notice: Notice, turn: Telling): AdaptiveCard {
    return noticeCard({
      notice: this.parts.lines.notice(notice, turn),
      isQuoting: true,
      buttons: this.noticeButtons(notice, turn),
    });
  }

  private noticeButtons(notice: Notice, turn: Telling): readonly Button[] {
    const { people, buttons } = this;
    switch (notice.type) {
      case 'handedOn':
      case 'takenOver': {
        const assignment = people.waiting(turn).find(({ question }) => question === notice.question);
        if (!assignment) return [];
        const { id } = assignment;
        return [
          buttons.of('answerNow', { do: 'accept', assignment: id }),
          buttons.of('handBack', { do: 'handBack', assignment: id }),
        ];
      }
      case 'answered':
        return [buttons.of('seeAnswer', { do: 'change', question: notice.question })];
      case 'handedBack':
        return [
          buttons.of('answerNow', { do: 'change', question: notice.question }),
          buttons.of('askOther', { do: 'handOn', question: notice.question }),
        ];
      case 'joinAsked':
        return this.letInButtons(notice.person, turn);
      default:
        return [];
    }
  }

  /** Nobody is let in without a name in sight: then the way leads to the list, which may know it. */
  private letInButtons(person: PersonId, turn: Telling): readonly Button[] {
    const { people, buttons } = this;
    const name = people.known(person, turn);
    const notNow = buttons.ask('notNow', { ask: 'keepOut', person });
    if (name === undefined) return [buttons.ask('seeWho', { ask: 'people' }), notNow];
    return [
      ...(['contributor', 'viewer'] as const).map((role) =>
        buttons.ask('letInAs', { ask: 'letIn', person, role }, { role: people.role(role) }),
      ),
      notNow,
      buttons.ask('people', { ask: 'people' }),
    ];
  }

  private onlyLooking({ grant }: Telling): AdaptiveCard {
    const { people, buttons } = this;
    return noticeCard({
      notice: people.say('onlyLooking'),
      buttons: [
        buttons.say('status'),
        buttons.say('summary'),
        ...(may(grant, 'openDocument') ? [buttons.say('documents')] : []),
        ...(may(grant, 'seePeople') ? [buttons.ask('people', { ask: 'people' })] : []),
      ],
    });
  }

  private newcomer(state: 'offer' | 'waiting' | 'full'): AdaptiveCard {
    const { people, buttons } = this;
    return noticeCard({
      notice: people.say(`newcomer/${state}`),
      buttons: [
        ...(state === 'offer' ? [buttons.ask('join', { ask: 'join' })] : []),
        buttons.ask('ownService', { ask: 'ownService' }),
      ],
    });
  }
}
