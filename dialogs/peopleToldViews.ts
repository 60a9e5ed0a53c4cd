import { copyCard } from '../cards/copyCard.ts';
import type { AdaptiveCard, Button } from '../cards/elements.ts';
import { type ListRow, listCard } from '../cards/listCard.ts';
import type { Folded } from '../cards/reminderCard.ts';
import { returnCodeCard } from '../cards/returnCodeCard.ts';
import { type NamedMember, roles } from '../core/people/model.ts';
import { may } from '../core/people/roles.ts';
import { type Frequency, frequencies, type ReminderSettings } from '../core/reminders/model.ts';
import type { Describe } from './describe.ts';
import type { PeopleButtons } from './peopleButtons.ts';
import type { Certificate, HandoverNote, PeopleTold, SentReminder } from './peopleDesk.ts';
import type { PeopleWords } from './peopleWords.ts';
import type { ReminderWords } from './reminderWords.ts';
import type { Telling } from './said.ts';

type Told<Say extends PeopleTold['say']> = Extract<PeopleTold, { say: Say }>;

/** Rows of each kind on a card, and lines of what was sent. */
const mostWaiting = 3;
const mostInvitations = 5;
const mostSent = 10;
/** Reminders that are due, in full. */
const mostDue = 5;
/** Fingerprints on a certificate. */
const mostHeads = 40;
/** What is offered as quiet hours; others are typed. 24-hour times. */
const night = { from: '20:00', to: '08:00' };

export interface PeopleToldParts {
  readonly describe: Describe;
  readonly people: PeopleWords;
  readonly buttons: PeopleButtons;
  readonly reminders: ReminderWords;
}

/** What became of requests about people, as cards. */
export class PeopleToldViews {
  private readonly describe: Describe;
  private readonly people: PeopleWords;
  private readonly buttons: PeopleButtons;
  private readonly reminders: ReminderWords;

  constructor({ describe, people, buttons, reminders }: PeopleToldParts) {
    this.describe = describe;
    this.people = people;
    this.buttons = buttons;
    this.reminders = reminders;
  }

  of(told: PeopleTold, turn: Telling): readonly AdaptiveCard[] {
    switch (told.say) {
      case 'people':
        return [this.team(told)];
      case 'invited':
        return [this.invited(told)];
      case 'link':
        return [this.link(told)];
      case 'reminders':
        return [this.settings(told.settings, turn, told)];
      case 'remindersSet':
        return [this.settings(told.settings, turn)];
      case 'removed':
        return [this.note(told.note)];
      case 'calendar':
        return [this.calendar(told)];
      case 'services':
        return [this.services(told, turn)];
      case 'takeAway':
        return [this.takeAway(told)];
      case 'deleted':
        return [this.deleted(told.certificate)];
      case 'gone':
      case 'refused':
      case 'invitationWithdrawn':
      case 'keptOut':
      case 'newService':
      case 'emailStopped':
      case 'noEmailHere':
      case 'wrongEmail':
      case 'emailLater':
      case 'tooQuiet':
      case 'confirmEmail':
      case 'letIn':
      case 'roleSet':
      case 'nameForgotten':
      case 'called':
      case 'snoozed':
      case 'notices':
        return [];
      default:
        return told satisfies never;
    }
  }

  private team({ members, waiting, invitations, me, mayManage }: Told<'people'>): AdaptiveCard {
    const { people, buttons } = this;
    const sorted = [...members].sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
    const labels = people.labels(sorted, me);
    const isLonely = mayManage && members.filter(({ role }) => role === 'manager').length === 1;
    return listCard({
      title: people.say('people/title'),
      lines: isLonely ? [people.say('people/oneManager')] : [],
      sections: [
        {
          heading: people.say('people/waiting'),
          rows: this.waitingRows(waiting),
          more: (count) => people.say('people/more', { count }),
          most: mostWaiting,
        },
        {
          ...(waiting.length > 0 && { heading: people.say('people/members') }),
          rows: sorted.map((member) => this.memberRow(member, labels.get(member.person) ?? '', { me, mayManage })),
          more: (count) =>
            [people.say('people/more', { count }), ...(mayManage ? [people.say('people/byWords')] : [])].join(' '),
        },
        {
          heading: people.say('people/invitations'),
          more: (count) => people.say('people/more', { count }),
          most: mostInvitations,
          rows: invitations.map(({ id, role, until }, index) => {
            const date = people.date(until);
            const name = people.say('people/invitation', { role: people.role(role) });
            // Two of them may be alike but for their place in the list.
            const label = `${people.role(role)} ${index + 1}`;
            const request = { ask: 'withdrawInvitation', invitation: id } as const;
            return {
              name,
              facts: people.say('people/invitationFacts', { date }),
              buttons: [buttons.ask('takeBackInvitation', request, { date, label })],
            };
          }),
        },
      ],
      ...(mayManage && {
        folded: [{ title: people.say('button/invite'), buttons: buttons.roles((role) => ({ ask: 'invite', role })) }],
      }),
      buttons: [buttons.say('carryOn')],
    });
  }

