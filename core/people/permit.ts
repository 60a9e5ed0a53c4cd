import type { Assessment } from '../assessment.ts';
import { type Documents, documentOf, isFile, usedFor } from '../evidence/documents.ts';
import type { DocumentId, EvidenceDocument } from '../evidence/model.ts';
import type { AssessmentEvent, QuestionId } from '../model.ts';
import type { QuestionBook } from '../questions.ts';
import type { Context, Cursor, Effect, Situation, Step } from '../turn.ts';
import type { Grant } from './model.ts';
import type { PeopleRequest } from './requests.ts';
import { type Action, may } from './roles.ts';

/**
 * The one place where a turn is held to the role of whoever takes it. It looks at what a turn would write and say, not at how it was asked
 * for, so that no way of asking goes round it; each event, effect and request has its action in a table that a new one cannot be left out of.
 */
export function permitted(grant: Grant, situation: Situation, step: Step): Step {
  const denied =
    step.events
      .map((event) => forEvent(event, situation.assessment, step.events, grant))
      .find((action) => action !== undefined) ??
    step.effects.map((effect) => forEffect(effect, grant)).find((action) => action !== undefined);
  if (denied !== undefined) return refusal(denied, situation.cursor);
  return may(grant, 'answer') ? step : withoutQuestions(step);
}

/** What programs write by themselves is nobody's doing. */
const eventActions: Readonly<Record<AssessmentEvent['type'], Action | undefined>> = {
  assessmentStarted: 'see',
  questionAnswered: 'answer',
  answerWithdrawn: 'answer',
  questionSkipped: 'answer',
  approachingFirstChosen: 'answer',
  optionalChosen: 'answer',
  commitUndone: 'answer',
  documentAdded: 'attach',
  documentReplaced: 'attach',
  documentDescribed: 'attach',
  evidenceAttached: 'attach',
  evidenceDetached: 'attach',
  documentDeleted: 'deleteDocument',
  documentOpened: 'openDocument',
  documentScanned: undefined,
  documentChecked: undefined,
  questionAssigned: 'handOn',
  assignmentAccepted: 'answer',
  assignmentHandedBack: 'answer',
  assignmentWithdrawn: 'handOn',
  assignmentMoved: 'managePeople',
  publicationNoted: 'notePublished',
};

function forEvent(
  event: AssessmentEvent,
  assessment: Assessment,
  beside: readonly AssessmentEvent[],
  grant: Grant,
): Action | undefined {
  // Whoever was asked, and nobody else, may always say that they cannot, and take it on.
  if (event.type === 'assignmentHandedBack' || event.type === 'assignmentAccepted') {
    const isTheirs = assessment.assignments.some(({ id, to }) => id === event.assignment && to === grant.person);
    return isTheirs ? undefined : eventActions[event.type];
  }
  // What everybody is asked, and in which order, is for those to choose who see the whole.
  const isForAll = event.type === 'approachingFirstChosen' || event.type === 'optionalChosen';
  if (isForAll && !may(grant, 'seeAll')) return 'seeAll';
  // Words that say where something is kept come and go with their answer.
  const isWords = event.type === 'documentDeleted' && isOnlyWords(documentOf(assessment.documents, event.document));
  const action = isWords ? 'answer' : eventActions[event.type];
  if (action === undefined) return undefined;
  return may(grant, action) &&
    isInReach(event, assessment.documents, beside, (question) => may(grant, action, question))
    ? undefined
    : action;
}

const isOnlyWords = (document: EvidenceDocument | undefined): boolean =>
  document?.versions.every(({ source }) => !isFile(source)) === true;

/** What no question is, and so is within no guest's reach. */
const noQuestion: QuestionId = '';

/** Whether all that an event is about is reached: its question, and those that its document is used for. */
function isInReach(
  event: AssessmentEvent,
  documents: Documents,
  beside: readonly AssessmentEvent[],
  reaches: (question: QuestionId) => boolean,
): boolean {
  switch (event.type) {
    case 'documentAdded':
      return reaches(event.question ?? noQuestion);
    case 'commitUndone':
      return [
        ...Object.keys(event.putOff),
        // What a document goes back to names all that it was used for.
        ...Object.values(event.documents ?? {}).flatMap((before) => before?.usedFor ?? []),
      ].every(reaches);
    case 'evidenceAttached':
    case 'evidenceDetached':
      return reaches(event.question) && usesOf(event.document, documents, beside).some(reaches);
    default:
      if ('question' in event) return reaches(event.question);
      return 'document' in event ? usesOf(event.document, documents, beside).every(reaches) : true;
  }
}

