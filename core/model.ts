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

/** Set-up questions are answered and recorded like any other; their ids begin with `setup.`. */
export type QuestionId = string;

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
    };