  private waitingRows(waiting: Told<'people'>['waiting']): readonly ListRow[] {
    const { people, buttons } = this;
    const labels = people.labels(waiting);
    return waiting.map(({ person, name: given }) => {
      const name = labels.get(person) ?? '';
      return {
        name,
        facts: people.say('people/waitingFacts'),
        folded: [
          {
            title: buttons.title(given === undefined ? 'letInNoName' : 'letIn', { name }),
            buttons: buttons.roles((role) => ({ ask: 'letIn', person, role }), { hint: 'letInRole', name }),
          },
        ],
        buttons: [buttons.ask('notNow', { ask: 'keepOut', person }, { name })],
      };
    });
  }

  private memberRow(
    { person, role, name: given }: NamedMember,
    name: string,
    { me, mayManage }: Pick<Told<'people'>, 'me' | 'mayManage'>,
  ): ListRow {
    const { people, buttons } = this;
    const facts = people.say('people/facts', { role: people.role(role), may: people.say(`role/${role}/may`) });
    const remove = { ask: 'remove', person } as const;
    if (person === me) return { name, facts, buttons: [buttons.ask('leave', remove, {})] };
    if (!mayManage) return { name, facts };
    const setRole = buttons.roles((to) => ({ ask: 'setRole', person, role: to }), {
      except: role,
      hint: 'setRoleNamed',
      name,
    });
    const change: Folded = {
      title: buttons.title(given === undefined ? 'changeNoName' : 'change', { name }),
      buttons: [...setRole, buttons.ask('remove', remove, { name })],
    };
    return { name, facts, folded: [change] };
  }

  private invited({ role, code, link, days, name, isMailed }: Told<'invited'>): AdaptiveCard {
    const { people, buttons } = this;
    const values = { code, link, days: people.say('days', { count: days }), ...people.inRole(role) };
    return returnCodeCard({
      title: people.say(name ? 'invited/title' : 'invited/titleNoName', { name }),
      code,
      use: people.say(name ? 'invited/use' : 'invited/useNoName', { ...values, name }),
      keep: people.say('invited/keep', values),
      link: people.say('invited/link', { link }),
      note: isMailed ? people.say('invited/mailed') : '',
      buttons: [
        buttons.copy('copyMessage', 'invitation', people.say('invited/message', values)),
        buttons.ask('people', { ask: 'people' }),
      ],
    });
  }

  private link({ code, link, minutes }: Told<'link'>): AdaptiveCard {
    const { people } = this;
    return returnCodeCard({
      title: people.say('link/title'),
      code,
      use: people.say('link/use'),
      keep: people.say('link/keep', { minutes: people.minutes(minutes) }),
      link: people.say('link/link', { link }),
      note: '',
    });
  }

  private settings(
    settings: ReminderSettings,
    { today, grant }: Telling,
    { ways, due = [], sent }: Partial<Told<'reminders'>> = {},
  ): AdaptiveCard {
    const { people, buttons } = this;
    const { frequency, quiet } = settings;
    const isOff = frequency === 'never';
    const list = ways && this.describe.and(ways.map((way) => people.say(`reminders/way/${way}`)));
    return listCard({
      title: people.say('reminders/title'),
      lines: [
        ...people.settings(settings, today),
        ...(list === undefined || isOff
          ? []
          : [list ? people.say('reminders/ways', { list }) : people.say('reminders/noWay')]),
        ...due.slice(0, mostDue).map((each) => this.reminders.say('dueNow', { line: this.reminders.line(each) })),
        ...(due.length > mostDue ? [this.reminders.say('more', { count: due.length - mostDue })] : []),
        ...(sent && !sent.length ? [people.say('reminders/noneSent')] : []),
      ],
      sections: sent ? [this.sent(sent)] : [],
      folded: isOff
        ? []
        : [
            { title: this.reminders.say('button/often'), buttons: this.often(frequency) },
            {
              title: people.say('button/quiet'),
              buttons: [
                buttons.ask(
                  'quietNight',
                  { ask: 'quietHours', hours: night },
                  { from: people.hour(night.from), to: people.hour(night.to) },
                ),
                ...(quiet ? [buttons.ask('quietNone', { ask: 'quietHours' })] : []),
              ],
            },
          ],
      buttons: [
        ...(may(grant, 'ownReminders') ? [buttons.ask('calendar', { ask: 'calendar' })] : []),
        ...(ways?.includes('email') ? [buttons.ask('stopEmails', { ask: 'email' })] : []),
        isOff ? buttons.ask('start', { ask: 'remindMe', frequency: 'weekly' }) : this.remind('never', 'stop'),
      ],
    });
  }

  /** To stop has a button of its own. */
  private often(now: Frequency): readonly Button[] {
    return frequencies.filter((each) => each !== 'never' && each !== now).map((each) => this.remind(each, each));
  }

