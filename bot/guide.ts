import { type Activity, ConversationState, type Middleware } from 'botbuilder';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../core/assessment.ts';
import type { AssessmentEvent } from '../core/model.ts';
import { londonDate } from '../core/time.ts';
import { AssessmentDialog } from '../dialogs/assessmentDialog.ts';
import { forKeeping } from '../dialogs/forKeeping.ts';
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
import { GuideBot } from './guideBot.ts';

/** Folded assessments kept in memory; each takes some 10 to 50 KB. */
const assessmentsInMemory = 1000;

export interface GuideOptions {
  readonly store: Store;
  readonly content: Content;
  readonly support: Support;
  /** Origin of our page, for return links. */
  readonly publicUrl: string;
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
  /** Said when a turn failed. */
  readonly errorSentence: (reference: string, locale?: string) => string;
}

export function createGuide(options: GuideOptions): Guide {
  const { store, content, support, publicUrl, now = () => new Date() } = options;
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
  const english = content.words();
  const dialog = new AssessmentDialog({
    records,
    seats: new Seats(store.documents),
    codes: createCodeDesk(new ReturnCodes(store.documents, content.codeWords)),
    context: content,
    presenter: (locale) => presenters.get(content.words(locale).locale) as Presenter,
    now,
    returnLink: (code) => `${publicUrl}/#code=${code.replaceAll(' ', '-')}`,
    callerOf,
  });
  const states = new TurnStates(new DocumentsStorage(store.documents));
  return {
    bot: new GuideBot(dialog, new ConversationState(states)),
    states,
    guard: new PersonalDataGuard(
      () => londonDate(now()),
      (kind) => english(`guide:removed/mark/${kind}`),
    ),
    forKeeping: (activity) => forKeeping(activity, content.isCodeWord, english('guide:removed/mark/returnCode')),
    errorSentence: (reference, locale) => content.words(locale)('guide:error', { reference }),
  };
}
