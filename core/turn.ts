import type { Assessment } from './assessment.ts';
import type {
  DocumentId,
  DocumentKind,
  FileCheck,
  Finding,
  ProposedDates,
  Refusal,
  SentFile,
} from './evidence/model.ts';
import type { Answer, AssessmentEvent, Fact, QuestionId } from './model.ts';
import type { AssessmentId, Grant, PersonId, Team } from './people/model.ts';
import type { Notice } from './people/notices.ts';
import type { HandingOn, PeopleRequest } from './people/requests.ts';
import type { Action } from './people/roles.ts';
import type { Question, QuestionBook } from './questions.ts';
import type { Reminder } from './reminders/model.ts';
import type { UnderstoodDate } from './understand/dates.ts';
import type { FaqEntry, FaqFinder } from './understand/faq.ts';
import type { EmergencyKind } from './understand/intents.ts';
import type { PersonalDataKind } from './understand/personalData.ts';
import type { GlossaryTerm, TermFinder } from './understand/terms.ts';

/** What a turn is decided with, besides the record and the conversation's place. */
export interface Context {
  readonly book: QuestionBook;
  readonly terms: TermFinder;
  readonly faq: FaqFinder;
  /** Ways to say "that does not apply to us" in reply to one item, lower case and without punctuation. */
  readonly notApplicableWays: Readonly<Record<QuestionId, readonly string[]>>;
  /** Every way to say each choice of a `choice` question, by question and choice. */
  readonly choices: Readonly<Record<QuestionId, Readonly<Record<string, readonly string[]>>>>;
  /** ISO date in Europe/London. */
  readonly today: string;
  /** ISO instant, for the commit. */
  readonly now: string;
  /** Who acts, as commits name them (people take back what they did themselves), and what they may do. */
  readonly by: PersonId;
  readonly grant: Grant;
  readonly team: Team;
  readonly isCodeWord: (word: string) => boolean;
  /** What documents may prove; `content/evidence.json`. */
  readonly documentKinds: readonly DocumentKind[];
}

/** What a button on a card asks for. Cards are sent to people, so this is parsed like any other outside input. */
export type CardAction =
  | {
      readonly do: 'answer';
      readonly question: QuestionId;
      /** Revision of the answer that the card showed, 0 for none: tells a stale card. */
      readonly seen: number;
      readonly as?: 'yes' | 'no' | 'notSure' | 'notApplicable';
      readonly choice?: string;
      readonly text?: string;
      /** True where `text` was typed into the card, and so may be a command or a question like anything typed. */
      readonly isTyped?: boolean;
    }
  | { readonly do: 'why' | 'example' | 'need' | 'change' | 'keep'; readonly question: QuestionId }
  /** `times`: how often it had been put off when the card was made, so that a double click counts once. */
  | { readonly do: 'skip'; readonly question: QuestionId; readonly times: number }
  | { readonly do: 'explain'; readonly term: string }
  /** Asked back until `isSure` where a file would go. */
  | { readonly do: 'undo'; readonly revision: number; readonly isSure?: boolean }
  | { readonly do: 'section'; readonly section: string }
  /** Our page copies `text` itself and sends nothing; elsewhere the message is said on its own, to be copied by hand. */
  | { readonly do: 'copy'; readonly question: QuestionId; readonly text: string }
  | { readonly do: 'say'; readonly command: Command }
  /** `evidence`: what is kept for a question. `upload`: the way to send a file for it. */
  | { readonly do: 'evidence' | 'upload'; readonly question: QuestionId }
  | { readonly do: 'document' | 'replace'; readonly document: DocumentId }
  /** `version`: index into the versions, the newest when absent. */
  | { readonly do: 'open'; readonly document: DocumentId; readonly version?: number }
  | { readonly do: 'useFor' | 'stopUsing'; readonly document: DocumentId; readonly question: QuestionId }
  /** Asked back until `isSure`. */
  | { readonly do: 'delete'; readonly document: DocumentId; readonly isSure?: boolean }
  /** What was typed into a document's card: ISO dates and an owner, each empty to take it away, absent to leave it. */
  | {
      readonly do: 'describe';
      readonly document: DocumentId;
      readonly documentDate?: string;
      readonly reviewDate?: string;
      readonly owner?: string;
    }
  /** What to do with a file that was held because of personal details in it. Without a choice: what there is to choose. */
  | ({ readonly do: 'held'; readonly choice?: HeldChoice } & Omit<Held, 'name'>)
  | HandingOn
  | { readonly do: 'people'; readonly request: PeopleRequest };

