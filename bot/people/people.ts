import type { ConversationReference, TurnContext } from 'botbuilder';
import type { Server } from 'restify';
import type { Assessment } from '../../core/assessment.ts';
import type { AssessmentEvent } from '../../core/model.ts';
import { decideReminders } from '../../core/reminders/decide.ts';
import { londonDate } from '../../core/time.ts';
import type { Brought as BroughtTurn } from '../../dialogs/brought.ts';
import type { Place } from '../../dialogs/identity.ts';
import type { PeopleDesk } from '../../dialogs/peopleDesk.ts';
import type { ReminderWords } from '../../dialogs/reminderWords.ts';
import type { Store } from '../../storage/ports.ts';
import type { Records } from '../../storage/records.ts';
import type { ReturnCodes } from '../../storage/returnCodes.ts';
import { Seats } from '../../storage/seats.ts';
import type { ChannelAdapter } from '../channels.ts';
import type { Content } from '../content.ts';
import type { DirectLineAdapter } from '../directLine/adapter.ts';
import { type HostVisitors, OwnConversations } from '../hostIdentity/visitors.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import type { MailConfig } from '../mailConfig.ts';
import { CalendarLinks } from '../reach/calendarLinks.ts';
import { calendarRoutes } from '../reach/calendarRoutes.ts';
import { type Brought, createCourier, type StopFor } from '../reach/courier.ts';
import { createFirstMails } from '../reach/firstMails.ts';
import { Letters } from '../reach/letters.ts';
import { createMailer } from '../reach/mailer.ts';
import { Reaches } from '../reach/reaches.ts';
import { Ledger } from '../reminders/ledger.ts';
import { ReminderRunner } from '../reminders/runner.ts';
import { Schedule } from '../reminders/schedule.ts';
import { ConnectorError } from '../teams/connectorError.ts';
import { TeamNotices } from '../teams/teamNotices.ts';
import type { Accesses } from './access.ts';
import { Desk } from './desk.ts';
import { Doors } from './doors.ts';
import { Handovers } from './handovers.ts';
import { holdTo } from './holdTo.ts';
import { HostPeople, hostNewcomer } from './hostVisitors.ts';
import { createCodeForAddress, createMailedLinks } from './mailedLinks.ts';
import type { Organisations } from './organisations.ts';
import { calendarOwned, PeopleReaching } from './reach.ts';
import { RecordedFacts } from './reminderFacts.ts';
import { Speaker } from './speaker.ts';
import { StopLinks } from './stopLinks.ts';
import { stopRoutes, stopUrl } from './stopRoutes.ts';
import { TenantPlaces } from './tenantPlaces.ts';
import { WholeOrganisations } from './wholeOrganisation.ts';

