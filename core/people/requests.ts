import type { QuestionId } from '../ids.ts';
import type { Frequency } from '../reminders/model.ts';
import type { SnoozeUntil } from '../understand/peopleTalk.ts';
import type { AssessmentId, PersonId, Role } from './model.ts';

/**
 * What the conversation asks of the organisation: carried out by the shell, on records other than the assessment's. What it means is
 * decided by `decideRequest` (`organisationSteps.ts`) where it changes the organisation.
 */
export type PeopleRequest =
  /** Who is in, who asked to come in, which invitations are open. */
  | { readonly ask: 'people' }
  | { readonly ask: 'invite'; readonly role: Role; readonly name?: string; readonly email?: string }
  | { readonly ask: 'withdrawInvitation'; readonly invitation: string }
  | { readonly ask: 'letIn'; readonly person: PersonId; readonly role: Role }
  | { readonly ask: 'keepOut'; readonly person: PersonId }
  /** Somebody new of a known tenant: to come into its organisation, or to begin one of their own. */
  | { readonly ask: 'join' | 'ownService' }
  | { readonly ask: 'setRole'; readonly person: PersonId; readonly role: Role }
  /** `to`: takes over their questions and, where they were the last manager, their role. Asked back until `isSure`, as is a name. */
  | { readonly ask: 'remove'; readonly person: PersonId; readonly to?: PersonId; readonly isSure?: boolean }
  | { readonly ask: 'forgetName'; readonly person: PersonId; readonly isSure?: boolean }
  | { readonly ask: 'callMe'; readonly name: string }
  /** A code that links another door (Teams, a browser) to the same person. */
  | { readonly ask: 'link' }
  | { readonly ask: 'reminders' }
  | { readonly ask: 'remindMe'; readonly frequency: Frequency }
  | { readonly ask: 'quietHours'; readonly hours?: { readonly from: string; readonly to: string } }
  /** `keys`: the reminders of one card; absent for all. */
  | { readonly ask: 'snooze'; readonly until: SnoozeUntil; readonly keys?: readonly string[] }
  | { readonly ask: 'email'; readonly address?: string }
  | { readonly ask: 'calendar' }
  /** `name`: of the one to go to, as it was typed. */
  | { readonly ask: 'services'; readonly name?: string }
  | { readonly ask: 'addService' }
  | { readonly ask: 'goTo'; readonly assessment: AssessmentId }
  | { readonly ask: 'takeAway' }
  /** Asked back until the words that it wants were typed. */
  | { readonly ask: 'deleteAll'; readonly isSure?: boolean }
  | { readonly ask: 'notices'; readonly isOn: boolean };

/** What becomes of a question that was handed on, on a card. */
export type HandingOn =
  /** `to` absent: whom to ask is asked. */
  | { readonly do: 'handOn'; readonly question: QuestionId; readonly to?: PersonId; readonly outside?: string }
  | { readonly do: 'accept' | 'handBack' | 'withdraw'; readonly assignment: string };