export const heldChoices = ['keep', 'takeBack', 'redact', 'sayWhere'] as const;
export type HeldChoice = (typeof heldChoices)[number];

export const commands = [
  'help',
  'status',
  'back',
  'stop',
  'summary',
  'optional',
  'person',
  'returnCode',
  'cancelCodes',
  'carryOn',
  'approachingFirst',
  'documents',
  'documentsPage',
] as const;
export type Command = (typeof commands)[number];

/** One thing that reached us. `id` is the channel's and the same for a repeated delivery. */
export type Input =
  /** `checks`: how the files of the record were found, where anybody looked. `question`: what a link of ours leads to. */
  | { readonly type: 'arrived'; readonly checks?: readonly FileCheck[]; readonly question?: QuestionId }
  | {
      readonly type: 'said';
      readonly id: string;
      readonly text: string;
      /** Kinds of personal data that were taken out of `text` before it came here. */
      readonly removed?: readonly PersonalDataKind[];
      /** The file that is held here, while it is still there. */
      readonly held?: SentFile;
    }
  | {
      readonly type: 'chose';
      readonly id: string;
      readonly action: CardAction;
      /** True where it was tapped on another page of ours: the open question is not asked again there. */
      readonly isElsewhere?: boolean;
      readonly removed?: readonly PersonalDataKind[];
      /** The held file that the action is about, while it is still there. */
      readonly held?: SentFile;
    }
  | { readonly type: 'unreadableCard' }
  | {
      readonly type: 'sentFiles';
      readonly id: string;
      /** Empty where files came by a way on which we cannot take them. */
      readonly files: readonly SentFile[];
      /** Words that came with them, and what was taken out of those. */
      readonly text?: string;
      readonly removed?: readonly PersonalDataKind[];
      /** Where they were sent by a link of ours: what that link was for. */
      readonly question?: QuestionId;
      readonly replaces?: DocumentId;
      /** True where they came by our upload page, which says itself what became of them. */
      readonly isElsewhere?: boolean;
    }
  /** Somebody went on after a while without arriving anew, and the files of the record were looked for. */
  | { readonly type: 'checked'; readonly id: string; readonly checks: readonly FileCheck[] }
  /** The scanner has looked at files that waited for it. */
  | { readonly type: 'scanned'; readonly id: string; readonly scans: readonly ScanResult[] }
  /** It is time to remind whoever this conversation is with. */
  | {
      readonly type: 'reminded';
      readonly id: string;
      readonly reminders: readonly Reminder[];
      readonly isFirst: boolean;
      /** The assessment that this conversation is in; only what is about it can be answered here. */
      readonly here: AssessmentId;
    }
  /** Somebody else did something that this person wants to hear of. */
  | { readonly type: 'notified'; readonly id: string; readonly notices: readonly Notice[] }
  /** The same person answered through another door, so the question on show here may be answered. */
  | { readonly type: 'synced'; readonly id: string }
  /** A message that was sent before was changed; what was saved of it is not. */
  | { readonly type: 'edited'; readonly id: string; readonly text: string };

export interface ScanResult {
  readonly document: DocumentId;
  /** Name of the file in the store: a version of the document. */
  readonly file: string;
  readonly result: 'clean' | 'infected';
}