  private remind(frequency: Frequency, name: string): Button {
    return {
      title: this.reminders.say(`button/${name}`),
      action: { do: 'people', request: { ask: 'remindMe', frequency } },
      always: true,
    };
  }

  /** What was sent to whom, when, and what became of it; never what was in it. */
  private sent(sent: readonly SentReminder[]) {
    const { people } = this;
    const rows = sent.map(({ name, kind, at, state, via, why }) => {
      const way = via === undefined ? '' : people.sayIfAny(`reminders/way/${via}`);
      const became =
        state === 'sent' && way
          ? people.say('reminders/state/sentBy', { way })
          : people.sayIfAny(`reminders/state/${state}`);
      const because = why === undefined ? '' : people.sayIfAny(`reminders/why/${why}`);
      return {
        name: people.say('reminders/what', {
          name: name ?? people.say('colleagueFirst'),
          kind: people.sayIfAny(`reminders/kind/${kind}`),
        }),
        facts: people
          .say('reminders/when', { date: people.date(at), time: people.time(at), state: `${became} ${because}` })
          .trim(),
      };
    });
    const more = (count: number) => people.say('reminders/more', { count });
    return { heading: people.say('reminders/sent'), rows, more, most: mostSent };
  }

  private note({ named, person, to, questions, at, doors }: HandoverNote): AdaptiveCard {
    const { people, buttons } = this;
    const called = ({ name, role }: HandoverNote['person']) => ({
      name: name ?? people.say('colleagueFirst'),
      role: people.role(role),
    });
    const moved = { count: questions.length, list: people.questions(questions) };
    const text = [
      people.say('removed/titleCopy', { date: people.date(at) }),
      people.say('removed/left', called(person)),
      ...(to ? [people.say('removed/to', called(to))] : []),
      questions.length
        ? to
          ? people.say('removed/questions', { ...moved, name: to.name ?? people.say('colleague') })
          : people.say('removed/back', moved)
        : people.say('removed/noQuestions'),
      people.say('removed/doors', { count: doors }),
      people.say('removed/stays'),
    ].join('\n');
    return copyCard({
      title: people.say('removed/title'),
      lines: [people.say('removed/done')],
      text,
      buttons: [
        buttons.copy('copyNote', 'note', text),
        ...(named === undefined ? [] : [buttons.ask('forgetTheirs', { ask: 'forgetName', person: named }, person)]),
        buttons.ask('people', { ask: 'people' }),
      ],
    });
  }

  private calendar({ url }: Told<'calendar'>): AdaptiveCard {
    const { people, buttons } = this;
    return copyCard({
      title: people.say('calendar/title'),
      lines: [people.say('calendar/how')],
      text: url,
      link: { title: people.say('button/openFile'), url: `${url}?save` },
      note: people.say('calendar/keep'),
      buttons: [buttons.copy('copyAddress', 'address', url)],
    });
  }

  private services({ services }: Told<'services'>, { grant }: Telling): AdaptiveCard {
    const { people, buttons } = this;
    const labels = people.labels(
      services.map(({ assessment, name = people.say('services/nameless') }) => ({ person: assessment, name })),
    );
    return listCard({
      title: people.say('services/title'),
      sections: [
        {
          rows: services.map(({ assessment, isHere }) => {
            const name = labels.get(assessment) ?? '';
            return isHere
              ? { name, facts: people.say('services/here') }
              : { name, buttons: [buttons.ask('goThere', { ask: 'goTo', assessment }, { name })] };
          }),
          more: (count) => people.say('services/more', { count }),
        },
      ],
      buttons: [
        ...(may(grant, 'addService') ? [buttons.ask('addService', { ask: 'addService' })] : []),
        buttons.say('carryOn'),
      ],
    });
  }

  private takeAway({ url, minutes }: Told<'takeAway'>): AdaptiveCard {
    const { people } = this;
    return copyCard({
      title: people.say('takeAway/title'),
      lines: [people.say('takeAway/how')],
      link: { title: people.say('button/takeAway'), url },
      note: people.say('takeAway/keep', { minutes: people.minutes(minutes) }),
      buttons: [],
    });
  }

  private deleted({ id, at, heads, ...counts }: Certificate): AdaptiveCard {
    const { people, buttons } = this;
    const kinds = ['services', 'documents', 'files', 'people', 'commits'] as const;
    const shown = heads.slice(0, mostHeads);
    const text = [
      people.say('deleted/heading', { id }),
      people.say('deleted/when', { date: people.date(at), time: people.time(at) }),
      ...kinds.map((kind) => people.say(`deleted/${kind}`, { count: counts[kind] })),
      people.say('deleted/back'),
      ...(shown.length ? [people.say('deleted/heads'), ...shown] : []),
      ...(heads.length > shown.length ? [people.say('deleted/more', { count: heads.length - shown.length })] : []),
    ].join('\n');
    return copyCard({
      title: people.say('deleted/title'),
      lines: [people.say('deleted/done')],
      text,
      buttons: [buttons.copy('copyNote', 'note', text)],
    });
  }
}
