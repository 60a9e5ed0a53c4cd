/** What a turn would write, say and ask for, held to each role. The tables are closed: a new event, effect or request has no row yet and does not compile. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Assessment, emptyAssessment, fold } from '../../../core/assessment.ts';
import type { AssessmentEvent } from '../../../core/model.ts';
import { type Grant, roles } from '../../../core/people/model.ts';
import { actionOf, permitted } from '../../../core/people/permit.ts';
import type { PeopleRequest } from '../../../core/people/requests.ts';
import { type Action, may } from '../../../core/people/roles.ts';
import type { Question } from '../../../core/questions.ts';
import { type Cursor, type Effect, emptyCursor, type Step } from '../../../core/turn.ts';
import { realContent } from '../../support/guide.ts';
import { fileSource } from './anyInput.ts';

const at = '2026-11-21T10:00:00.000Z';
const asked = '3.2.1';
/** A question that the guest was not handed. */
const other = '1.1.5';
const everybody = undefined;

const grants: readonly Grant[] = [
  ...roles.map((role): Grant => ({ person: 'p', role })),
  { person: 'p', role: 'guest', questions: [asked] },
];
const [manager, guest] = [grants[0], grants.at(-1)] as readonly [Grant, Grant];

const assessment: Assessment = fold(emptyAssessment, {
  ...{ revision: 1, at, by: 'boss', inputId: 'start' },
  events: [
    { type: 'documentAdded', document: 'theirs', source: fileSource('theirs'), question: asked },
    { type: 'documentAdded', document: 'shared', source: fileSource('shared'), question: asked },
    { type: 'evidenceAttached', document: 'shared', question: other },
    { type: 'documentAdded', document: 'other', source: fileSource('other'), question: other },
    { type: 'documentAdded', document: 'loose', source: fileSource('loose') },
    { type: 'documentAdded', document: 'words', source: { keptAt: 'in the office' }, question: asked },
    { type: 'questionAssigned', assignment: 'mine', question: asked, to: 'p' },
    { type: 'questionAssigned', assignment: 'others', question: other, to: 'q' },
  ],
});

type EventRow = readonly [needs: Action | undefined | 'askedOnly', event: AssessmentEvent];
/** Events about the question that the guest was handed, or a document used for it alone. */
const events: Readonly<Record<AssessmentEvent['type'], EventRow>> = {
  assessmentStarted: ['see', { type: 'assessmentStarted', edition: 'e' }],
  questionAnswered: ['answer', { type: 'questionAnswered', question: asked, answer: { as: 'yes' } }],
  answerWithdrawn: ['answer', { type: 'answerWithdrawn', question: asked }],
  questionSkipped: ['answer', { type: 'questionSkipped', question: asked }],
  // By those who see the whole.
  approachingFirstChosen: ['answer', { type: 'approachingFirstChosen' }],
  optionalChosen: ['answer', { type: 'optionalChosen' }],
  commitUndone: ['answer', { type: 'commitUndone', revision: 1, restored: { [asked]: null }, putOff: { [asked]: 0 } }],
  documentAdded: ['attach', { type: 'documentAdded', document: 'd', source: fileSource('d'), question: asked }],
  documentReplaced: ['attach', { type: 'documentReplaced', document: 'theirs', source: fileSource('d') }],
  documentDescribed: ['attach', { type: 'documentDescribed', document: 'theirs', owner: 'Jo' }],
  evidenceAttached: ['attach', { type: 'evidenceAttached', document: 'theirs', question: asked }],
  evidenceDetached: ['attach', { type: 'evidenceDetached', document: 'theirs', question: asked }],
  documentDeleted: ['deleteDocument', { type: 'documentDeleted', document: 'theirs' }],
  documentOpened: ['openDocument', { type: 'documentOpened', document: 'theirs', version: 0 }],
  documentScanned: [everybody, { type: 'documentScanned', document: 'other', file: 'f', result: 'clean' }],
  documentChecked: [everybody, { type: 'documentChecked', document: 'other', version: 0, found: 'missing' }],
  questionAssigned: ['handOn', { type: 'questionAssigned', assignment: 'new', question: asked, to: 'q' }],
  assignmentAccepted: ['askedOnly', { type: 'assignmentAccepted', assignment: 'others' }],
  assignmentHandedBack: ['askedOnly', { type: 'assignmentHandedBack', assignment: 'others' }],
  assignmentWithdrawn: ['handOn', { type: 'assignmentWithdrawn', assignment: 'mine' }],
  assignmentMoved: ['managePeople', { type: 'assignmentMoved', assignment: 'mine', to: 'q' }],
  publicationNoted: ['notePublished', { type: 'publicationNoted', on: '2026-11-20' }],
};

