import type { TurnContext } from 'botbuilder';
import type { Assessment } from '../core/assessment.ts';
import type { AssessmentId, Grant, Member, NamedMember, PersonId, Role, Team } from '../core/people/model.ts';
import type { Invitation, Organisation } from '../core/people/organisation.ts';
import type { PeopleRefusal } from '../core/people/organisationSteps.ts';
import type { PeopleRequest } from '../core/people/requests.ts';
import type { Reminder, ReminderSettings } from '../core/reminders/model.ts';
import type { Place } from './identity.ts';

/** Somebody of a tenant or host site whose organisation is there already, and who is not in it. */
export interface Newcomer {
  /** Where they would come in, and as whom. */
  readonly at: Place;
  /** What they may begin instead. */
  readonly own: Place;
  readonly isWaiting: boolean;
  /** What whoever vouches for them calls them. */
  readonly name?: string;
}

/** Where somebody new is then, or how it stands with them: they are let wait, or too many do already. */
export type Settled = { readonly place: Place } | { readonly state: 'waiting' | 'full' };

/** Who is in an organisation, and what they are called. */
export interface Standing {
  readonly organisation: Organisation;
  readonly team: Team;
}

/** What the dialog needs of people; all that is not pure about them happens behind it. */
export interface PeopleDesk {
  /** The place of a conversation that was led nowhere yet: its own, or what the channel's word for who speaks leads to. */
  arrive(
    context: TurnContext,
    conversation: string,
  ): Promise<{ readonly place: Place } | { readonly newcomer: Newcomer }>;
  /** A conversation was led from one place to another by a code: whoever speaks there is known by the new one from now on. */
  moved(from: Place, to: Place, context: TurnContext): Promise<void>;
  /** As it is now, but for changes that another process made within half a minute. */
  standing(place: Place): Promise<Standing>;
  /** What somebody new asked for: into the organisation, or one of their own. */
  settle(newcomer: Newcomer, ask: 'join' | 'ownService', context: TurnContext): Promise<Settled>;
  /** Carries a request out that `permitted` let through. `to`: where the conversation goes by it. */
  carryOut(
    request: PeopleRequest,
    asker: {
      readonly place: Place;
      readonly grant: Grant;
      readonly conversation: string;
      readonly context: TurnContext;
      /** The same for every delivery of one message: a repeat changes nothing. */
      readonly inputId: string;
    },
  ): Promise<Carried>;
  /** Takes an invitation up as `person`; undefined where it is no good any more. */
  joinBy(invitation: string, place: Place, context: TurnContext): Promise<Role | undefined>;
  /** That an email address is theirs; `key` names it. False where they gave another one since. */
  confirmEmail(place: Place, key: string): Promise<boolean>;
  /** What somebody outside is called, and the code of their way in. */
  guest(
    place: Place,
    person: PersonId,
    name: string,
  ): Promise<{ readonly code: string; readonly link: string; readonly days: number }>;
  /** That somebody can be written to here. Never rejects. */
  note(place: Place, context: TurnContext): Promise<void>;
  /** After a commit: tells those who want to hear, shows other doors of the same person what was answered, and moves what reminds. Never rejects, and is not waited for. */
  after(place: Place, conversation: string, before: Assessment, now: Assessment): void;
}

export interface ServiceNamed {
  readonly assessment: AssessmentId;
  readonly name?: string;
  readonly isHere: boolean;
}

/** A request, done. */
export interface Carried {
  readonly told: PeopleTold;
  readonly to?: Place;
  /** Nothing is left to go on with. */
  readonly isOver?: true;
}

/** What became of a request, to be said. */
export type PeopleTold =
  /** To another service, which then speaks for itself. */
  | { readonly say: 'gone' }
  | {
      readonly say: 'people';
      readonly members: readonly NamedMember[];
      readonly waiting: readonly { readonly person: PersonId; readonly name?: string }[];
      readonly invitations: readonly Invitation[];
      readonly me: PersonId;
      readonly mayManage: boolean;
    }
  | {
      readonly say: 'invited';
      readonly role: Role;
      readonly code: string;
      readonly link: string;
      readonly days: number;
      readonly name?: string;
      /** True where it went out by email too. */
      readonly isMailed?: boolean;
    }
  | { readonly say: 'refused'; readonly why: PeopleRefusal }
  | {
      readonly say:
        | 'invitationWithdrawn'
        | 'keptOut'
        | 'newService'
        | 'emailStopped'
        | 'noEmailHere'
        | 'wrongEmail'
        | 'emailLater'
        | 'tooQuiet';
    }
  | { readonly say: 'letIn' | 'roleSet'; readonly person: Member; readonly name?: string }
  | { readonly say: 'removed'; readonly note: HandoverNote }
  | { readonly say: 'nameForgotten'; readonly isOwn: boolean }
  | { readonly say: 'called'; readonly name: string }
  | { readonly say: 'link'; readonly code: string; readonly link: string; readonly minutes: number }
  | {
      readonly say: 'reminders';
      readonly settings: ReminderSettings;
      /** Where reminders reach this person: best first, none where nobody told us. */
      readonly ways: readonly ('teams' | 'web' | 'email')[];
      /** What is due now for this person, the most pressing first, also where it was sent already. */
      readonly due: readonly Reminder[];
      /** What was sent to whom and what became of it, newest first; for managers alone. */
      readonly sent?: readonly SentReminder[];
    }
  | { readonly say: 'remindersSet'; readonly settings: ReminderSettings }
  /** `until`: ISO date. */
  | { readonly say: 'snoozed'; readonly until: string }
  | { readonly say: 'confirmEmail' }
  | { readonly say: 'calendar'; readonly url: string }
  | {
      readonly say: 'services';
      readonly services: readonly ServiceNamed[];
    }
  | { readonly say: 'takeAway'; readonly url: string; readonly minutes: number }
  | { readonly say: 'deleted'; readonly certificate: Certificate }
  | { readonly say: 'notices'; readonly isOn: boolean };

/** What was moved when somebody left. */
export interface HandoverNote {
  /** Who left, where their name is still kept. */
  readonly named?: PersonId;
  readonly person: { readonly name?: string; readonly role: Role };
  readonly to?: { readonly name?: string; readonly role: Role };
  /** Numbers of items. */
  readonly questions: readonly string[];
  /** ISO 8601 instant. */
  readonly at: string;
  /** Conversations that were ended. */
  readonly doors: number;
}

export interface SentReminder {
  readonly name?: string;
  readonly kind: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly state: string;
  readonly via?: string;
  readonly why?: string;
}

/** Proof of what was deleted. Holds no names. */
export interface Certificate {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly commits: number;
  readonly services: number;
  readonly documents: number;
  readonly files: number;
  readonly people: number;
  /** Hashes of the last commits of the streams that are gone. */
  readonly heads: readonly string[];
}
