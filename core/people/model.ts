import type { QuestionId } from '../ids.ts';

/** Opaque, and never a name: names lie in a document of their own, so that one can be forgotten while the record stays whole. */
export type PersonId = string;
export type OrganisationId = string;
export type AssessmentId = string;

/** What a member may be; what each may do stands in `roles.ts`. */
export const roles = ['manager', 'contributor', 'reviewer', 'viewer', 'supporter'] as const;
export type Role = (typeof roles)[number];

/**
 * What somebody may do in one assessment. A guest is no member: somebody outside who was handed single questions, and may see and
 * answer those alone.
 */
export type Grant =
  | { readonly person: PersonId; readonly role: Role }
  /** `questions`: numbers of items; their follow-ups belong to them. */
  | { readonly person: PersonId; readonly role: 'guest'; readonly questions: readonly QuestionId[] };

export interface Member {
  readonly person: PersonId;
  readonly role: Role;
  /** ISO 8601 instant, UTC. */
  readonly joinedAt: string;
}

/** A member as the guide speaks of them; the name is absent where none was given or it was forgotten. */
export interface NamedMember extends Member {
  readonly name?: string;
}

/** Those who share the work on an assessment, as a turn needs to know them. */
export interface Team {
  readonly organisation: OrganisationId;
  readonly members: readonly NamedMember[];
  /** Names of people outside who were handed a question, by person. */
  readonly guests: Readonly<Record<PersonId, string>>;
  /** Names that are still kept of people who were in and are no more, by person; absent where there are none. */
  readonly left?: Readonly<Record<PersonId, string>>;
}

export const assignmentStates = ['waiting', 'accepted', 'answered', 'handedBack', 'withdrawn'] as const;
export type AssignmentState = (typeof assignmentStates)[number];

/** A question that was handed on. */
export interface Assignment {
  readonly id: string;
  /** Number of an item. */
  readonly question: QuestionId;
  readonly to: PersonId;
  /** True where `to` is no member, and came by a link for this question alone. */
  readonly isGuest: boolean;
  /** Who asked. */
  readonly by: PersonId;
  readonly state: AssignmentState;
  /** ISO 8601 instants, UTC: when it was handed on, and when it came into this state. */
  readonly at: string;
  readonly since: string;
}

/** Whether somebody still owes an answer to it. */
export function isWaiting({ state }: Assignment): boolean {
  return state === 'waiting' || state === 'accepted';
}
