import { hash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { AssessmentId, OrganisationId, PersonId } from '../core/people/model.ts';

/** Where a conversation is, and who speaks in it. */
export interface Place {
  readonly organisation: OrganisationId;
  readonly assessment: AssessmentId;
  readonly person: PersonId;
}

/** What is kept of a place. One from before there were people names the assessment alone: it is its founder's. */
export interface Seat {
  readonly assessment: AssessmentId;
  readonly organisation?: OrganisationId;
  readonly person?: PersonId;
}

/**
 * Channel and conversation. Not the sender as well: an arrival may be told by somebody else than the person who then speaks,
 * and the same record must be found when the conversation's state is lost.
 */
export function conversationKey({ channelId, conversation }: Pick<Activity, 'channelId' | 'conversation'>): string {
  return digest(channelId, conversation.id);
}

/**
 * The place that a conversation begins when it came by no code. Derived, so that a lost seat or two first messages at once lead
 * to the same record.
 */
export function ownPlace(conversation: string): Place {
  return placeIn({ assessment: digest('assessment', conversation) });
}

/** A whole place: who began an assessment, and the organisation that stands behind it, are derived from it where nothing else is said. */
export function placeIn({ assessment, organisation, person }: Seat): Place {
  return {
    assessment,
    organisation: organisation ?? organisationBehind(assessment),
    person: person ?? founderOf(assessment),
  };
}

/** Whoever began an assessment, and whoever came back to it by a code from before there were people. */
export function founderOf(assessment: AssessmentId): PersonId {
  return digest('founder', assessment);
}

/** The organisation of an assessment that nobody has shared with anybody yet. */
export function organisationBehind(assessment: AssessmentId): OrganisationId {
  return digest('organisation', assessment);
}

/** Whoever takes an invitation up in a conversation: the same where it is tried again. */
export function newPerson(conversation: string, invitation: string): PersonId {
  return digest('invited', conversation, invitation);
}

/** Somebody of a Microsoft tenant, the same in every conversation. */
export function tenantPerson(tenant: string, user: string): PersonId {
  return digest('msteams', 'person', tenant, user);
}

/** The organisation that the first person of a tenant founds, or, where `user` is given, one person's own. */
export function tenantOrganisation(tenant: string, user?: string): OrganisationId {
  return digest('msteams', 'organisation', tenant, ...(user === undefined ? [] : [user]));
}

/** The first service of an organisation that was not begun by an assessment. */
export function firstService(organisation: OrganisationId): AssessmentId {
  return digest('assessment', 'of', organisation);
}

export function digest(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 32);
}

/** The place of a conversation now: the one that a code or a channel led it to, else its own. */
export async function placeOf(
  conversation: string,
  seats: { get(conversation: string): Promise<Seat | undefined> },
): Promise<Place> {
  const seat = await seats.get(conversation);
  return seat ? placeIn(seat) : ownPlace(conversation);
}
