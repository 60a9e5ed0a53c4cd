import type { AdaptiveCard, Button } from '../cards/elements.ts';
import { listCard } from '../cards/listCard.ts';
import { inOrder } from '../core/evidence/documents.ts';
import { isWaiting, type PersonId } from '../core/people/model.ts';
import type { PeopleRequest } from '../core/people/requests.ts';
import type { PeopleButtons } from './peopleButtons.ts';
import type { PeopleWords } from './peopleWords.ts';
import type { Telling } from './said.ts';

/** Colleagues to choose from; anybody else is typed. */
const mostColleagues = 6;

/** What is asked back before it is done, with what would come of it. */
export class PeopleConfirm {
  private readonly people: PeopleWords;
  private readonly buttons: PeopleButtons;

  constructor(people: PeopleWords, buttons: PeopleButtons) {
    this.people = people;
    this.buttons = buttons;
  }

  card(request: PeopleRequest, turn: Telling): AdaptiveCard {
    switch (request.ask) {
      case 'remove':
        return this.remove(request, turn);
      case 'forgetName':
        return this.forgetName(request, turn);
      case 'deleteAll':
        return this.deleteAll(turn);
      default:
        return listCard({ title: this.people.say('confirm/other'), sections: [], buttons: [this.keep()] });
    }
  }

  private remove({ person, to }: Extract<PeopleRequest, { ask: 'remove' }>, turn: Telling): AdaptiveCard {
    const { people, buttons } = this;
    const { members } = turn.team;
    const managers = members.filter(({ role }) => role === 'manager');
    const isOnlyManager = managers.length === 1 && managers[0]?.person === person;
    const me = turn.grant.person;
    // Nobody can choose somebody without a name.
    const others = members.filter((each) => each.person !== person && (each.name !== undefined || each.person === me));
    const labels = people.labels(others);
    const isOwn = person === me;
    const name = people.name(person, turn);
    const sure = buttons.ask(
      isOwn ? 'removeSureOwn' : 'removeSure',
      { ask: 'remove', person, ...(to !== undefined && { to }), isSure: true },
      { name },
    );
    const isReady = to !== undefined || !isOnlyManager;
    return listCard({
      title: people.say(isOwn ? 'confirm/removeOwn' : 'confirm/remove', { name }),
      lines: [
        ...(isReady ? [this.becomeOf(person, to, turn)] : []),
        ...(to !== undefined && isOnlyManager && members.some((each) => each.person === to && each.role !== 'manager')
          ? [
              people.say(to === turn.grant.person ? 'confirm/promotedOwn' : 'confirm/promoted', {
                name: people.nameFirst(to, turn),
              }),
            ]
          : []),
        ...(isReady ? [] : [people.say(others.length ? 'confirm/lastManager' : 'confirm/lastAlone')]),
        people.say('confirm/ends'),
      ],
      sections: [],
      folded:
        to === undefined && others.length
          ? [
              {
                title: people.say('button/takesOver'),
                buttons: others.slice(0, mostColleagues).map((each) => {
                  const key = each.person === me ? 'takesOverOwn' : 'takesOverBy';
                  return buttons.ask(
                    key,
                    { ask: 'remove', person, to: each.person },
                    { name: labels.get(each.person) },
                  );
                }),
              },
            ]
          : [],
      buttons: [this.keep(), ...(isReady ? [sure] : [])],
    });
  }

  /** Where the questions of somebody who leaves go. */
  private becomeOf(person: PersonId, to: PersonId | undefined, turn: Telling): string {
    const { people } = this;
    const questions = turn.assessment.assignments.flatMap((each) =>
      each.to === person && isWaiting(each) ? [each.question] : [],
    );
    const way = to === undefined ? 'back' : to === turn.grant.person ? 'toOwn' : 'to';
    return people.say(`confirm/${way}${questions.length ? '' : 'None'}`, {
      list: people.questions(questions),
      ...(to !== undefined && { name: people.nameFirst(to, turn) }),
    });
  }

  private forgetName({ person }: Extract<PeopleRequest, { ask: 'forgetName' }>, turn: Telling): AdaptiveCard {
    const { people, buttons } = this;
    const isOwn = person === turn.grant.person;
    return listCard({
      title: people.say(isOwn ? 'confirm/forgetOwn' : 'confirm/forgetName', { name: people.name(person, turn) }),
      lines: [people.say(isOwn ? 'confirm/forgetOwnStays' : 'confirm/forgetStays')],
      sections: [],
      buttons: [this.keep(), buttons.ask('forgetSure', { ask: 'forgetName', person, isSure: true })],
    });
  }

  private deleteAll(turn: Telling): AdaptiveCard {
    const { people, buttons } = this;
    const count = inOrder(turn.assessment.documents).length;
    return listCard({
      title: people.say('confirm/deleteTitle'),
      lines: [
        people.say('confirm/deleteAll'),
        ...(count ? [people.say('confirm/deleteCount', { count })] : []),
        people.say('confirm/deleteBack'),
        people.say('confirm/deleteSure'),
      ],
      sections: [],
      buttons: [
        buttons.of('keepAll', { do: 'say', command: 'carryOn' }),
        buttons.ask('takeAwayFirst', { ask: 'takeAway' }),
      ],
    });
  }

  private keep(): Button {
    return this.buttons.of('keep', { do: 'say', command: 'carryOn' });
  }
}
