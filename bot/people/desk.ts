import { isDeepStrictEqual } from 'node:util';
import type { TurnContext } from 'botbuilder';
import type { Assessment } from '../../core/assessment.ts';
import { serviceName } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { managersOf } from '../../core/people/grant.ts';
import type { AssessmentId, Member, PersonId } from '../../core/people/model.ts';
import { type Addressed, inherited, type Notice, noticesOf } from '../../core/people/notices.ts';
import type { Organisation, OrganisationEvent } from '../../core/people/organisation.ts';
import {
  type Asking,
  acceptInvitation,
  decideRequest,
  type MembershipRequest,
} from '../../core/people/organisationSteps.ts';
import type { PeopleRequest } from '../../core/people/requests.ts';
import { may } from '../../core/people/roles.ts';
import { openHours } from '../../core/reminders/calendar.ts';
import { defaultSettings, type Reminder, type ReminderSettings } from '../../core/reminders/model.ts';
import { londonDate } from '../../core/time.ts';
import {
  digest,
  firstService,
  ownPlace,
  type Place,
  tenantOrganisation,
  tenantPerson,
} from '../../dialogs/identity.ts';
import type {
  Carried,
  Certificate,
  Newcomer,
  PeopleDesk,
  PeopleTold,
  ServiceNamed,
  Settled,
} from '../../dialogs/peopleDesk.ts';
import type { Records } from '../../storage/records.ts';
import type { ReturnCodes } from '../../storage/returnCodes.ts';
import { newSecret } from '../evidence/secrets.ts';
import { describeError, type Logger } from '../logger.ts';
import { tenantIn } from '../teams/tenants.ts';
import type { Handovers } from './handovers.ts';
import type { Organisations } from './organisations.ts';
import type { TenantPlaces } from './tenantPlaces.ts';

/** Whole seconds for which a code that works once is good. */
const day = 24 * 60 * 60;
const invitationDays = 14;
const guestDays = 30;
const linkMinutes = 15;

/** How people are reached, from outside a turn of theirs. */
export interface PeopleReach {
  /** That somebody can be written to in this conversation. Never rejects. */
  note(place: Place, context: TurnContext): Promise<void>;
  /** Tells somebody at once, by the best way there is. Never rejects. */
  tell(place: Place, to: PersonId, notices: readonly Notice[]): Promise<void>;
  /** Shows this person's other doors that something was answered. Never rejects. */
  sync(person: PersonId, conversation: string): Promise<void>;
  /** Where reminders reach somebody, best first. */
  ways(person: PersonId): Promise<readonly ('teams' | 'web' | 'email')[]>;
  /** Keys of the conversations of somebody in an organisation of `services`. */
  doors(place: Place, person: PersonId, services: readonly AssessmentId[]): Promise<readonly string[]>;
  /**
   * Ends every conversation, session and link of theirs there; what belongs to another organisation of theirs stays. `conversation`: key of
   * the one that asks. May be repeated.
   */
  end(place: Place, person: PersonId, services: readonly AssessmentId[], conversation: string): Promise<void>;
  setEmail(
    place: Place,
    address: string | undefined,
    locale: string | undefined,
  ): Promise<'confirm' | 'stopped' | 'noEmailHere' | 'wrongEmail' | 'emailLater'>;
  confirmEmail(place: Place, key: string): Promise<boolean>;
  /** Sends the way in by email; false where that could not be done. */
  invite(place: Place, address: string, link: string, locale: string | undefined): Promise<boolean>;
  /** The address of a calendar, to look at again and again or, with `?save`, to keep as a file. */
  calendar(place: Place, locale: string | undefined): Promise<string>;
  /** What is due now for whoever is there, the most pressing first. */
  due(place: Place): Promise<readonly Reminder[]>;
  sent(organisation: Organisation, place: Place): Promise<Extract<PeopleTold, { say: 'reminders' }>['sent']>;
  /** Keys of the reminders that somebody got with the last message, and of all that are remembered. */
  reminded(place: Place): Promise<{ readonly last: readonly string[]; readonly all: readonly string[] }>;
  /** What reminds has to be looked at anew: soon, or, where it cannot be made out later, before this resolves. Never rejects. */
  changed(place: Place, isUrgent?: boolean): Promise<void>;
}