/** The questions that a document is used for; one for no question is for all of them. `beside`: what the same turn writes. */
function usesOf(id: DocumentId, documents: Documents, beside: readonly AssessmentEvent[]): readonly QuestionId[] {
  const added = beside.flatMap((event) =>
    event.type === 'documentAdded' && event.document === id && event.question !== undefined ? [event.question] : [],
  );
  const uses = documentOf(documents, id)?.usedFor ?? added;
  return uses.length > 0 ? uses : [noQuestion];
}

/** What saying it shows; undefined where it shows nothing of the assessment. */
const effectActions: Readonly<Record<Exclude<Effect['type'], 'people' | 'confirmPeople'>, Action | undefined>> = {
  greeting: undefined,
  welcomeBack: 'see',
  ready: undefined,
  saved: 'see',
  alreadySaved: 'see',
  unnecessary: 'see',
  necessaryAgain: 'see',
  nextStep: undefined,
  clarify: undefined,
  stale: undefined,
  explain: undefined,
  unknownTerm: undefined,
  about: undefined,
  letter: 'see',
  skipped: undefined,
  undone: 'see',
  documentUndone: 'see',
  confirmUndo: 'see',
  cannotUndo: undefined,
  nothingToUndo: undefined,
  undoTooLate: undefined,
  nothingBefore: undefined,
  noSuchQuestion: undefined,
  lostPlace: undefined,
  allAsked: 'seeAll',
  secondRound: undefined,
  notSaved: undefined,
  answeredElsewhere: 'see',
  factChanged: undefined,
  rephrase: undefined,
  publish: undefined,
  faq: undefined,
  youAreWelcome: undefined,
  help: undefined,
  status: 'seeAll',
  person: undefined,
  emergency: undefined,
  personalDataRemoved: undefined,
  approachingFirst: undefined,
  uploadLink: 'attach',
  fileKept: 'see',
  fileRefused: undefined,
  fileHeld: 'attach',
  alreadyKept: 'see',
  placeKept: 'see',
  heldWaiting: 'attach',
  tooManyDocuments: undefined,
  received: 'see',
  fileNotKept: undefined,
  fileGone: undefined,
  wordsBesideFile: undefined,
  documents: 'seeAll',
  evidence: 'see',
  document: 'see',
  documentsOn: 'seeAll',
  openDocument: 'openDocument',
  noSuchDocument: undefined,
  documentUsedFor: 'see',
  documentNotUsedFor: 'see',
  confirmDelete: 'deleteDocument',
  documentDeleted: 'see',
  documentDescribed: 'see',
  dateNotUnderstood: undefined,
  filesFound: 'see',
  scanned: 'see',
  // What an event brought about; the event is what is held to the role.
  discardFiles: undefined,
  unreadableCard: undefined,
  goodbye: undefined,
  startFresh: undefined,
  section: 'seeAll',
  issueReturnCode: 'returnCode',
  cancelReturnCodes: 'cancelReturnCodes',
  openReturnCode: undefined,
  ask: 'see',
  summary: 'seeAll',
  notAllowed: undefined,
  onlyLooking: undefined,
  whichRole: 'managePeople',
  whoToAsk: 'handOn',
  noSuchPerson: 'seePeople',
  handedOn: 'see',
  alreadyHandedOn: 'see',
  handedBack: undefined,
  takenOn: undefined,
  withdrawn: 'see',
  nothingHandedOn: undefined,
  assignments: 'see',
  guestCode: 'handOn',
  notice: undefined,
  guestWelcome: undefined,
  guestDone: undefined,
  publicationNoted: 'see',
  letters: 'seeAll',
  reminder: undefined,
  edited: 'see',
};

const requestActions: Readonly<Record<PeopleRequest['ask'], Action | undefined>> = {
  people: 'seePeople',
  invite: 'managePeople',
  withdrawInvitation: 'managePeople',
  letIn: 'managePeople',
  keepOut: 'managePeople',
  // Whoever is new has no role yet and is asked before any turn; from all others it is a way of asking who is in.
  join: 'seePeople',
  ownService: 'seePeople',
  setRole: 'managePeople',
  remove: 'managePeople',
  forgetName: 'managePeople',
  // Somebody outside is called what whoever asked them calls them.
  callMe: 'seeAll',
  link: 'returnCode',
  reminders: 'ownReminders',
  remindMe: 'ownReminders',
  quietHours: 'ownReminders',
  snooze: 'ownReminders',
  email: 'ownReminders',
  calendar: 'ownReminders',
  services: 'seePeople',
  addService: 'addService',
  goTo: 'seePeople',
  takeAway: 'takeAway',
  deleteAll: 'deleteAll',
  notices: 'managePeople',
};

