import type { DocumentId, EvidenceDocument, FileCheck, Source } from './evidence/model.ts';
import type { QuestionId } from './ids.ts';
import type { PersonId } from './people/model.ts';

export type { QuestionId } from './ids.ts';

/**
 * The words this project thinks in. A question set is data (`content/questions`); an assessment is what one care
 * service has said about it; events are how an assessment changes.
 */

/** Levels of the toolkit for social care; `optional` items count towards none (dspt/rules.md, section 2). */
export type ItemLevel = 'approaching' | 'met' | 'optional';

export const serviceTypes = [
  'careHome',
  'nursingHome',
  'homeCare',
  'supportedLiving',
  'extraCare',
  'sharedLives',
  'dayService',
  'several',
] as const;
export type ServiceType = (typeof serviceTypes)[number];

/** Facts asked once in set-up because they decide which questions fit a service. */
export const facts = [
  'computers',
  'ownDevices',
  'paperLeaves',
  'destructionFirm',
  'nhsmailOnly',
  'cyberEssentialsPlus',
  'doneBefore',
] as const;
export type Fact = (typeof facts)[number];

export type QuestionKind = 'yesNo' | 'choice' | 'date' | 'number' | 'percent' | 'text' | 'document';

/** What an answer must satisfy to pass, beyond being given. */
export type Rule =
  | { readonly type: 'withinMonths'; readonly months: number }
  | { readonly type: 'percentAtLeast'; readonly percent: number };

export type Confidence = 'high' | 'medium' | 'low';

/** A further question an assessor would ask; its id is the item's id plus a suffix, such as `3.1.1.date`. */
export interface FollowUp {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly rule?: Rule;
  /** True where the item cannot pass without this answer: a document whose place is not known, say. */
  readonly needed?: boolean;
}

export interface Item {
  readonly id: string;
  readonly section: string;
  readonly level: ItemLevel;
  readonly kind: QuestionKind;
  /** Our estimate of the time to answer, in minutes. */
  readonly minutes: number;
  /** Present where the facts allow "not applicable"; `fact` is the set-up fact that settles it when answered "no". */
  readonly notApplicable?: { readonly fact?: Fact };
  readonly rule?: Rule;
  /** Pattern that nearly every right answer holds; one without it is saved with a word of caution. */
  readonly looksLike?: string;
  readonly followUps: readonly FollowUp[];
  /** Glossary terms met in this question. */
  readonly terms: readonly string[];
  readonly confidence: Confidence;
  /** True where the sources do not settle number, level or wording: people are told to check the live toolkit. */
  readonly checkLive: boolean;
  /** Keys of `content/sources.json`. */
  readonly sources: readonly string[];
  readonly isNew?: boolean;
}

export interface QuestionSet {
  readonly edition: string;
  readonly toolkitVersion: number;
  readonly sector: string;
  /** ISO date on which the facts were last checked against their sources. */
  readonly checkedOn: string;
  /** ISO date on which this edition was published, as near as sources say. */
  readonly outOn: string;
  /** ISO date of this edition's deadline. */
  readonly deadline: string;
  readonly sections: readonly string[];
  readonly items: readonly Item[];
}

/** What one question was answered with. Dates are ISO dates; a percentage is 0 to 100. */
export type Answer =
  | { readonly as: 'yes'; readonly note?: string }
  | { readonly as: 'no'; readonly note?: string }
  | { readonly as: 'notSure' }
  | { readonly as: 'notApplicable'; readonly note?: string; readonly because?: Fact }
  | { readonly as: 'value'; readonly value: Value };

export type Value =
  | { readonly text: string }
  /** `precision` is absent where the day is known; a month is kept as its first day. */
  | { readonly date: string; readonly precision?: 'month' }
  | { readonly number: number }
  | { readonly percent: number; readonly part?: number; readonly whole?: number }
  | { readonly choice: string };

/** An answer as it stands in the record, with when (ISO instant) and at which revision it was given. */
export interface Recorded {
  readonly answer: Answer;
  readonly at: string;
  readonly revision: number;
}

export type AssessmentEvent =
  | { readonly type: 'assessmentStarted'; readonly edition: string }
  | { readonly type: 'questionAnswered'; readonly question: QuestionId; readonly answer: Answer }
  | { readonly type: 'answerWithdrawn'; readonly question: QuestionId }
  | { readonly type: 'questionSkipped'; readonly question: QuestionId }
  /** The items of the first step are asked before the others. */
  | { readonly type: 'approachingFirstChosen' }
  /** The optional items are asked too. */
  | { readonly type: 'optionalChosen' }
  | {
      readonly type: 'commitUndone';
      /** Revision of the commit taken back. */
      readonly revision: number;
      /** What each touched question goes back to; `null` is "not answered". */
      readonly restored: Readonly<Record<QuestionId, Recorded | null>>;
      /** How often each touched question had been put off before. */
      readonly putOff: Readonly<Record<QuestionId, number>>;
      /** What each touched document goes back to; `null` is "not there". Absent where none was touched. */
      readonly documents?: Readonly<Record<DocumentId, EvidenceDocument | null>>;
    }
  /** `question`: the item that it was given for. */
  | {
      readonly type: 'documentAdded';
      readonly document: DocumentId;
      readonly source: Source;
      readonly question?: QuestionId;
    }
  /** A newer version; the older ones stay. */
  | { readonly type: 'documentReplaced'; readonly document: DocumentId; readonly source: Source }
  /** ISO dates; `null` takes one away, absent leaves it. */
  | {
      readonly type: 'documentDescribed';
      readonly document: DocumentId;
      readonly documentDate?: string | null;
      readonly reviewDate?: string | null;
      readonly owner?: string | null;
    }
  | {
      readonly type: 'evidenceAttached' | 'evidenceDetached';
      readonly document: DocumentId;
      readonly question: QuestionId;
    }
  /** Its files are deleted with it, so this is not undone. */
  | { readonly type: 'documentDeleted'; readonly document: DocumentId }
  /** Somebody was given the file. `version` is an index. */
  | { readonly type: 'documentOpened'; readonly document: DocumentId; readonly version: number }
  | {
      readonly type: 'documentScanned';
      readonly document: DocumentId;
      readonly file: string;
      readonly result: 'clean' | 'infected';
    }
  /** A file was looked for and found otherwise than the last time. */
  | ({ readonly type: 'documentChecked' } & FileCheck)
  /** An item was handed on; `isGuest`: to somebody outside, who sees this question alone. */
  | {
      readonly type: 'questionAssigned';
      readonly assignment: string;
      readonly question: QuestionId;
      readonly to: PersonId;
      readonly isGuest?: true;
    }
  | { readonly type: 'assignmentAccepted' | 'assignmentWithdrawn'; readonly assignment: string }
  | { readonly type: 'assignmentHandedBack'; readonly assignment: string; readonly why?: string }
  /** Somebody left, and another took over. */
  | { readonly type: 'assignmentMoved'; readonly assignment: string; readonly to: PersonId }
  /** Somebody says that it was published on the official site. ISO date. */
  | { readonly type: 'publicationNoted'; readonly on: string };