/** Taking all of an organisation's data away, and deleting it. */
export interface WholeOrganisation {
  /** `conversation`: key of the one that it is asked in. */
  takeAwayLink(place: Place, conversation: string): Promise<{ readonly url: string; readonly minutes: number }>;
  delete(place: Place, conversation: string): Promise<Certificate>;
}

export interface PeopleDeskOptions {
  readonly organisations: Organisations;
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly codes: ReturnCodes;
  readonly tenants: TenantPlaces;
  readonly reach: PeopleReach;
  readonly whole: WholeOrganisation;
  readonly handovers: Handovers;
  /** Tenants in which strangers meet, such as NHSmail's: there everybody founds an organisation of their own. */
  readonly sharedTenants: readonly string[];
  /** The page that opens with a code already typed in. */
  readonly codeLink: (code: string) => string;
  /** Whom a host site vouched for in this conversation, where they are in no organisation yet. */
  readonly hostNewcomer: (conversation: string) => Promise<Omit<Newcomer, 'isWaiting'> | undefined>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** People, on the server's side: what the dialog asks about them. */
export class Desk implements PeopleDesk {
  readonly #options: PeopleDeskOptions;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: PeopleDeskOptions) {
    this.#options = options;
  }

  async arrive(
    context: TurnContext,
    conversation: string,
  ): Promise<{ readonly place: Place } | { readonly newcomer: Newcomer }> {
    const known = tenantOf(context);
    if (!known) return this.#arriveFromHost(conversation);
    const { tenant, user } = known;
    const { organisations, sharedTenants, tenants } = this.#options;
    const person = tenantPerson(tenant, user);
    const linked = await this.#linked(tenant, user);
    if (linked) return { place: linked };
    const own = placeAt(tenantOrganisation(tenant, user), person);
    const name = context.activity.from?.name;
    if (sharedTenants.includes(tenant)) {
      await this.#begin(own, context, name);
      return { place: own };
    }
    const at = placeAt(await tenants.organisationOf(tenant), person);
    const organisation = await organisations.find(at.organisation);
    // Of several who come at once one founds it, and the others find it.
    if (!organisation)
      return (await this.#begin(at, context, name)) ? { place: at } : this.arrive(context, conversation);
    const there = { ...at, assessment: organisation.services[0] ?? at.assessment };
    if (Object.hasOwn(organisation.members, person)) return { place: there };
    // Whoever had begun on their own is there still.
    if (await organisations.find(own.organisation)) return { place: own };
    return { newcomer: { at: there, own, isWaiting: Object.hasOwn(organisation.waiting, person) } };
  }

  /** Who speaks, as a member of an organisation, in whichever conversation of their tenant; undefined for everybody else. */
  async memberOf(context: TurnContext): Promise<Place | undefined> {
    const known = tenantOf(context);
    if (!known) return undefined;
    const { tenant, user } = known;
    const linked = await this.#linked(tenant, user);
    if (linked) return linked;
    const person = tenantPerson(tenant, user);
    for (const id of [await this.#options.tenants.organisationOf(tenant), tenantOrganisation(tenant, user)]) {
      const organisation = await this.#options.organisations.find(id);
      if (organisation && Object.hasOwn(organisation.members, person)) return placeAt(id, person);
    }
    return undefined;
  }

  async moved(from: Place, to: Place, context: TurnContext): Promise<void> {
    const known = tenantOf(context);
    if (!known) return;
    const { organisations, records, tenants } = this.#options;
    const { tenant, user } = known;
    const { organisation } = await organisations.standing(to);
    const role = organisation.members[to.person]?.role;
    if (!role) return;
    await organisations.ensure(to);
    await tenants.know(tenant, user, to);
    // A code that was typed again leads where they are already.
    if (from.organisation === to.organisation) return;
    if (role !== 'manager' || from.organisation !== tenantOrganisation(tenant)) return;
    // Founded a moment ago by somebody who had begun on the web: theirs stands for the tenant, so that colleagues find it.
    const left = await organisations.find(from.organisation);
    if (!left || Object.keys(left.members).some((person) => person !== from.person)) return;
    for (const service of left.services) if ((await records.read(`assessment/${service}`)).head.revision > 0) return;
    await tenants.standFor(tenant, to.organisation);
    await organisations.remove(from.organisation);
  }

  /** Whom a code linked to another door, as long as they are in there. */
  async #linked(tenant: string, user: string): Promise<Place | undefined> {
    const as = await this.#options.tenants.knownAs(tenant, user);
    const organisation = as && (await this.#options.organisations.find(as.organisation));
    if (!as || !organisation || !Object.hasOwn(organisation.members, as.person)) return undefined;
    return { ...as, assessment: organisation.services[0] ?? firstService(as.organisation) };
  }

  standing(place: Place) {
    return this.#options.organisations.standing(place);
  }

  async settle(newcomer: Newcomer, ask: 'join' | 'ownService', context: TurnContext): Promise<Settled> {
    const { organisations, reach } = this.#options;
    const { at, own } = newcomer;
    // What a page says that somebody is called, nobody has vouched for.
    const name = newcomer.name ?? (tenantOf(context) && context.activity.from?.name);
    if (ask === 'ownService') {
      await this.#begin(own, context, name);
      return { place: own };
    }
    const { managers, refused } = await organisations.update(at, at.person, (organisation) => {
      const decided = decideRequest(organisation, { ask: 'join' }, this.#with(at.person));
      const managers = decided.events.length > 0 ? managersOf(organisation) : [];
      return { events: decided.events, result: { managers, refused: 'refused' in decided && decided.refused } };
    });
    if (refused) return refused === 'alreadyIn' ? { place: at } : { state: 'full' };
    await reach.note(at, context);
    if (name) await organisations.names.call(at.organisation, 'members', at.person, name);
    organisations.forgetKnown(at.organisation);
    this.#tell(
      at,
      managers.map((to) => ({ to, notice: { type: 'joinAsked', person: at.person } })),
    );
    return { state: 'waiting' };
  }

  async joinBy(invitation: string, place: Place, context: TurnContext) {
    const { organisations } = this.#options;
    const now = this.#options.now().toISOString();
    const role = await organisations.update(place, place.person, (organisation) => {
      const decided = acceptInvitation(organisation, invitation, { person: place.person, now });
      const joined = decided?.events.flatMap((event) => (event.type === 'memberJoined' ? [event.role] : []));
      return { events: decided?.events ?? [], result: joined?.[0] ?? organisation.members[place.person]?.role };
    });
    const name = tenantOf(context) && context.activity.from?.name;
    if (role && name) await organisations.names.call(place.organisation, 'members', place.person, name);
    organisations.forgetKnown(place.organisation);
    return role;
  }

  async guest(place: Place, person: PersonId, name: string) {
    const { organisations, codes, codeLink } = this.#options;
    await organisations.names.call(place.organisation, 'guests', person, name);
    organisations.forgetKnown(place.organisation);
    const { organisation, assessment } = place;
    const code = await codes.issue({ organisation, assessment, person }, { isOnce: true, lifetime: guestDays * day });
    return { code, link: codeLink(code), days: guestDays };
  }

  confirmEmail(place: Place, key: string): Promise<boolean> {
    return this.#options.reach.confirmEmail(place, key);
  }

  note(place: Place, context: TurnContext): Promise<void> {
    return this.#options.reach.note(place, context);
  }

  after(place: Place, conversation: string, before: Assessment, now: Assessment): void {
    if (before === now) return;
    const { reach } = this.#options;
    this.#later(async () => {
      const { organisation } = await this.#options.organisations.standing(place);
      const notices = noticesOf(before.assignments, now.assignments, place.person);
      await this.#tellAll(place, inherited(notices, organisation, place.person));
      await reach.sync(place.person, conversation);
      // What waits with somebody must not be forgotten with this process; all else the next look finds by itself.
      const isUrgent = before.assignments.length !== now.assignments.length || before.publishedOn !== now.publishedOn;
      await reach.changed(place, isUrgent);
    });
  }

