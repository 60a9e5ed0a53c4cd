import type { PeopleRequest } from '../../../core/people/requests.ts';
import type { Action } from '../../../core/people/roles.ts';
import { type CardAction, commands } from '../../../core/turn.ts';
import type { DocumentTalk } from '../../../core/understand/documentTalk.ts';
import type { Intent } from '../../../core/understand/intents.ts';
import type { PeopleTalk } from '../../../core/understand/peopleTalk.ts';
import { handedToGuest, type Ids, type Organisation, type Who } from './organisations.ts';

/**
 * Every way to ask the guide for something, with what a role must allow for it. The tables are closed: a new command, request or button
 * has no row yet and does not compile.
 */
export interface Way {
  readonly name: string;
  /** What the table of roles must allow; absent where anybody may. */
  readonly needs?: Action;
  /** True where it is for those alone who see the whole, too. */
  readonly isForAll?: boolean;
  /** True where a guest is not refused, as there is nothing in their reach that it could mean. */
  readonly isNothingToGuests?: boolean;
  /** True where those who may do it change something by it. */
  readonly changes?: boolean;
  /** True where it takes away what other ways need. */
  readonly isLast?: boolean;
  /** Typed words, or what a button sends. */
  readonly make: (target: Target) => string | object;
}

/** What a way is tried on. */
export interface Target {
  readonly who: Who;
  readonly ids: Ids;
  readonly spare: string;
  /** A question of the organisation that this person may see, and some that are not with anybody and that nothing is kept for. */
  readonly question: string;
  readonly free: string;
  readonly another: string;
  /** What its document, in reach of this person, is used for. */
  readonly used: string;
  readonly document: string;
  readonly number: number;
}

export function targetOf({ ids, spare }: Pick<Organisation, 'ids' | 'spare'>, who: Who): Target {
  const isGuest = who === 'guest';
  return {
    ...{ who, ids, spare },
    question: isGuest ? handedToGuest : '1.1.3',
    free: isGuest ? handedToGuest : '2.2.1',
    another: isGuest ? handedToGuest : '3.4.1',
    used: isGuest ? handedToGuest : '1.1.2',
    document: isGuest ? ids.guestDocument : ids.document,
    number: isGuest ? ids.guestNumber : ids.number,
  };
}

type Row = Omit<Way, 'name'>;
type Say = (target: Target) => string;
const say = (make: Say | string, needs?: Action, more: Omit<Row, 'make' | 'needs'> = {}): Row => ({
  make: typeof make === 'string' ? () => make : make,
  ...(needs && { needs }),
  ...more,
});

export const intentWays: Readonly<Record<Intent['type'], Row>> = {
  help: say('help'),
  why: say('why'),
  example: say('example'),
  need: say('what do i need'),
  rephrase: say('i dont understand'),
  publish: say('how do i publish'),
  thanks: say('thank you'),
  greeting: say('hello'),
  person: say('talk to someone'),
  explain: say('what is encryption'),
  emergency: say('we have been hacked'),
  carryOn: say('carry on'),
  change: say(({ question }) => `change ${question}`),
  status: say('status', 'seeAll'),
  summary: say('summary', 'seeAll'),
  back: say('back'),
  // Where there is nothing to take back or to put off, nobody is refused.
  undo: say('undo'),
  skip: say('skip', 'answer', { changes: true }),
  optional: say('optional questions', 'answer', { changes: true, isForAll: true }),
  approachingFirst: say('just the 26', 'answer', { changes: true, isForAll: true }),
  returnCode: say('return code', 'returnCode'),
  redeem: say('return code abacus abdomen abdominal abide abiding'),
  startAgain: say('start again', 'returnCode'),
  cancelCodes: say('cancel my codes', 'cancelReturnCodes'),
  stop: say('stop', 'returnCode'),
};

export const documentWays: Readonly<Record<DocumentTalk['type'], Row>> = {
  documents: say('documents', 'seeAll'),
  page: say('see them on a page', 'attach'),
  documentsOn: say('what did we have on 23 November 2026', 'seeAll'),
  upload: say(({ question }) => `send a document for ${question}`, 'attach'),
  received: say('did you get it'),
  evidence: say(({ question }) => `evidence for ${question}`, 'see'),
  document: say(({ number }) => `D${number}`, 'see'),
  open: say(({ number }) => `open D${number}`, 'openDocument'),
  replace: say(({ number }) => `replace D${number}`, 'attach'),
  delete: say(({ number }) => `delete D${number}`, 'deleteDocument'),
  owner: say(({ number, who }) => `D${number} owner Jane of the ${who}s`, 'attach', { changes: true }),
  dated: say(({ number }) => `D${number} date 3 May 2025`, 'attach', { changes: true }),
  useFor: say(({ number, free }) => `use D${number} for ${free}`, 'attach', { changes: true }),
  stopUsing: say(({ number, used }) => `remove D${number} from ${used}`, 'attach', { changes: true, isLast: true }),
};

