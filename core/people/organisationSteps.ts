import { managersOf } from './grant.ts';
import type { PersonId, Role } from './model.ts';
import type { Organisation, OrganisationEvent } from './organisation.ts';
import type { PeopleRequest } from './requests.ts';
import { roleActions } from './roles.ts';

/** Why a change of who is in was not made. */
export type PeopleRefusal = 'lastManager' | 'notThere' | 'alreadyIn' | 'tooMany' | 'tooManyInvitations';

export type PeopleDecision =
  | { readonly events: readonly OrganisationEvent[] }
  | { readonly events: readonly []; readonly refused: PeopleRefusal };

/** More would be a mistake, or somebody's mischief. */
const mostInvitations = 50;
const mostMembers = 500;
const mostWaiting = 50;

/** Who asks, and when. */
export interface Asking {
  readonly by: PersonId;
  readonly newId: string;
  readonly now: string;
  readonly until: string;
}

/** Requests that change who is in. */
export type MembershipRequest =
  | Extract<
      PeopleRequest,
      { ask: 'invite' | 'withdrawInvitation' | 'letIn' | 'keepOut' | 'setRole' | 'remove' | 'forgetName' }
    >
  | { readonly ask: 'join' };

/**
 * What the request brings about. Pure; whether `by` may ask for it was decided before, by `permitted`. `now` and `until`, the end of an
 * invitation, are ISO 8601 instants.
 */
export function decideRequest(
  organisation: Organisation,
  request: MembershipRequest,
  { by, newId, now, until }: Asking,
): PeopleDecision {
  const { members, waiting, invitations } = organisation;
  const isIn = (person: PersonId): boolean => Object.hasOwn(members, person);
  const isLastManager = (person: PersonId): boolean => {
    const managers = managersOf(organisation);
    return managers.length === 1 && managers[0] === person;
  };
  switch (request.ask) {
    case 'invite':
      if (Object.values(invitations).filter((each) => each.until > now).length >= mostInvitations)
        return refused('tooManyInvitations');
      return { events: [{ type: 'invitationMade', invitation: newId, role: request.role, until }] };
    case 'withdrawInvitation':
      return Object.hasOwn(invitations, request.invitation)
        ? { events: [{ type: 'invitationWithdrawn', invitation: request.invitation }] }
        : refused('notThere');
    case 'join':
      if (isIn(by)) return refused('alreadyIn');
      if (Object.hasOwn(waiting, by)) return { events: [] };
      return Object.keys(waiting).length >= mostWaiting
        ? refused('tooMany')
        : { events: [{ type: 'joinAsked', person: by }] };
    case 'letIn':
      if (!Object.hasOwn(waiting, request.person)) return refused(isIn(request.person) ? 'alreadyIn' : 'notThere');
      if (Object.keys(members).length >= mostMembers) return refused('tooMany');
      return { events: [{ type: 'memberJoined', person: request.person, role: request.role }] };
    case 'keepOut':
      return Object.hasOwn(waiting, request.person)
        ? { events: [{ type: 'joinRefused', person: request.person }] }
        : refused('notThere');
    case 'setRole':
      if (!isIn(request.person)) return refused('notThere');
      if (members[request.person]?.role === request.role) return { events: [] };
      if (isLastManager(request.person)) return refused('lastManager');
      return { events: [{ type: 'roleChanged', person: request.person, role: request.role }] };
    case 'remove': {
      const { person, to } = request;
      const hasLeft = Object.hasOwn(organisation.left, person);
      if (!isIn(person) && !hasLeft) return refused('notThere');
      if (to !== undefined && (to === person || !isIn(to))) return refused('notThere');
      // What is left to do for whoever is in no more is done again.
      if (!isIn(person)) return { events: [] };
      if (isLastManager(person) && to === undefined) return refused('lastManager');
      const role = members[person]?.role;
      const heirs = to === undefined ? undefined : members[to]?.role;
      const promoted: readonly OrganisationEvent[] =
        to !== undefined && role && heirs && needsMore(heirs, role) ? [{ type: 'roleChanged', person: to, role }] : [];
      return { events: [...promoted, { type: 'memberRemoved', person, ...(to !== undefined && { to }) }] };
    }
    case 'forgetName':
      return { events: [{ type: 'nameForgotten', person: request.person }] };
    default:
      return request satisfies never;
  }
}

/** Whether whoever takes over lacks rights that the work needs. */
function needsMore(heirs: Role, leavers: Role): boolean {
  return (['managePeople', 'answer'] as const).some(
    (action) => roleActions[leavers][action] && !roleActions[heirs][action],
  );
}

/** Whoever comes by an invitation; undefined where it was withdrawn, used or has run out by `now` (ISO 8601 instant). */
export function acceptInvitation(
  organisation: Organisation,
  invitation: string,
  { person, now }: { readonly person: PersonId; readonly now: string },
): PeopleDecision | undefined {
  const open = Object.hasOwn(organisation.invitations, invitation) ? organisation.invitations[invitation] : undefined;
  if (!open || open.until <= now) return undefined;
  if (Object.keys(organisation.members).length >= mostMembers) return refused('tooMany');
  if (Object.hasOwn(organisation.members, person)) return refused('alreadyIn');
  return { events: [{ type: 'memberJoined', person, role: open.role, invitation }] };
}

/** Whoever a host site vouches for with a role: in with it, and moved to it when it says another; never from a last manager. */
export function acceptVouched(organisation: Organisation, person: PersonId, role: Role | undefined): PeopleDecision {
  const member = Object.hasOwn(organisation.members, person) ? organisation.members[person] : undefined;
  if (role === undefined || member?.role === role || organisation.isClosed) return { events: [] };
  if (!member) {
    if (Object.keys(organisation.members).length >= mostMembers) return refused('tooMany');
    return { events: [{ type: 'memberJoined', person, role }] };
  }
  const managers = managersOf(organisation);
  if (managers.length === 1 && managers[0] === person) return refused('lastManager');
  return { events: [{ type: 'roleChanged', person, role }] };
}

function refused(why: PeopleRefusal): PeopleDecision {
  return { events: [], refused: why };
}