export interface PeopleOptions {
  readonly store: Store;
  readonly content: Content;
  readonly records: Records<Assessment, AssessmentEvent>;
  readonly organisations: Organisations;
  readonly codes: ReturnCodes;
  readonly reminderWords: (locale: string | undefined) => ReminderWords;
  readonly codeLink: (code: string) => string;
  readonly accesses: Accesses;
  /** Absent: this installation sends no mail. */
  readonly mail: MailConfig | undefined;
  readonly sharedTenants: readonly string[];
  /** Origin of our pages. */
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** What of the service is there once it is put together. */
export interface PeopleSurroundings {
  readonly directLine: DirectLineAdapter;
  readonly channels: ChannelAdapter;
  readonly logic: (context: TurnContext) => Promise<void>;
  readonly limits: Limits;
}

/** People and reminders on the server's side: what the dialog asks of them, and their own addresses. */
export interface People {
  readonly desk: PeopleDesk;
  /** Who speaks, as a member of their tenant's organisation; undefined for everybody else. Founds nothing. */
  readonly memberOf: (context: TurnContext) => Promise<Place | undefined>;
  readonly teamNotices: TeamNotices;
  readonly hostVisitors: HostVisitors;
  readonly reminders: ReminderRunner;
  /** Ties it to the conversations; to be called once, before the server listens. */
  open(around: PeopleSurroundings): OpenPeople;
}

export interface OpenPeople {
  routes(server: Server): void;
  /** Goes on with what a process that is gone had begun; to be called before anybody is served. Never rejects. */
  resume(): Promise<void>;
  /** Reminds nobody any more, and writes down what was to be looked at later. */
  stop(): Promise<void>;
}

export function createPeople(options: PeopleOptions): People {
  const { store, content, records, organisations, codes, codeLink, mail, publicUrl, logger, now } = options;
  const { documents } = store;
  let around: { readonly speaker: Speaker; readonly directLine: DirectLineAdapter } | undefined;

  const seats = new Seats(documents);
  const doors = new Doors(store, seats);
  const reaches = new Reaches(documents, now);
  const schedule = new Schedule({ documents, now });
  const ledger = new Ledger({ documents, now });
  const calendars = new CalendarLinks(documents, now);
  const mailer = mail && createMailer(mail);
  const letters = (locale: string | undefined): Letters =>
    new Letters(content.words(locale), options.reminderWords(locale));

  const oneTimeLink = createMailedLinks({ organisations, records, codes, codeLink, publicUrl });
  const stops = new StopLinks(documents, now);
  const stopLink = async ({ locale, ...place }: StopFor): Promise<string> =>
    stopUrl(publicUrl, await stops.issue({ place, ...(locale !== undefined && { locale }) }));

  const enter = async (reference: Partial<ConversationReference>, brought: Brought): Promise<void> => {
    if (!around) throw new ConnectorError({ failure: 'unreachable', mayHaveArrived: false });
    await holdTo(seats, brought.delivery.person, reference);
    await around.speaker.speak(reference, turnOf(brought));
  };
  const courier = createCourier({ reaches, enter, mailer, letters, oneTimeLink, stopLink, now, logger });
  const facts = new RecordedFacts({ log: store.log, organisations, records, content, now });
  const reach = new PeopleReaching({
    facts,
    ...{ documents, organisations, reaches, courier, calendars, stops, schedule, ledger, publicUrl, logger, now },
    sendsMail: mailer !== undefined,
    firstMails: createFirstMails({ reaches, mailer, letters, codeForAddress: createCodeForAddress(codes) }),
    ...{ seats, doors, log: store.log },
    speak: async (reference, brought) => around?.speaker.speak(reference, brought),
    forgetConversation: async (id) => around?.directLine.forget(id),
  });

  const reminders = new ReminderRunner({
    ...{ documents, courier, now, logger },
    facts,
    calendar: content.calendar,
    decide: decideReminders,
  });

  const whole = new WholeOrganisations({
    ...{ store, organisations, records, seats, doors, reaches, calendars, stops, schedule, ledger },
    ...{ publicUrl, logger, now },
    accesses: options.accesses,
    forgetConversation: async (id) => around?.directLine.forget(id),
    book: content.book,
    words: content.words(),
  });
  const tenants = new TenantPlaces(documents);
  const handovers = new Handovers({ documents, organisations, records, codes, reach, now });
  const desk = new Desk({
    ...{ handovers },
    ...{ organisations, records, codes, codeLink, logger, now, reach, tenants },
    whole,
    sharedTenants: options.sharedTenants,
    hostNewcomer: (conversation) => hostNewcomer(documents, conversation),
  });
  return {
    desk,
    memberOf: (context) => desk.memberOf(context),
    teamNotices: new TeamNotices({
      ...{ organisations, reaches, tenants, now },
      memberOf: (context) => desk.memberOf(context),
      changed: (place) => reach.changed(place, true),
      words: content.words,
      reminderWords: options.reminderWords,
    }),
    hostVisitors: new HostPeople({
      ...{ documents, organisations, seats },
      conversations: new OwnConversations(documents),
    }),
    reminders,
    open({ directLine, channels, logic, limits }) {
      around = { directLine, speaker: new Speaker({ directLine, channels, logic }) };
      // Without them only weekends are days off.
      const year = Number(londonDate(now()).slice(0, 4));
      if (!content.calendar.covers(year)) logger.warn('reminders.bankHolidaysUnknown', { year });
      reminders.start();
      return {
        routes(server) {
          whole.routes(server, limits);
          stopRoutes(server, { links: stops, organisations, words: content.words, publicUrl, limits, logger });
          calendarRoutes(server, {
            links: calendars,
            remindersAhead: (owner) => facts.ahead(...calendarOwned(owner)),
            words: options.reminderWords,
            publicUrl,
            limits,
            logger,
          });
        },
        async resume() {
          await reach.begin();
          await whole.resume();
        },
        async stop() {
          await reminders.stop();
          await desk.idle();
          await reach.stop();
          await whole.stop();
        },
      };
    },
  };
}

function turnOf(brought: Brought): BroughtTurn {
  if (brought.as === 'notice') {
    const { id, notice } = brought.delivery;
    return { kind: 'notices', id, notices: [notice] };
  }
  const { id, reminders, isFirst } = brought.delivery;
  return { kind: 'reminders', id, reminders, isFirst };
}