export const peopleWays: Readonly<Record<PeopleTalk['type'], Row>> = {
  people: say('who is in', 'seePeople'),
  invite: say('invite Sam as a viewer', 'managePeople', { changes: true }),
  // Those who wait are in the list of people, with a button for each.
  letIn: say('let Wanda in', 'seePeople'),
  keepOut: say('do not let Wanda in', 'seePeople'),
  setRole: say(({ spare }) => `make ${spare} a reviewer`, 'managePeople', { changes: true }),
  remove: say(({ spare }) => `remove ${spare}`, 'managePeople'),
  handOver: say(({ spare }) => `${spare} has left, Olive Marsh takes over`, 'managePeople'),
  forgetName: say('forget my name'),
  callMe: say('call me Robin', 'seeAll'),
  link: say('link teams', 'returnCode'),
  handOn: say(({ free }) => `give ${free} to the IT firm`, 'handOn', { changes: true, isLast: true }),
  handBack: say('hand it back', undefined, { isLast: true }),
  accept: say('accept'),
  withdraw: say('take 7.2.1 back', 'handOn', { changes: true, isLast: true, isNothingToGuests: true }),
  handedOn: say('who has what', 'see'),
  letters: say('supplier letters', 'seeAll'),
  reminders: say('reminders', 'ownReminders'),
  remindMe: say('remind me daily', 'ownReminders', { changes: true }),
  quietHours: say('quiet from 8pm to 8am', 'ownReminders', { changes: true }),
  snooze: say('snooze until tomorrow', 'ownReminders', { changes: true }),
  email: say('email me at jo@example.org', 'ownReminders'),
  noEmail: say('stop emailing me', 'ownReminders'),
  calendar: say('calendar', 'ownReminders'),
  published: say('we have published', 'notePublished', { changes: true }),
  addService: say('add a service', 'addService', { changes: true, isLast: true }),
  services: say('our services', 'seePeople'),
  takeAway: say('download everything', 'takeAway'),
  deleteAll: say('delete all our data', 'deleteAll'),
  notices: say('post notices here', 'managePeople'),
};

type Make = (target: Target) => object;
const tap = (make: Make, needs?: Action, more: Omit<Row, 'make' | 'needs'> = {}): Row => ({
  make,
  ...(needs && { needs }),
  ...more,
});

export const requestWays: Readonly<Record<PeopleRequest['ask'], Row>> = {
  people: tap(() => ({}), 'seePeople'),
  invite: tap(() => ({ role: 'manager' }), 'managePeople', { changes: true }),
  withdrawInvitation: tap(({ ids }) => ({ invitation: ids.invitation }), 'managePeople', {
    changes: true,
    isLast: true,
  }),
  letIn: tap(({ ids }) => ({ person: ids.waiting, role: 'viewer' }), 'managePeople', { changes: true }),
  keepOut: tap(({ ids }) => ({ person: ids.waiting }), 'managePeople'),
  join: tap(() => ({}), 'seePeople'),
  ownService: tap(() => ({}), 'seePeople'),
  setRole: tap(({ ids }) => ({ person: ids.person, role: 'supporter' }), 'managePeople', { changes: true }),
  forgetName: tap(({ ids }) => ({ person: ids.person, isSure: true }), 'managePeople', { changes: true, isLast: true }),
  remove: tap(({ ids }) => ({ person: ids.person, isSure: true }), 'managePeople', { changes: true, isLast: true }),
  callMe: tap(() => ({ name: 'Robin' }), 'seeAll'),
  link: tap(() => ({}), 'returnCode'),
  reminders: tap(() => ({}), 'ownReminders'),
  remindMe: tap(() => ({ frequency: 'urgent' }), 'ownReminders', { changes: true }),
  quietHours: tap(() => ({}), 'ownReminders', { changes: true }),
  snooze: tap(() => ({ until: 'nextWeek' }), 'ownReminders', { changes: true }),
  email: tap(() => ({ address: 'jo@example.org' }), 'ownReminders'),
  calendar: tap(() => ({}), 'ownReminders'),
  services: tap(() => ({}), 'seePeople'),
  goTo: tap(({ ids }) => ({ assessment: ids.assessment }), 'seePeople'),
  addService: tap(() => ({}), 'addService', { changes: true, isLast: true }),
  takeAway: tap(() => ({}), 'takeAway'),
  // Asked back until the words for it are typed.
  deleteAll: tap(() => ({}), 'deleteAll'),
  notices: tap(() => ({ isOn: false }), 'managePeople', { changes: true }),
};

