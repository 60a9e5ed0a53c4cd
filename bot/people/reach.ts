import { setTimeout as delay } from 'node:timers/promises';
import { Channels, type ConversationReference, type TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AssessmentId, PersonId } from '../../core/people/model.ts';
import type { Notice } from '../../core/people/notices.ts';
import type { Organisation } from '../../core/people/organisation.ts';
import { type Reminder, reminderKey } from '../../core/reminders/model.ts';
import { londonDate } from '../../core/time.ts';
import { type Brought, broughtIn } from '../../dialogs/brought.ts';
import type { Place } from '../../dialogs/identity.ts';
import type { PeopleTold } from '../../dialogs/peopleDesk.ts';
import type { Documents, EventLog } from '../../storage/ports.ts';
import type { Seats } from '../../storage/seats.ts';
import { endLinks } from '../evidence/endedLinks.ts';
import { newSecret } from '../evidence/secrets.ts';
import { describeError, type Logger } from '../logger.ts';
import type { CalendarLinks } from '../reach/calendarLinks.ts';
import { calendarUrl } from '../reach/calendarRoutes.ts';
import type { NoticeDelivery, ReachingCourier } from '../reach/courier.ts';
import type { FirstMails } from '../reach/firstMails.ts';
import type { Reach } from '../reach/model.ts';
import type { Reaches } from '../reach/reaches.ts';
import { waysTo } from '../reach/ways.ts';
import type { Ledger } from '../reminders/ledger.ts';
import type { Schedule } from '../reminders/schedule.ts';
import { hasBegunAnew } from './begunAnew.ts';
import type { PeopleReach } from './desk.ts';
import type { Doors } from './doors.ts';
import type { Organisations } from './organisations.ts';
import type { RecordedFacts } from './reminderFacts.ts';
import type { StopLinks } from './stopLinks.ts';

export interface ReachOptions {
  readonly documents: Documents;
  readonly log: EventLog;
  readonly organisations: Organisations;
  readonly reaches: Reaches;
  readonly courier: ReachingCourier;
  readonly firstMails: FirstMails;
  readonly calendars: CalendarLinks;
  readonly stops: StopLinks;
  readonly schedule: Schedule;
  readonly ledger: Ledger;
  readonly facts: Pick<RecordedFacts, 'due'>;
  readonly seats: Seats;
  readonly doors: Doors;
  /** Says something first in a conversation. */
  readonly speak: (reference: Partial<ConversationReference>, brought: Brought) => Promise<void>;
  /** Takes the transcript of a web conversation away, and with it whoever still listens there. */
  readonly forgetConversation: (conversationId: string) => Promise<void>;
  readonly publicUrl: string;
  /** False: this installation sends no mail. */
  readonly sendsMail: boolean;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Resolves after so many milliseconds, and rejects when `signal` is aborted before; real time where absent. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** In milliseconds: for so long a door that was opened in another process may not hear of what was answered here. */
const placesKnownFor = 5 * 60_000;
/** Seconds in which the very same notice is said once, and how many one person gets in an hour; what is left out stands in the chat. */
const sameNoticeEvery = 10 * 60;
const noticesPerHour = 30;
/** Milliseconds from a change until the reminders of its organisation are looked at anew; what changes within is looked at once. */
const settleTime = 30_000;
/** In milliseconds: a door that nobody used for so long is told when it is next used. */
const doorsKnownFor = 14 * 24 * 60 * 60 * 1000;
/** Sent reminders that a manager is shown. */
const mostSent = 20;
/**
 * How often a notice is tried while the other side asks for patience, as mail servers do with senders they do not know yet. Then it is let
 * be, as with the end of this process: what waits with somebody comes as a reminder all the same.
 */
const noticeTries = 3;

/** How people are reached from outside a turn of theirs, put together. */
export class PeopleReaching implements PeopleReach {
  readonly #options: ReachOptions;
  readonly #known = new LRUCache<PersonId, Reach>({ max: 10_000, ttl: placesKnownFor });
  readonly #sameNotices = new RateLimiterMemory({ points: 1, duration: sameNoticeEvery });
  readonly #notices = new RateLimiterMemory({ points: noticesPerHour, duration: 3600 });
  readonly #settling = new Map<string, NodeJS.Timeout>();
  readonly #working = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  /** To be called before anybody is served. Never rejects. */
  async begin(): Promise<void> {
    await this.#quietly(() => this.#options.doors.begin());
  }