  /** Resolves once nothing is under way that no turn waits for. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async carryOut(
    request: PeopleRequest,
    { place, conversation, context, grant, inputId }: Parameters<PeopleDesk['carryOut']>[1],
  ): ReturnType<PeopleDesk['carryOut']> {
    const { organisations, reach, codes, codeLink, whole, now } = this.#options;
    const asking = { ...this.#with(place.person), newId: digest('asked', inputId), inputId };
    switch (request.ask) {
      case 'people':
        return { told: await this.#people(place, may(grant, 'managePeople')) };
      case 'invite':
        return { told: await this.#invite(request, place, context.activity.locale, asking) };
      case 'withdrawInvitation': {
        const told = await this.#change(request, place, () => ({ say: 'invitationWithdrawn' }), asking);
        if (told.say === 'invitationWithdrawn')
          await codes.cancelAll({ assessment: '', invitation: request.invitation });
        return { told };
      }
      case 'letIn': {
        const told = await this.#change(
          request,
          place,
          (after) => this.#member('letIn', after, request.person, place),
          asking,
        );
        if (told.say === 'letIn')
          this.#tell(place, [{ to: request.person, notice: { type: 'letIn', role: request.role } }]);
        return { told };
      }
      case 'keepOut': {
        const told = await this.#change(request, place, () => ({ say: 'keptOut' }), asking);
        if (told.say === 'keptOut') {
          await organisations.names.forget(place.organisation, request.person);
          organisations.forgetKnown(place.organisation);
          this.#tell(place, [{ to: request.person, notice: { type: 'keptOut' } }]);
        }
        return { told };
      }
      case 'setRole': {
        const told = await this.#change(
          request,
          place,
          (after) => this.#member('roleSet', after, request.person, place),
          asking,
        );
        if (told.say === 'roleSet' && request.person !== place.person)
          this.#tell(place, [{ to: request.person, notice: { type: 'roleChanged', role: request.role } }]);
        return { told };
      }
      case 'remove':
        return {
          told: await this.#options.handovers.carryOut(request, place, conversation, (at, addressed) =>
            this.#tell(at, addressed),
          ),
        };
      case 'forgetName':
        await this.#change(request, place, () => ({ say: 'nameForgotten', isOwn: true }), asking);
        await organisations.names.forget(place.organisation, request.person);
        organisations.forgetKnown(place.organisation);
        return { told: { say: 'nameForgotten', isOwn: request.person === place.person } };
      case 'callMe':
        await organisations.names.call(
          place.organisation,
          grant.role === 'guest' ? 'guests' : 'members',
          place.person,
          request.name,
        );
        organisations.forgetKnown(place.organisation);
        return { told: { say: 'called', name: request.name } };
      case 'link': {
        const code = await codes.issue(place, { isOnce: true, lifetime: linkMinutes * 60 });
        return { told: { say: 'link', code, link: codeLink(code), minutes: linkMinutes } };
      }
      case 'join':
      case 'ownService':
        return { told: await this.#people(place, may(grant, 'managePeople')) };
      case 'reminders': {
        const { organisation } = await organisations.standing(place);
        const sent = may(grant, 'seeReminders') ? await reach.sent(organisation, place) : undefined;
        const settings = organisation.reminders[place.person] ?? defaultSettings;
        const [ways, due] = [await reach.ways(place.person), await reach.due(place)];
        return { told: { say: 'reminders', settings, ways, due, ...(sent && { sent }) } };
      }
      case 'quietHours':
        // Whoever may never be written to would never be reminded, and not know why.
        if (openHours(request.hours).length === 0) return { told: { say: 'tooQuiet' } };
        return { told: await this.#remind(place, inputId, (settings) => settingsAfter(settings, request)) };
      case 'remindMe':
        return { told: await this.#remind(place, inputId, (settings) => settingsAfter(settings, request)) };
      case 'snooze': {
        const until = snoozedUntil(request.until, londonDate(now()));
        // "Tomorrow" means what was said just now, and, without a card, all that may come before.
        const { last, all } = await reach.reminded(place);
        // A card of ours names none but what this person was sent.
        const keys = request.keys?.filter((key) => all.includes(key)) ?? last;
        await this.#remind(place, inputId, (settings) => ({
          ...settings,
          putOff: {
            ...current(settings.putOff, londonDate(now())),
            ...Object.fromEntries(keys.map((key) => [key, until])),
          },
          ...(request.keys === undefined && { snoozedUntil: until }),
        }));
        return { told: { say: 'snoozed', until } };
      }
      case 'email': {
        await organisations.ensure(place);
        const became = await reach.setEmail(place, request.address, context.activity.locale);
        await reach.changed(place, true);
        return { told: { say: becameToSay[became] } };
      }
      case 'calendar':
        await organisations.ensure(place);
        return { told: { say: 'calendar', url: await reach.calendar(place, context.activity.locale) } };
      case 'services':
        return this.#goTo(place, (each) => isCalled(each.name, request.name));
      case 'addService': {
        const assessment = digest('assessment', place.organisation, inputId);
        await organisations.update(
          place,
          place.person,
          () => ({ events: [{ type: 'serviceAdded', assessment }], result: undefined }),
          inputId,
        );
        return { told: { say: 'newService' }, to: { ...place, assessment } };
      }
      case 'goTo':
        return this.#goTo(place, ({ assessment }) => assessment === request.assessment);
      case 'takeAway':
        return { told: { say: 'takeAway', ...(await whole.takeAwayLink(place, conversation)) } };
      case 'deleteAll':
        return { told: { say: 'deleted', certificate: await whole.delete(place, conversation) }, isOver: true };
      case 'notices': {
        // They are asked for where they are to be posted; here they can only be stopped.
        if (!request.isOn)
          await organisations.update(place, place.person, () => ({
            events: [{ type: 'noticesPlaced', place: null }],
            result: undefined,
          }));
        return { told: { say: 'notices', isOn: request.isOn } };
      }
      default:
        return request satisfies never;
    }
  }

  /** A conversation that no tenant stands behind: its own, unless a host site vouched for who is in it. */
  async #arriveFromHost(conversation: string): Promise<{ readonly place: Place } | { readonly newcomer: Newcomer }> {
    const newcomer = await this.#options.hostNewcomer(conversation);
    if (!newcomer) return { place: ownPlace(conversation) };
    const { at, own } = newcomer;
    const organisation = await this.#options.organisations.find(at.organisation);
    if (!organisation) return { place: own };
    if (Object.hasOwn(organisation.members, at.person)) return { place: at };
    return { newcomer: { ...newcomer, isWaiting: Object.hasOwn(organisation.waiting, at.person) } };
  }

  /** Resolves with false where others were first, and whoever it is is not in: nothing is noted of them there. */
  async #begin(place: Place, context: TurnContext, name: string | undefined): Promise<boolean> {
    const { organisations, reach } = this.#options;
    if (!(await organisations.found(place))) {
      const there = await organisations.find(place.organisation);
      if (!there || !Object.hasOwn(there.members, place.person)) return false;
    }
    if (name) await organisations.names.call(place.organisation, 'members', place.person, name);
    organisations.forgetKnown(place.organisation);
    await reach.note(place, context);
    return true;
  }

  async #people(place: Place, mayManage: boolean): Promise<PeopleTold> {
    const { organisation, team } = await this.#options.organisations.standing(place);
    const names = await this.#options.organisations.names.read(place.organisation);
    const now = this.#options.now().toISOString();
    const waiting = Object.keys(organisation.waiting).map((person) => {
      const name = names.members[person];
      return { person, ...(name !== undefined && { name }) };
    });
    const invitations = Object.values(organisation.invitations).filter(({ until }) => until > now);
    return {
      say: 'people',
      members: team.members,
      waiting: mayManage ? waiting : [],
      invitations: mayManage ? invitations : [],
      me: place.person,
      mayManage,
    };
  }

  async #invite(
    request: Extract<PeopleRequest, { ask: 'invite' }>,
    place: Place,
    locale: string | undefined,
    asking: Asking & { readonly inputId: string },
  ): Promise<PeopleTold> {
    const { codes, codeLink, reach } = this.#options;
    const { role, name, email } = request;
    const invitation = asking.newId;
    const isOpen = ({ invitations }: Organisation): boolean => Object.hasOwn(invitations, invitation);
    const told = await this.#change(
      request,
      place,
      (after) => (isOpen(after) ? { say: 'invitationWithdrawn' } : { say: 'refused', why: 'notThere' }),
      asking,
    );
    if (told.say === 'refused') return told;
    const { organisation, assessment } = place;
    // For a repeat too: a code cannot be read back, and whichever of them comes first uses up the one invitation.
    const opens = { organisation, assessment, invitation };
    const code = await codes.issue(opens, { isOnce: true, lifetime: invitationDays * day });
    const link = codeLink(code);
    const isMailed = email !== undefined && (await reach.invite(place, email, link, locale));
    return {
      say: 'invited',
      role,
      code,
      link,
      days: invitationDays,
      ...(name && { name }),
      ...(isMailed && { isMailed }),
    };
  }

  /** To the one service that is meant; where none or several are, all are shown. */
  async #goTo(place: Place, isMeant: (service: ServiceNamed) => boolean): Promise<Carried> {
    const services = await this.#services(place);
    const [meant, ...others] = services.filter(isMeant);
    return meant && !others.length
      ? { told: { say: 'gone' }, to: { ...place, assessment: meant.assessment } }
      : { told: { say: 'services', services } };
  }

  async #services(place: Place): Promise<readonly ServiceNamed[]> {
    const { organisation } = await this.#options.organisations.standing(place);
    return Promise.all(
      organisation.services.map(async (assessment) => {
        const { state } = await this.#options.records.read(`assessment/${assessment}`);
        const name = serviceName(state);
        return { assessment, isHere: assessment === place.assessment, ...(name && { name }) };
      }),
    );
  }

  async #remind(
    place: Place,
    inputId: string,
    change: (settings: ReminderSettings) => ReminderSettings,
  ): Promise<PeopleTold> {
    const { organisations, reach } = this.#options;
    const settings = await organisations.update(
      place,
      place.person,
      (organisation, isRepeat) => {
        const before = organisation.reminders[place.person] ?? defaultSettings;
        const after = isRepeat ? before : change(before);
        if (isDeepStrictEqual(after, before)) return { events: [], result: before };
        const event: OrganisationEvent = { type: 'remindersSet', person: place.person, settings: after };
        return { events: [event], result: after };
      },
      inputId,
    );
    await reach.changed(place, true);
    return { say: 'remindersSet', settings };
  }

  /** Decides and writes; resolves with what `done` makes of it, or with the refusal. */
  #change(
    request: MembershipRequest,
    place: Place,
    done: (after: Organisation) => PeopleTold | Promise<PeopleTold>,
    asking: Asking & { readonly inputId: string },
  ): Promise<PeopleTold> {
    const { organisations } = this.#options;
    return organisations
      .update(
        place,
        place.person,
        (organisation, isRepeat) => {
          const decided = decideRequest(organisation, request, asking);
          return { events: decided.events, result: !isRepeat && 'refused' in decided ? decided.refused : undefined };
        },
        asking.inputId,
      )
      .then(async (why) => (why ? { say: 'refused', why } : done((await organisations.standing(place)).organisation)));
  }

  async #member(say: 'letIn' | 'roleSet', after: Organisation, id: PersonId, place: Place): Promise<PeopleTold> {
    const person: Member | undefined = after.members[id];
    if (!person) return { say: 'refused', why: 'notThere' };
    const name = (await this.#options.organisations.names.read(place.organisation)).members[id];
    return { say, person, ...(name !== undefined && { name }) };
  }

  #with(by: PersonId): Asking {
    const now = this.#options.now();
    const until = new Date(now.getTime() + invitationDays * day * 1000).toISOString();
    return { by, newId: newSecret(londonDate(now)), now: now.toISOString(), until };
  }

  #tell(place: Place, addressed: readonly Addressed[]): void {
    if (addressed.length) this.#later(() => this.#tellAll(place, addressed));
  }

  async #tellAll(place: Place, addressed: readonly Addressed[]): Promise<void> {
    const people = Map.groupBy(addressed, ({ to }) => to);
    for (const [to, all] of people) {
      await this.#options.reach.tell(
        place,
        to,
        all.map(({ notice }) => notice),
      );
    }
  }

  /** Outside the turn: nobody waits for it, and what goes wrong with it takes nothing back. */
  #later(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => this.#options.logger.error('people.afterFailed', describeError(error)))
      .finally(() => this.#underWay.delete(running));
    this.#underWay.add(running);
  }
}