/** Something half said, kept only in the conversation. Losing it costs one question asked again. */
export type Pending =
  /** `isNotYet`: the words sound like a "not yet" and are offered as one. */
  | { readonly type: 'draft'; readonly question: QuestionId; readonly text: string; readonly isNotYet?: boolean }
  /** `isFromDocument`: nobody said it; it stands in a file that was sent. */
  | {
      readonly type: 'proposal';
      readonly question: QuestionId;
      readonly answer: Answer;
      readonly isFromDocument?: true;
    }
  | { readonly type: 'share'; readonly question: QuestionId; readonly part?: number; readonly missing?: number }
  /** "What shall we do?" of the file that is held. */
  | { readonly type: 'held' }
  /** "Delete it?" */
  | { readonly type: 'delete'; readonly document: DocumentId }
  /** "Take it out?", of files that an undo would delete. */
  | { readonly type: 'undo'; readonly revision: number }
  /** The way to send a file was shown: the next one, and "done", are about this. */
  | { readonly type: 'upload'; readonly question?: QuestionId; readonly replaces?: DocumentId }
  /** "Tell me where it is kept." */
  | { readonly type: 'place'; readonly question: QuestionId }
  /** "Who shall I ask?" */
  | { readonly type: 'handOn'; readonly question: QuestionId }
  /** "What shall I call you?" */
  | { readonly type: 'name' }
  /** "As what?", of an invitation. */
  | { readonly type: 'role'; readonly name?: string; readonly email?: string }
  /** Somebody asked to come in, and it was just said. */
  | { readonly type: 'waiting'; readonly person: PersonId }
  /** "Shall I do that?", of what changes who is in. */
  | { readonly type: 'people'; readonly request: PeopleRequest };

export interface Held {
  readonly upload: string;
  readonly name: string;
  /** What it was sent for. */
  readonly question?: QuestionId;
  readonly replaces?: DocumentId;
}

/** Where a conversation stands. May be thrown away at any time: the record knows what comes next. */
export interface Cursor {
  readonly asked?: QuestionId;
  /** Revision of the answer that stood when `asked` was asked, 0 for none: tells an answer from another device. */
  readonly seen?: number;
  /** How often in a row `asked` could not be understood. */
  readonly misses?: number;
  /** True once it was said that what was put off comes round again. */
  readonly isSecondRound?: boolean;
  /** Questions asked before, newest last, for "back". */
  readonly trail: readonly QuestionId[];
  readonly pending?: Pending;
  /** Files that wait for a decision, as they hold personal details; oldest first. */
  readonly held?: readonly Held[];
  /** The document shown last, which "it" may mean. */
  readonly document?: DocumentId;
  /** True once a return code was shown here, so that "stop" need not show another. */
  readonly codeShown?: boolean;
}

export const emptyCursor: Cursor = { trail: [] };

/** Why an answer was asked back for. */
export type Unclear =
  | 'notYesNo'
  | 'notSureIfYes'
  | 'tellMeHow'
  | 'whereKept'
  | 'noDate'
  | 'futureDate'
  | 'vagueDate'
  | 'impossibleDate'
  | 'severalDates'
  | 'noNumber'
  | 'noPercent'
  | 'needsWhole'
  | 'impossibleShare'
  | 'vagueShare'
  | 'noChoice'
  | 'naNotAllowed'
  | 'naNotHere'
  | 'maybeNotApplicable'
  | 'tooShort'
  | 'tooLong'
  | 'notCode'
  | 'justTheName'
  | 'isThatAnAnswer'
  | 'shallISave'
  | 'isThatNotYet'
  | 'factSaysYes';

/** What the reply to an answer says was understood, as the contract words it. */
export type Understood =
  | { readonly item: QuestionId; readonly as: 'yes' | 'no' | 'notSure' | 'notApplicable' | 'clarify' }
  | { readonly item: QuestionId; readonly as: 'value'; readonly value: unknown };