  async note(place: Place, context: TurnContext): Promise<void> {
    // The guide itself came: nobody has been there for that.
    if (broughtIn(context)) return;
    const { organisations, reaches, doors, schedule, now } = this.#options;
    await this.#quietly(() => doors.note(place, context.activity));
    await this.#quietly(async () => {
      const isNews = await reaches.note(place.person, context.activity);
      if (!isNews) return;
      this.#known.delete(place.person);
      const { organisation } = await organisations.standing(place);
      // Whoever can be reached now may have something waiting; an organisation that nobody has founded reminds nobody.
      if (organisation.revision > 0) await schedule.advance(place.organisation, now().toISOString());
    });
  }

  async tell(place: Place, to: PersonId, notices: readonly Notice[]): Promise<void> {
    const { organisations, now } = this.#options;
    await this.#quietly(async () => {
      const { organisation, assessment } = place;
      const { reminders } = (await organisations.standing(place)).organisation;
      // Who stopped reminders by one click in a mail was promised that no more mail comes.
      const isMailStopped = reminders[to]?.frequency === 'never';
      for (const notice of notices) {
        // Taking an answer back and giving it again is no news each time, and nobody may fill another's mailbox.
        if (!(await this.#isNews(to, notice))) continue;
        const id = `notice ${newSecret(londonDate(now()))}`;
        await this.#notify({ id, organisation, assessment, person: to, notice, isMailStopped }, noticeTries);
      }
    });
  }

  async #isNews(to: PersonId, notice: Notice): Promise<boolean> {
    try {
      await this.#sameNotices.consume(JSON.stringify([to, notice]));
      await this.#notices.consume(to);
      return true;
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes) return false;
      throw rejection;
    }
  }

  async #notify(delivery: NoticeDelivery, tries: number): Promise<void> {
    const { courier, pause = realPause } = this.#options;
    const outcome = await courier.notify(delivery);
    if (outcome.as !== 'later' || tries <= 1) return;
    // Nobody waits for it but the end of the process.
    this.#work(
      pause(outcome.seconds * 1000, this.#stopping.signal).then(
        () => this.#quietly(() => this.#notify(delivery, tries - 1)),
        () => undefined,
      ),
    );
  }

  async sync(person: PersonId, conversation: string): Promise<void> {
    await this.#quietly(async () => {
      const { places } = await this.#of(person);
      const since = this.#options.now().getTime() - doorsKnownFor;
      const others = places.filter(
        ({ key, state, seenAt }) => key !== conversation && state === 'open' && Date.parse(seenAt) > since,
      );
      for (const { reference } of others) {
        const id = `sync ${newSecret(londonDate(this.#options.now()))}`;
        // One door that is shut keeps nobody from the others.
        await this.#quietly(() => this.#options.speak(reference, { kind: 'sync', id }));
      }
    });
  }

  async ways(person: PersonId): Promise<readonly ('teams' | 'web' | 'email')[]> {
    const { reaches, now, sendsMail } = this.#options;
    const ways = waysTo(await reaches.of(person), now(), { sendsMail });
    return [...new Set(ways.map(({ via }) => via))];
  }

  async doors(
    { organisation }: Place,
    person: PersonId,
    services: readonly AssessmentId[],
  ): Promise<readonly string[]> {
    return (await this.#options.doors.of(person, organisation, services)).map(({ key }) => key);
  }

  async end(place: Place, person: PersonId, services: readonly AssessmentId[], conversation: string): Promise<void> {
    const { reaches, seats, documents, doors, calendars, stops, ledger } = this.#options;
    const { organisation } = place;
    const theirs = await doors.of(person, organisation, services);
    const ended = new Set(theirs.map(({ key }) => key));
    for (const { key, channel, id } of theirs) {
      // Last what it is found by: whoever is cut short finds it again.
      if (channel === Channels.Directline) {
        if (key === conversation) this.#forgetLater(id, key, services);
        else await this.#options.forgetConversation(id);
      }
      await endLinks(documents, key);
      await seats.clear(key);
      await doors.forget(person, organisation, key);
    }
    await calendars.revoke(calendarOwner({ organisation, person }));
    await stops.revoke({ organisation, person });
    await ledger.forget(organisation, person);
    if (await doors.isElsewhere(person, organisation)) await reaches.leave(person, ended);
    else await reaches.forget(person);
    this.#known.delete(person);
  }

  /** Whoever leaves of their own accord can read the goodbye; with the end of the process it goes at once. */
  #forgetLater(id: string, key: string, left: readonly AssessmentId[]): void {
    const { forgetConversation, pause = realPause } = this.#options;
    const forget = async (): Promise<void> => {
      if (!(await hasBegunAnew(key, left, this.#options))) await forgetConversation(id);
    };
    const isRead = pause(goodbyeTime, this.#stopping.signal).catch(() => undefined);
    this.#work(isRead.then(() => this.#quietly(forget)));
  }

  async setEmail(place: Place, address: string | undefined, locale: string | undefined) {
    const { reaches, firstMails, now } = this.#options;
    const { person, organisation, assessment } = place;
    if (address === undefined) {
      await reaches.setEmail(person, undefined);
      return 'stopped' as const;
    }
    const id = `confirm ${newSecret(londonDate(now()))}`;
    const { as } = await firstMails.give({ id, person, organisation, assessment, address, locale });
    if (as === 'noMail') return 'noEmailHere' as const;
    if (as === 'asked' || as === 'confirmed') return 'confirm' as const;
    return as === 'tooMany' || as === 'later' ? ('emailLater' as const) : ('wrongEmail' as const);
  }

  confirmEmail({ person, organisation }: Place, key: string): Promise<boolean> {
    const { reaches, schedule, now } = this.#options;
    return reaches.confirmEmail(person, key).then(async (isConfirmed) => {
      if (isConfirmed) await schedule.advance(organisation, now().toISOString());
      return isConfirmed;
    });
  }

  async invite({ organisation, assessment, person }: Place, address: string, link: string, locale: string | undefined) {
    const { firstMails, now } = this.#options;
    const id = `invite ${newSecret(londonDate(now()))}`;
    const { as } = await firstMails.invite({ id, organisation, assessment, person, address, locale }, link);
    return as === 'asked';
  }

  async calendar(place: Place, locale: string | undefined): Promise<string> {
    const { calendars, publicUrl } = this.#options;
    return calendarUrl(publicUrl, await calendars.issue(calendarOwner(place), 'feed', locale));
  }

  due({ organisation, person }: Place): Promise<readonly Reminder[]> {
    return this.#options.facts.due(organisation, person);
  }

  async sent(organisation: Organisation, place: Place): Promise<Extract<PeopleTold, { say: 'reminders' }>['sent']> {
    const { ledger, organisations } = this.#options;
    const { team } = await organisations.standing(place);
    const { members, noticePlace } = organisation;
    const people = [
      ...Object.keys(members),
      ...Object.keys(team.guests),
      ...(noticePlace === null ? [] : [noticePlace]),
    ];
    const history = await ledger.history(place.organisation, people);
    return history.slice(0, mostSent).map(({ person, reminders, at, state, via, why }) => {
      const name = team.members.find((member) => member.person === person)?.name ?? team.guests[person];
      return {
        ...(name !== undefined && { name }),
        kind: reminders[0]?.kind ?? 'plan',
        at,
        state,
        ...(via && { via }),
        ...(why && { why }),
      };
    });
  }

  async reminded({ organisation, person }: Place): ReturnType<PeopleReach['reminded']> {
    const history = await this.#options.ledger.history(organisation, [person]);
    const keys = history.map(({ reminders }) => reminders.map(reminderKey));
    return { last: keys[0] ?? [], all: keys.flat() };
  }

  async changed(place: Place, isUrgent = false): Promise<void> {
    const { organisations } = this.#options;
    if ((await organisations.standing(place)).organisation.revision === 0) return;
    const look = (): Promise<void> =>
      this.#quietly(() => this.#options.schedule.advance(place.organisation, this.#options.now().toISOString()));
    if (isUrgent) return look();
    const { organisation } = place;
    if (this.#settling.has(organisation)) return;
    const timer = setTimeout(() => {
      this.#settling.delete(organisation);
      this.#work(look());
    }, settleTime);
    timer.unref();
    this.#settling.set(organisation, timer);
  }

  /** What was to be looked at later is looked at now, and nothing is tried again; resolves when that is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const organisations = [...this.#settling.keys()];
    for (const timer of this.#settling.values()) clearTimeout(timer);
    this.#settling.clear();
    const now = this.#options.now().toISOString();
    for (const id of organisations) await this.#quietly(() => this.#options.schedule.advance(id, now));
    await Promise.all(this.#working);
  }

  #work(begun: Promise<void>): void {
    const work = begun.finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  async #of(person: PersonId): Promise<Reach> {
    const known = this.#known.get(person);
    if (known) return known;
    const reach = await this.#options.reaches.of(person);
    this.#known.set(person, reach);
    return reach;
  }

  async #quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.logger.error('people.afterFailed', describeError(error));
    }
  }
}

/** In milliseconds. */
const goodbyeTime = 60_000;
const realPause = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal, ref: false });

/** Whose a calendar is: of one person in one organisation. */
export function calendarOwner({ organisation, person }: Pick<Place, 'organisation' | 'person'>): string {
  return `${organisation}/${person}`;
}

/** The organisation and the person of a calendar. */
export function calendarOwned(owner: string): [organisation: string, person: string] {
  const [organisation = '', person = ''] = owner.split('/');
  return [organisation, person];
}