/** The action that a request needs; undefined where anybody may ask. */
export function actionOf({ ask }: PeopleRequest): Action | undefined {
  return requestActions[ask];
}

function forEffect(effect: Effect, grant: Grant): Action | undefined {
  const isOfPeople = effect.type === 'people' || effect.type === 'confirmPeople';
  const action = isOfPeople ? actionOf(effect.request) : effectActions[effect.type];
  if (action === undefined) return undefined;
  // A name of one's own, and one's own way out, are nobody else's business.
  if (isOfPeople && isAboutOneself(effect.request, grant)) return undefined;
  return may(grant, action, questionIn(effect)) ? undefined : action;
}

function questionIn(effect: Effect): QuestionId | undefined {
  if (effect.type === 'ask') return effect.question.id;
  return 'question' in effect ? effect.question : undefined;
}

function isAboutOneself(request: PeopleRequest, { person }: Grant): boolean {
  return (request.ask === 'forgetName' || request.ask === 'remove') && request.person === person;
}

/** A question stays open only for those who may answer it. */
function refusal(action: Action, cursor: Cursor): Step {
  const { pending: _, ...rest } = cursor;
  return { events: [], cursor: rest, effects: [{ type: 'notAllowed', action }] };
}

const aboutTheOpenQuestion: ReadonlySet<Effect['type']> = new Set(['ask', 'ready', 'secondRound', 'lostPlace']);

/** For those who look on: nothing is asked of them but whether they are sure. */
function withoutQuestions({ cursor, effects, ...step }: Step): Step {
  const { asked: _, seen: __, pending, ...others } = cursor;
  const rest = pending?.type === 'people' ? { ...others, pending } : others;
  const told = effects.filter(({ type }) => !aboutTheOpenQuestion.has(type));
  const isOnlyWelcome = told.every(({ type }) => type === 'welcomeBack' || type === 'greeting');
  return { ...step, cursor: rest, effects: isOnlyWelcome ? [...told, { type: 'onlyLooking' }] : told };
}

/** What a guest is shown of the record, and asked from it: the questions handed on to them, and nothing else is there at all. */
export function seenBy(
  grant: Grant,
  { context, situation }: { readonly context: Context; readonly situation: Situation },
): { readonly context: Context; readonly situation: Situation } {
  if (grant.role !== 'guest') return { context, situation };
  return {
    context: {
      ...context,
      book: bookOf(context.book, grant.questions),
      // Whether a name is known here would tell who is.
      team: { ...context.team, members: [], guests: {} },
    },
    situation: { ...situation, assessment: assessmentFor(grant, situation.assessment) },
  };
}

/** A book with these items and no others, each of which counts. */
export function bookOf(book: QuestionBook, items: readonly QuestionId[]): QuestionBook {
  const kept = book.set.items.filter(({ id }) => items.includes(id));
  const isKept = (id: QuestionId): boolean => items.some((item) => id === item || id.startsWith(`${item}.`));
  return {
    set: { ...book.set, items: kept },
    setup: [],
    mandatory: kept,
    optional: [],
    find: (id) => (isKept(id) ? book.find(id) : undefined),
    followUpsOf: (item) => book.followUpsOf(item),
  };
}

/** The record as a guest may know it. What was said in set-up stays: it decides how things are put. */
export function assessmentFor(grant: Grant, assessment: Assessment): Assessment {
  if (grant.role !== 'guest') return assessment;
  const { questions, person } = grant;
  const itemOf = (id: QuestionId) => questions.find((item) => id === item || id.startsWith(`${item}.`));
  const isSeen = (id: QuestionId): boolean => id.startsWith('setup.') || itemOf(id) !== undefined;
  const theirs = assessment.assignments.filter(({ to }) => to === person);
  const since = new Map(theirs.map(({ question, at }) => [question, at]));
  const only = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => isSeen(id)));
  const documents = Object.fromEntries(
    questions.flatMap((item) =>
      usedFor(assessment.documents, item).map(
        (document) => [document.id, { ...document, usedFor: document.usedFor.filter(isSeen) }] as const,
      ),
    ),
  );
  return {
    ...assessment,
    // What the service had said before is its own: a question is handed on to be answered.
    answers: Object.fromEntries(
      Object.entries(only(assessment.answers)).filter(([id, { at }]) => at >= (since.get(itemOf(id) ?? '') ?? '')),
    ),
    putOff: only(assessment.putOff),
    documents,
    undoable: assessment.undoable.filter(({ by }) => by === person),
    assignments: theirs,
    approachingFirst: false,
    withOptional: false,
  };
}