/** The same about what a guest was not handed: refused to guests, whatever their role may do. */
const beyond: readonly AssessmentEvent[] = [
  { type: 'questionAnswered', question: other, answer: { as: 'yes' } },
  { type: 'questionAnswered', question: 'setup.name', answer: { as: 'value', value: { text: 'Mallory' } } },
  { type: 'questionAnswered', question: '3.2.10', answer: { as: 'yes' } },
  { type: 'answerWithdrawn', question: other },
  { type: 'questionSkipped', question: other },
  { type: 'commitUndone', revision: 1, restored: { [other]: null }, putOff: { [other]: 0 } },
  { type: 'commitUndone', revision: 1, restored: {}, putOff: { [asked]: 0, [other]: 0 } },
  { type: 'documentAdded', document: 'd', source: fileSource('d'), question: other },
  { type: 'documentAdded', document: 'd', source: fileSource('d') },
  ...['shared', 'other', 'loose', 'nobody'].flatMap((document): readonly AssessmentEvent[] => [
    { type: 'documentReplaced', document, source: fileSource('d') },
    { type: 'documentDescribed', document, owner: 'Mallory' },
  ]),
  ...['other', 'loose', 'nobody'].map(
    (document): AssessmentEvent => ({ type: 'evidenceAttached', document, question: asked }),
  ),
  { type: 'evidenceAttached', document: 'theirs', question: other },
  { type: 'evidenceDetached', document: 'shared', question: other },
  { type: 'assignmentAccepted', assignment: 'others' },
  { type: 'assignmentHandedBack', assignment: 'others' },
  { type: 'assignmentHandedBack', assignment: 'none' },
];

const effects: { readonly [T in Exclude<Effect['type'], 'people'>]: Action | undefined } = {
  greeting: everybody,
  welcomeBack: 'see',
  ready: everybody,
  saved: 'see',
  alreadySaved: 'see',
  unnecessary: 'see',
  necessaryAgain: 'see',
  nextStep: everybody,
  clarify: everybody,
  stale: everybody,
  explain: everybody,
  unknownTerm: everybody,
  about: everybody,
  letter: 'see',
  skipped: everybody,
  undone: 'see',
  documentUndone: 'see',
  confirmUndo: 'see',
  cannotUndo: everybody,
  nothingToUndo: everybody,
  undoTooLate: everybody,
  nothingBefore: everybody,
  noSuchQuestion: everybody,
  lostPlace: everybody,
  allAsked: 'seeAll',
  secondRound: everybody,
  notSaved: everybody,
  answeredElsewhere: 'see',
  factChanged: everybody,
  rephrase: everybody,
  publish: everybody,
  faq: everybody,
  youAreWelcome: everybody,
  help: everybody,
  status: 'seeAll',
  person: everybody,
  emergency: everybody,
  personalDataRemoved: everybody,
  approachingFirst: everybody,
  uploadLink: 'attach',
  fileKept: 'see',
  fileRefused: everybody,
  fileHeld: 'attach',
  alreadyKept: 'see',
  placeKept: 'see',
  heldWaiting: 'attach',
  tooManyDocuments: everybody,
  received: 'see',
  fileNotKept: everybody,
  fileGone: everybody,
  wordsBesideFile: everybody,
  documents: 'seeAll',
  evidence: 'see',
  document: 'see',
  documentsOn: 'seeAll',
  openDocument: 'openDocument',
  noSuchDocument: everybody,
  documentUsedFor: 'see',
  documentNotUsedFor: 'see',
  confirmDelete: 'deleteDocument',
  documentDeleted: 'see',
  documentDescribed: 'see',
  dateNotUnderstood: everybody,
  filesFound: 'see',
  scanned: 'see',
  discardFiles: everybody,
  unreadableCard: everybody,
  goodbye: everybody,
  startFresh: everybody,
  section: 'seeAll',
  issueReturnCode: 'returnCode',
  cancelReturnCodes: 'cancelReturnCodes',
  openReturnCode: everybody,
  ask: 'see',
  summary: 'seeAll',
  notAllowed: everybody,
  onlyLooking: everybody,
  whichRole: 'managePeople',
  whoToAsk: 'handOn',
  noSuchPerson: 'seePeople',
  handedOn: 'see',
  alreadyHandedOn: 'see',
  handedBack: everybody,
  takenOn: everybody,
  withdrawn: 'see',
  nothingHandedOn: everybody,
  assignments: 'see',
  guestCode: 'handOn',
  notice: everybody,
  guestWelcome: everybody,
  guestDone: everybody,
  publicationNoted: 'see',
  confirmPeople: 'managePeople',
  letters: 'seeAll',
  reminder: everybody,
  edited: 'see',
};

