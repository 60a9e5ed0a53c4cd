import type { QuestionId } from '../ids.ts';
import type { AssessmentId, OrganisationId, PersonId, Role } from '../people/model.ts';

/** Why somebody may be reminded. */
export const reminderKinds = [
  /** Worked back from the deadline: 30, 14, 7 and 1 days before it, and after it. */
  'plan',
  /** Nothing has happened for a while. */
  'stalled',
  /** A question was handed on and waits. */
  'assigned',
  /** A document's next review comes up: 30, 7 and 1 days before. */
  'evidenceReview',
  /** Something dated is about to be too old for its rule, such as training. */
  'lapsing',
  /** Everything is answered and nobody has published it. */
  'signOff',
  /** A year since it was published is nearly over. */
  'republish',
  /** A new edition of the toolkit is out. */
  'newEdition',
] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** `weekly`: one digest a week. `urgent`: only what cannot wait. `never`: stopped. */
export const frequencies = ['daily', 'weekly', 'urgent', 'never'] as const;
export type Frequency = (typeof frequencies)[number];

/** What one person wants. Times are 24-hour wall clock in Europe/London (`09:30`). */
export interface ReminderSettings {
  readonly frequency: Frequency;
  /** Nothing is sent from the first to the second, also overnight (`20:00` to `08:00`). */
  readonly quiet?: { readonly from: string; readonly to: string };
  /** ISO date in Europe/London: nothing is sent before it. */
  readonly snoozedUntil?: string;
  /** Single reminders put off, by key (`reminderKey`): the ISO date on which each comes back, also one that was sent already. */
  readonly putOff?: Readonly<Record<string, string>>;
}

export const defaultSettings: ReminderSettings = { frequency: 'weekly' };

/** Sittings of 20 minutes on a day. */
export interface PlanDay {
  /** ISO date in Europe/London. */
  readonly date: string;
  readonly slots: number;
}

/** A reminder that is due, or will be. No answer and no name is ever in it. */
export interface Reminder {
  readonly kind: ReminderKind;
  readonly organisation: OrganisationId;
  readonly assessment: AssessmentId;
  /**
   * What it is about, never the same for two things that one person may be reminded of: an assignment, an edition, a document or question as
   * `assessment:D1`; the assessment where it is about that. To be compared, not to be read: what words need is in `about`.
   */
  readonly subject: string;
  /** ISO date in Europe/London on which it becomes due. */
  readonly dueOn: string;
  readonly to: PersonId;
  /** `now`: cannot wait for the weekly digest. */
  readonly urgency: 'digest' | 'now';
  /** What the words need, true on the day on which it was asked for. Days left are none or fewer where it comes late. */
  readonly about: ReminderAbout;
}

export type ReminderAbout =
  /** `daysLeft` is negative after the deadline. `slots`: 20 minutes each; `days`: the next on which some of them fall, or all. */
  | {
      readonly kind: 'plan';
      readonly deadline: string;
      readonly daysLeft: number;
      readonly questionsLeft: number;
      readonly minutesLeft: number;
      readonly slots: number;
      readonly days: readonly PlanDay[];
    }
  | { readonly kind: 'stalled'; readonly daysQuiet: number; readonly questionsLeft: number }
  | { readonly kind: 'assigned'; readonly question: QuestionId; readonly daysWaiting: number }
  | { readonly kind: 'evidenceReview'; readonly document: string; readonly on: string; readonly daysLeft: number }
  /** `on`: the last day on which it still counts. */
  | { readonly kind: 'lapsing'; readonly question: QuestionId; readonly on: string; readonly daysLeft: number }
  | { readonly kind: 'signOff'; readonly daysWaiting: number }
  | { readonly kind: 'republish'; readonly on: string; readonly daysLeft: number }
  | { readonly kind: 'newEdition'; readonly edition: string };

/** All that the rules look at. Pure data, gathered by the shell. */
export interface ReminderFacts {
  readonly organisation: OrganisationId;
  readonly members: readonly { readonly person: PersonId; readonly role: Role; readonly settings: ReminderSettings }[];
  readonly services: readonly ServiceFacts[];
  /** The yearly deadline as month and day, `06-30` (dspt/rules.md, section 3). */
  readonly deadline: string;
  /** Editions that are out, oldest first, with the ISO date on which each was published. */
  readonly editions: readonly { readonly edition: string; readonly outOn: string }[];
}

export interface ServiceFacts {
  readonly assessment: AssessmentId;
  readonly edition: string;
  /** ISO 8601 instants, UTC. */
  readonly startedAt: string;
  /** When a person last did something. */
  readonly activeAt: string;
  /** Mandatory questions without an answer, and our estimate in minutes of the time for them. */
  readonly questionsLeft: number;
  readonly minutesLeft: number;
  /** When everything came to be done; absent while something is not. */
  readonly doneAt?: string;
  /** ISO date on which somebody said that it was published. */
  readonly publishedOn?: string;
  readonly assignments: readonly {
    readonly id: string;
    readonly question: QuestionId;
    readonly to: PersonId;
    /** ISO 8601 instant. */
    readonly at: string;
  }[];
  /** Documents with a next review, ISO date. */
  readonly reviews: readonly { readonly document: string; readonly on: string }[];
  /** Dated answers under a rule "within so many months": the last day on which each still counts, ISO date. */
  readonly lapses: readonly { readonly question: QuestionId; readonly on: string }[];
}

/** The name under which a reminder is claimed, so that it is sent once. */
export function reminderKey({ kind, subject, dueOn }: Pick<Reminder, 'kind' | 'subject' | 'dueOn'>): string {
  return `${kind}/${subject}/${dueOn}`;
}