const becameToSay = {
  confirm: 'confirmEmail',
  stopped: 'emailStopped',
  noEmailHere: 'noEmailHere',
  wrongEmail: 'wrongEmail',
  emailLater: 'emailLater',
} as const;

/** Who speaks, as Teams says after its token was checked; undefined on channels that know of no tenants. */
function tenantOf({ activity }: TurnContext): { readonly tenant: string; readonly user: string } | undefined {
  const tenant = tenantIn(activity);
  const user = activity.from?.aadObjectId;
  return tenant !== undefined && typeof user === 'string' && user ? { tenant, user } : undefined;
}

/** Names as people type them: in any case, and without their apostrophes. */
const { compare } = new Intl.Collator('en-GB', { sensitivity: 'base', ignorePunctuation: true });

function isCalled(name: string | undefined, typed: string | undefined): boolean {
  return name !== undefined && typed !== undefined && compare(name, typed) === 0;
}

const placeAt = (organisation: string, person: PersonId): Place => ({
  organisation,
  person,
  assessment: firstService(organisation),
});

function settingsAfter(
  settings: ReminderSettings,
  request: Extract<PeopleRequest, { ask: 'remindMe' | 'quietHours' }>,
): ReminderSettings {
  if (request.ask === 'quietHours') {
    const { quiet: _, ...rest } = settings;
    return request.hours ? { ...rest, quiet: request.hours } : rest;
  }
  // Whoever asks for reminders again wants them now.
  const { snoozedUntil: _, ...rest } = settings;
  return { ...rest, frequency: request.frequency };
}

const snoozeDays = { tomorrow: 1, threeDays: 3, nextWeek: 7 } as const;

function snoozedUntil(until: keyof typeof snoozeDays, today: string): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + snoozeDays[until]);
  return date.toISOString().slice(0, 10);
}

/** What was put off until a day that has not come yet. */
function current(putOff: ReminderSettings['putOff'], today: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(putOff ?? {}).filter(([, until]) => until > today));
}