/** Effects that show what they name: to a guest of other questions never. */
const showing = [
  'ask',
  'saved',
  'alreadySaved',
  'answeredElsewhere',
  'evidence',
  'letter',
  'received',
  'placeKept',
  'edited',
] as const;

const requests: { readonly [A in PeopleRequest['ask']]: Action | undefined } = {
  people: 'seePeople',
  invite: 'managePeople',
  withdrawInvitation: 'managePeople',
  letIn: 'managePeople',
  keepOut: 'managePeople',
  // Newcomers are asked before they have a role.
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

const cursor: Cursor = { ...emptyCursor, asked, seen: 0, pending: { type: 'place', question: asked } };

const step = (more: Partial<Step>): Step => ({ events: [], effects: [], cursor, ...more });

const hold = (grant: Grant, decided: Step): Step => permitted(grant, { assessment, cursor }, decided);

const refusal = (action: Action): Step => ({
  events: [],
  effects: [{ type: 'notAllowed', action }],
  cursor: { ...emptyCursor, asked, seen: 0 },
});

let questions: Readonly<Record<string, Question>>;
beforeAll(async () => {
  const { find } = (await realContent()).book;
  questions = Object.fromEntries(
    [asked, other].flatMap((id) => {
      const question = find(id);
      return question ? [[id, question]] : [];
    }),
  );
});

/** An effect that holds no more than what it is held to its role by. */
const effectOf = (type: string, question = asked): Effect =>
  ({
    ...{ type, question: type === 'ask' ? questions[question] : question },
    request: { ask: 'remove', person: 'somebody else' },
  }) as unknown as Effect;

const cellsOf = <T>(table: Readonly<Record<string, T>>): readonly (readonly [string, Grant['role'], Grant, T])[] =>
  Object.entries(table).flatMap(([name, row]) => grants.map((grant) => [name, grant.role, grant, row] as const));

describe('what is written', () => {
  it.each(cellsOf<EventRow>(events))('%s by a %s', (_type, _role, grant, [needs, event]) => {
    const isForAll = event.type === 'approachingFirstChosen' || event.type === 'optionalChosen';
    const missing = isForAll && grant.role === 'guest' ? 'seeAll' : needs === 'askedOnly' ? 'answer' : needs;
    const isAllowed = missing === undefined || (needs !== 'askedOnly' && may(grant, missing));
    const held = hold(grant, step({ events: [event] }));
    expect(held.events).toEqual(isAllowed ? [event] : []);
    if (!isAllowed) expect(held).toEqual(refusal(missing));
  });

  it.each(beyond)('a guest who was not handed it does not cause %j', (event) => {
    expect(hold(guest, step({ events: [event] })).events).toEqual([]);
    // Not for want of being possible: those who may do it to every question do.
    if (!event.type.startsWith('assignment')) expect(hold(manager, step({ events: [event] })).events).toEqual([event]);
  });

  it('words that say where something is kept go with their answer, and files do not', () => {
    const gone = (document: string) => hold(guest, step({ events: [{ type: 'documentDeleted', document }] })).events;
    expect(gone('words')).toHaveLength(1);
    expect(gone('theirs')).toEqual([]);
  });

  it('what is added and described in one turn is in reach by what it is added for', () => {
    const added = (question?: string): readonly AssessmentEvent[] => [
      { type: 'documentAdded', document: 'new', source: fileSource('new'), ...(question && { question }) },
      { type: 'documentDescribed', document: 'new', owner: 'Jo' },
    ];
    expect(hold(guest, step({ events: added(asked) })).events).toHaveLength(2);
    expect(hold(guest, step({ events: added(other) })).events).toEqual([]);
    expect(hold(guest, step({ events: added() })).events).toEqual([]);
  });

  it.each(grants)('whoever was handed it takes it on and hands it back, as a $role', (grant) => {
    for (const type of ['assignmentAccepted', 'assignmentHandedBack'] as const)
      expect(hold(grant, step({ events: [{ type, assignment: 'mine' }] })).events).toHaveLength(1);
  });

  it.each(cellsOf<EventRow>(events))(
    '%s among others: nothing of the turn is done by a %s who may not do all of it',
    (_type, _role, grant, [, event]) => {
      const free: AssessmentEvent = events.documentScanned[1];
      const alone = hold(grant, step({ events: [event] })).events.length > 0;
      const together = hold(grant, step({ events: [free, event, free], effects: [{ type: 'help' }] }));
      expect(together.events).toHaveLength(alone ? 3 : 0);
      if (!alone) expect(together.effects.map(({ type }) => type)).toEqual(['notAllowed']);
    },
  );
});

describe('what is said', () => {
  it.each(cellsOf<Action | undefined>(effects))('%s to a %s', (type, _role, grant, needs) => {
    const isAllowed = needs === undefined || may(grant, needs, type === 'ask' ? asked : undefined);
    const effect = effectOf(type);
    const held = hold(grant, step({ effects: [{ type: 'help' }, effect] }));
    if (!isAllowed) expect(held).toEqual(refusal(needs));
    // Whoever may not answer is asked nothing.
    else if (may(grant, 'answer')) expect(held.effects).toEqual([{ type: 'help' }, effect]);
    else
      expect(held.effects).toEqual(
        ['ask', 'ready', 'secondRound', 'lostPlace'].includes(type) ? [{ type: 'help' }] : [{ type: 'help' }, effect],
      );
  });

  it.each(showing)('%s of a question that was not handed on: never to a guest', (type) => {
    expect(hold(guest, step({ effects: [effectOf(type, asked)] })).effects).toHaveLength(1);
    expect(hold(guest, step({ effects: [effectOf(type, other)] })).effects).toEqual([
      { type: 'notAllowed', action: effects[type] },
    ]);
  });

  it.each(grants.filter((grant) => !may(grant, 'answer')))('a $role has no open question', (grant) => {
    const welcome = hold(grant, step({ effects: [{ type: 'welcomeBack' }, effectOf('ask')] }));
    expect(welcome.effects).toEqual([{ type: 'welcomeBack' }, { type: 'onlyLooking' }]);
    expect(welcome.cursor).toEqual(emptyCursor);
    expect(hold(grant, step({ effects: [effectOf('ask')] })).effects).toEqual([{ type: 'onlyLooking' }]);
  });
});

describe('what is asked of the organisation', () => {
  it.each(cellsOf<Action | undefined>(requests))('%s by a %s', (ask, _role, grant, needs) => {
    const request = { ask, person: 'somebody else' } as unknown as PeopleRequest;
    expect(actionOf(request)).toBe(needs);
    const held = hold(grant, step({ effects: [{ type: 'people', request }] }));
    if (needs === undefined || may(grant, needs)) expect(held.effects).toEqual([{ type: 'people', request }]);
    else expect(held).toEqual(refusal(needs));
  });

  it.each(grants)('a $role may always leave, and have their own name forgotten', (grant) => {
    for (const ask of ['remove', 'forgetName'] as const) {
      const request: PeopleRequest = { ask, person: 'p' };
      const effect: Effect = { type: 'people', request };
      expect(hold(grant, step({ effects: [effect] })).effects).toEqual([effect]);
      // They are asked whether they are sure, and it is remembered what of.
      const sure = { cursor: { ...emptyCursor, pending: { type: 'people' as const, request } } };
      const asking = hold(grant, step({ ...sure, effects: [{ type: 'confirmPeople', request }] }));
      expect(asking).toMatchObject({ ...sure, effects: [{ type: 'confirmPeople', request }] });
    }
  });
});