/** What to say, in order. The last of a turn is the question that is open now, where there is one. */
export type Effect =
  | { readonly type: 'greeting' }
  | { readonly type: 'welcomeBack'; readonly lastAnswered?: QuestionId }
  | { readonly type: 'ready' }
  | {
      readonly type: 'saved';
      readonly question: QuestionId;
      readonly answer: Answer;
      readonly details?: { readonly who?: string; readonly when?: UnderstoodDate };
      readonly isChange?: boolean;
      readonly tooOld?: boolean;
      readonly belowTarget?: number;
      readonly oddShape?: boolean;
    }
  | { readonly type: 'alreadySaved'; readonly question: QuestionId }
  | {
      readonly type: 'unnecessary';
      readonly fact: Fact;
      readonly items: readonly QuestionId[];
      readonly revision: number;
    }
  | { readonly type: 'necessaryAgain'; readonly items: readonly QuestionId[] }
  | { readonly type: 'nextStep'; readonly question: QuestionId; readonly after: 'no' | 'notSure' }
  | {
      readonly type: 'clarify';
      readonly question: QuestionId;
      readonly why: Unclear;
      readonly heard?: string;
      readonly isRepeat?: boolean;
      readonly fact?: Fact;
    }
  | { readonly type: 'stale'; readonly question: QuestionId }
  | { readonly type: 'explain'; readonly term: GlossaryTerm }
  | { readonly type: 'unknownTerm'; readonly heard: string; readonly suggestions: readonly GlossaryTerm[] }
  | { readonly type: 'about'; readonly question: QuestionId; readonly what: 'why' | 'example' | 'need' }
  | { readonly type: 'letter'; readonly question: QuestionId }
  | { readonly type: 'skipped'; readonly question: QuestionId }
  | { readonly type: 'undone'; readonly questions: readonly QuestionId[] }
  | { readonly type: 'documentUndone' }
  | { readonly type: 'confirmUndo'; readonly documents: readonly DocumentId[]; readonly revision: number }
  | { readonly type: 'cannotUndo' }
  | { readonly type: 'nothingToUndo' }
  | { readonly type: 'undoTooLate' }
  | { readonly type: 'nothingBefore' }
  | { readonly type: 'noSuchQuestion'; readonly heard: string }
  | { readonly type: 'lostPlace' }
  | { readonly type: 'allAsked' }
  | { readonly type: 'secondRound'; readonly count: number }
  | { readonly type: 'notSaved' }
  /** `isOwn`: by the same person, through another door. */
  | { readonly type: 'answeredElsewhere'; readonly question: QuestionId; readonly isOwn?: true }
  | { readonly type: 'factChanged' }
  | { readonly type: 'rephrase'; readonly question: QuestionId }
  | { readonly type: 'publish' }
  | { readonly type: 'faq'; readonly entry: FaqEntry }
  | { readonly type: 'youAreWelcome' }
  | { readonly type: 'help' }
  | { readonly type: 'status' }
  | { readonly type: 'person'; readonly question?: QuestionId }
  | { readonly type: 'emergency'; readonly kind: EmergencyKind }
  | { readonly type: 'personalDataRemoved'; readonly kinds: readonly PersonalDataKind[]; readonly rest?: string }
  | { readonly type: 'approachingFirst' }
  /** Files came by a way on which we cannot take them: the link is the way in. */
  | {
      readonly type: 'uploadLink';
      readonly question?: QuestionId;
      readonly replaces?: DocumentId;
      readonly why?: 'cannotTake';
    }
  | {
      readonly type: 'fileKept';
      readonly document: DocumentId;
      readonly question?: QuestionId;
      readonly isReplacement?: boolean;
      /** True where it counts as the answer to its question. */
      readonly isAnswer?: boolean;
      /** True where our upload page has said all there is to say. */
      readonly isBrief?: boolean;
      readonly findings: readonly Finding[];
      readonly proposed: ProposedDates;
      /** Other items that it may prove. */
      readonly suggestions: readonly QuestionId[];
      readonly isWaiting?: boolean;
      /** True where it was read in part only, so that there may be more to find. */
      readonly isPartlyRead?: boolean;
    }
  | { readonly type: 'fileRefused'; readonly name: string; readonly refusal: Refusal }
  /** `isAgain`: after a reply that chose nothing. */
  | ({ readonly type: 'fileHeld'; readonly findings: readonly Finding[]; readonly isAgain?: boolean } & Held)
  /** The very same file is there already. */
  | { readonly type: 'alreadyKept'; readonly document: DocumentId; readonly question?: QuestionId }
  /** Where something is kept, or its address, beside an answer. */
  | { readonly type: 'placeKept'; readonly document: DocumentId; readonly question: QuestionId }
  /** Files that still wait for a decision. */
  | { readonly type: 'heldWaiting'; readonly held: readonly Held[] }
  | { readonly type: 'tooManyDocuments' }
  /** "Did you get it?" */
  | { readonly type: 'received'; readonly question?: QuestionId }
  | { readonly type: 'fileNotKept'; readonly choice: Exclude<HeldChoice, 'keep'> }
  | { readonly type: 'fileGone' }
  | { readonly type: 'wordsBesideFile' }
  | { readonly type: 'documents'; readonly held: readonly Held[] }
  | { readonly type: 'evidence'; readonly question: QuestionId }
  /** `suggestions`: other items that it may prove. */
  | { readonly type: 'document'; readonly document: DocumentId; readonly suggestions: readonly QuestionId[] }
  /** What was there at the end of a day; `date` is an ISO date in Europe/London. */
  | { readonly type: 'documentsOn'; readonly date: string }
  | { readonly type: 'openDocument'; readonly document: DocumentId; readonly version: number }
  | { readonly type: 'noSuchDocument'; readonly heard: string }
  /** `isAnswer`: it counts as the answer to that question. */
  | {
      readonly type: 'documentUsedFor';
      readonly document: DocumentId;
      readonly question: QuestionId;
      readonly isAnswer?: boolean;
    }
  | { readonly type: 'documentNotUsedFor'; readonly document: DocumentId; readonly question: QuestionId }
  | { readonly type: 'confirmDelete'; readonly document: DocumentId }
  /** `questions`: what it was used for. */
  | { readonly type: 'documentDeleted'; readonly name: string; readonly questions: readonly QuestionId[] }
  | { readonly type: 'documentDescribed'; readonly document: DocumentId }
  | { readonly type: 'dateNotUnderstood'; readonly which: 'documentDate' | 'reviewDate' }
  /** Files of the record that are not as they were, or are again. */
  | {
      readonly type: 'filesFound';
      readonly missing: readonly DocumentId[];
      readonly altered: readonly DocumentId[];
      readonly backAgain: readonly DocumentId[];
    }
  | { readonly type: 'scanned'; readonly clean: readonly DocumentId[]; readonly infected: readonly DocumentId[] }
  /** Not said: the bytes of files that the record no longer names are to be deleted. */
  | { readonly type: 'discardFiles'; readonly files: readonly string[] }
  | { readonly type: 'unreadableCard' }
  | { readonly type: 'goodbye' }
  | { readonly type: 'startFresh' }
  | { readonly type: 'section'; readonly section: string }
  | { readonly type: 'issueReturnCode' }
  | { readonly type: 'cancelReturnCodes' }
  | { readonly type: 'openReturnCode'; readonly code: string }
  | {
      readonly type: 'ask';
      readonly question: Question;
      readonly again: boolean;
      readonly proposal?: Answer;
      /** True where the proposal is what a file says. */
      readonly isFromDocument?: boolean;
      readonly draft?: string;
    }
  | { readonly type: 'summary' }
  /** Their role does not reach so far. */
  | { readonly type: 'notAllowed'; readonly action: Action }
  /** To those who may look and not answer. */
  | { readonly type: 'onlyLooking' }
  /** Carried out on the organisation. */
  | { readonly type: 'people'; readonly request: PeopleRequest }
  | { readonly type: 'confirmPeople'; readonly request: PeopleRequest }
  /** An invitation needs a role. */
  | { readonly type: 'whichRole'; readonly name?: string; readonly email?: string }
  | { readonly type: 'whoToAsk'; readonly question: QuestionId }
  /** `several`: whom the name may mean. */
  | { readonly type: 'noSuchPerson'; readonly heard: string; readonly several?: readonly PersonId[] }
  | { readonly type: 'handedOn' | 'alreadyHandedOn'; readonly question: QuestionId; readonly to: PersonId }
  /** The way in for somebody outside who was handed a question. */
  | { readonly type: 'guestCode'; readonly person: PersonId; readonly question: QuestionId; readonly name: string }
  | { readonly type: 'handedBack' | 'takenOn'; readonly question: QuestionId }
  | { readonly type: 'withdrawn'; readonly question: QuestionId; readonly from: PersonId }
  | { readonly type: 'nothingHandedOn' }
  /** Who has what. */
  | { readonly type: 'assignments' }
  | { readonly type: 'letters' }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'guestWelcome' }
  | { readonly type: 'guestDone' }
  | { readonly type: 'publicationNoted'; readonly on: string }
  | { readonly type: 'reminder'; readonly reminders: readonly Reminder[]; readonly isFirst: boolean }
  /** A sent message was changed: what is saved stands. */
  | { readonly type: 'edited'; readonly question?: QuestionId };

export interface Step {
  readonly events: readonly AssessmentEvent[];
  readonly cursor: Cursor;
  readonly effects: readonly Effect[];
  readonly understood?: Understood;
}

/** The record and the conversation's place, as `step` reads them. */
export interface Situation {
  readonly assessment: Assessment;
  readonly cursor: Cursor;
}