export const cardWays: Readonly<Record<Exclude<CardAction['do'], 'people' | 'say'>, Row>> = {
  answer: tap(({ question, who }) => ({ question, seen: 0, text: `It is kept by the ${who}s` }), 'answer', {
    changes: true,
  }),
  why: tap(({ question }) => ({ question })),
  example: tap(({ question }) => ({ question })),
  need: tap(({ question }) => ({ question })),
  change: tap(({ question }) => ({ question }), 'see'),
  keep: tap(({ free }) => ({ question: free }), 'answer', { changes: true }),
  skip: tap(({ another }) => ({ question: another, times: 0 }), 'answer', { changes: true }),
  explain: tap(() => ({ term: 'encryption' })),
  undo: tap(() => ({ revision: 100_000 })),
  section: tap(() => ({ section: 'staffing' }), 'seeAll'),
  copy: tap(({ question }) => ({ question, text: 'words' }), 'see'),
  evidence: tap(({ question }) => ({ question }), 'see'),
  upload: tap(({ question }) => ({ question }), 'attach'),
  document: tap(({ document }) => ({ document }), 'see'),
  replace: tap(({ document }) => ({ document }), 'attach'),
  open: tap(({ document }) => ({ document }), 'openDocument'),
  useFor: tap(({ document, another }) => ({ document, question: another }), 'attach', { changes: true }),
  // By then the typed words have done it, for those who may.
  stopUsing: tap(({ document, used }) => ({ document, question: used }), 'attach', { isLast: true }),
  delete: tap(({ document }) => ({ document }), 'deleteDocument'),
  describe: tap(({ document, who }) => ({ document, owner: `Jo of the ${who}s` }), 'attach', { changes: true }),
  held: tap(({ ids }) => ({ upload: ids.upload, choice: 'keep' })),
  handOn: tap(({ free }) => ({ question: free, outside: 'Red IT' }), 'handOn', { changes: true, isLast: true }),
  // Somebody else's: only whoever was asked takes it on or hands it back.
  accept: tap(({ ids }) => ({ assignment: ids.assignment })),
  handBack: tap(({ ids }) => ({ assignment: ids.assignment })),
  withdraw: tap(({ ids }) => ({ assignment: ids.assignment }), 'handOn', { isNothingToGuests: true, isLast: true }),
};

const named = (kind: string, rows: Readonly<Record<string, Row>>, of: (name: string, row: Row) => Row['make']) =>
  Object.entries(rows).map(([name, row]): Way => ({ ...row, name: `${kind} ${name}`, make: of(name, row) }));

/** All of them; those that take away what others need come last. */
export const ways: readonly Way[] = [
  ...named('typed:', { ...intentWays }, (_, { make }) => make),
  ...named('typed:', { ...documentWays }, (_, { make }) => make),
  ...named('typed:', { ...peopleWays }, (_, { make }) => make),
  ...commands.map(
    (command): Way => ({
      ...commandRow(command),
      name: `said by a button: ${command}`,
      make: () => ({ do: 'say', command }),
    }),
  ),
  ...named('tapped:', { ...cardWays }, (name, { make }) => (target) => ({ do: name, ...Object(make(target)) })),
  ...named('asked:', { ...requestWays }, (name, { make }) => (target) => ({
    ...{ do: 'people', request: { ask: name, ...Object(make(target)) } },
  })),
].sort((one, other) => Number(one.isLast ?? false) - Number(other.isLast ?? false));

function commandRow(command: (typeof commands)[number]): Omit<Row, 'make'> {
  const {
    make: _,
    changes: __,
    ...row
  } = command === 'documents'
    ? documentWays.documents
    : command === 'documentsPage'
      ? documentWays.page
      : intentWays[command];
  return row;
}
