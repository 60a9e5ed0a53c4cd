import { randomUUID } from 'node:crypto';
import { type Activity, ConversationState, type Middleware } from 'botbuilder';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../core/assessment.ts';
import type { AssessmentEvent } from '../core/model.ts';
import { grantIn } from '../core/people/grant.ts';
import { assessmentFor } from '../core/people/permit.ts';
import { londonDate } from '../core/time.ts';
import { AssessmentDialog } from '../dialogs/assessmentDialog.ts';
import { CardsNow, createCardNow } from '../dialogs/cardNow.ts';
import { createCurrentPlace } from '../dialogs/currentPlace.ts';
import { forKeeping } from '../dialogs/forKeeping.ts';
import { conversationKey, placeIn } from '../dialogs/identity.ts';
import { PersonalDataGuard } from '../dialogs/personalDataGuard.ts';
import { Presenter } from '../dialogs/present.ts';
import type { Support } from '../dialogs/said.ts';
import { DocumentsStorage } from '../storage/documentsStorage.ts';
import type { Store } from '../storage/ports.ts';
import { Records } from '../storage/records.ts';
import { ReturnCodes } from '../storage/returnCodes.ts';
import { Seats } from '../storage/seats.ts';
import { createCodeDesk } from './codeDesk.ts';
import type { Content } from './content.ts';
import { callerOf } from './directLine/adapter.ts';
import { TurnStates } from './directLine/turnStates.ts';
import { createEvidence, type Evidence } from './evidence/evidence.ts';
import type { FileInspector } from './evidence/intake.ts';
import type { Scanner } from './evidence/scanner.ts';
import { GuideBot } from './guideBot.ts';
import type { Logger } from './logger.ts';
import type { MailConfig } from './mailConfig.ts';
import type { Accesses } from './people/access.ts';
import { Organisations } from './people/organisations.ts';
import { createPeople, type People } from './people/people.ts';
import type { TeamsDesk } from './teams/cardPresses.ts';
import { isGroup } from './teams/conversations.ts';
import { Greetings } from './teams/greetings.ts';

/** Folded assessments kept in memory; each takes some 10 to 50 KB. */
const assessmentsInMemory = 1000;

export interface GuideOptions {
  readonly store: Store;
  readonly content: Content;
  readonly support: Support;
  /** Origin of our pages, for the links that we give. */
  readonly publicUrl: string;
  readonly inspector: FileInspector;
  /** Absent: nobody looks for viruses. */
  readonly scanner?: Scanner | undefined;
  /** Absent: this installation sends no mail. */
  readonly mail?: MailConfig | undefined;
  /** Tenants in which strangers meet. */
  readonly sharedTenants?: readonly string[];
  readonly logger: Logger;
  readonly now?: () => Date;
}

/** The bot and what every adapter must do around it. */
export interface Guide {
  readonly bot: GuideBot;
  /** To be used by every adapter, first of all. */
  readonly guard: Middleware;
  /** What a transcript may keep of an activity. */
  readonly forKeeping: (activity: Activity) => Activity;
  /** For the Direct Line adapter, which keeps the state of its conversations with what was said. */
  readonly states: TurnStates;
  /** For channels: cards that were sent before, as they stand now. */
  readonly teams: TeamsDesk;
  /** Files: for the app, which gives them their addresses. */
  readonly evidence: Evidence;
  /** People and reminders: for the app, which gives them their addresses. */
  readonly people: People;
  /** Said when a turn failed. */
  readonly errorSentence: (reference: string, locale?: string) => string;
}

export function createGuide(options: GuideOptions): Guide {
  const { store, content, support, publicUrl, inspector, scanner, logger, now = () => new Date() } = options;
  const records = new Records<Assessment, AssessmentEvent>({
    log: store.log,
    documents: store.documents,
    fold,
    initial: emptyAssessment,
    schema: assessmentSchema,
    cacheSize: assessmentsInMemory,
  });
  const presenters = new Map(
    content.languages.map((language) => [
      language,
      new Presenter(content.words(language), content.book, content.terms, support),
    ]),
  );
  const organisations = new Organisations(store, now);
  const accesses: Accesses = async (place) => {
    const { organisation } = await organisations.standing(place);
    const { state } = await records.read(`assessment/${place.assessment}`);
    const grant = grantIn(organisation, state, place.person);
    return grant && { grant, assessment: assessmentFor(grant, state) };
  };
  const english = content.words();
  const presenter = (locale: string | undefined): Presenter =>
    presenters.get(content.words(locale).locale) as Presenter;
  const evidence = createEvidence({
    store,
    inspector,
    scanner,
    documentKinds: content.documentKinds,
    nameless: english('guide:evidence/nameless'),
    assessment: async (id) => (await records.read(`assessment/${id}`)).state,
    accesses,
    noteOpened: ({ assessment, person }, document, version) =>
      records.update(`assessment/${assessment}`, () => ({
        commit: {
          at: now().toISOString(),
          by: person,
          inputId: randomUUID(),
          events: [{ type: 'documentOpened', document, version }],
        },
        result: undefined,
      })),
    questionWords: (question, locale) => presenter(locale).questionWords(question),
    describe: (sent, locale) => presenter(locale).outcome(sent),
    placeOf: (context) => placeOf(context),
    notFetched: (count, locale) => content.words(locale)('teams:notFetched', { count }),
    publicUrl,
    logger,
    now,
  });
  const codes = new ReturnCodes(store.documents, content.codeWords);
  const codeLink = (code: string): string => `${publicUrl}/#code=${code.replaceAll(' ', '-')}`;
  const people = createPeople({
    ...{ store, content, records, organisations, accesses, codes, codeLink, publicUrl, logger, now },
    reminderWords: (locale) => presenter(locale).reminderWords,
    mail: options.mail,
    sharedTenants: options.sharedTenants ?? [],
  });
  const seats = new Seats(store.documents);
  const placeOf = createCurrentPlace(seats, people.desk);
  const dialog = new AssessmentDialog({
    records,
    evidence: evidence.desk,
    people: people.desk,
    seats,
    codes: createCodeDesk(codes),
    context: content,
    presenter,
    now,
    returnLink: codeLink,
    callerOf,
  });
  const cards = new Map(
    content.languages.map((language) => [language, new CardsNow(content.words(language), content.book, content.terms)]),
  );
  const cardNow = createCardNow({
    placeOf,
    accesses,
    cards: (locale) => cards.get(content.words(locale).locale) as CardsNow,
  });
  const onReach: TeamsDesk['onReach'] = async (context, state) => {
    // Whoever is there is noted by their turns; a guide that was taken away has none.
    if (state !== 'gone') return;
    if (isGroup(context.activity)) return people.teamNotices.gone(context);
    const seat = await seats.get(conversationKey(context.activity));
    const place = seat ? placeIn(seat) : await people.memberOf(context);
    if (place) await people.desk.note(place, context);
  };
  const states = new TurnStates(new DocumentsStorage(store.documents));
  return {
    bot: new GuideBot(dialog, new ConversationState(states), {
      greetings: new Greetings(store.documents),
      teamNotices: people.teamNotices,
      words: content.words,
    }),
    teams: { cardNow, words: content.words, onReach },
    states,
    evidence,
    people,
    guard: new PersonalDataGuard(
      () => londonDate(now()),
      (kind) => english(`guide:removed/mark/${kind}`),
    ),
    forKeeping: (activity) => forKeeping(activity, content.isCodeWord, english('guide:removed/mark/returnCode')),
    errorSentence: (reference, locale) => content.words(locale)('guide:error', { reference }),
  };
}
