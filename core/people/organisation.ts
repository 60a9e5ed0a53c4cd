import type { ReminderSettings } from '../reminders/model.ts';
import type { AssessmentId, Member, PersonId, Role } from './model.ts';

/** How an organisation changes. Names and addresses are never in here: they lie where they can be forgotten. */
export type OrganisationEvent =
  /** `person`: its first manager. `assessment`: its first service. */
  | { readonly type: 'organisationFounded'; readonly person: PersonId; readonly assessment: AssessmentId }
  | { readonly type: 'serviceAdded'; readonly assessment: AssessmentId }
  /** Somebody of the same Teams tenant, or host site, wants to come in. */
  | { readonly type: 'joinAsked'; readonly person: PersonId }
  | { readonly type: 'joinRefused'; readonly person: PersonId }
  | { readonly type: 'memberJoined'; readonly person: PersonId; readonly role: Role; readonly invitation?: string }
  | { readonly type: 'roleChanged'; readonly person: PersonId; readonly role: Role }
  /** `to`: who took over their work, if anybody did. */
  | { readonly type: 'memberRemoved'; readonly person: PersonId; readonly to?: PersonId }
  /** `until`: ISO 8601 instant, UTC. */
  | { readonly type: 'invitationMade'; readonly invitation: string; readonly role: Role; readonly until: string }
  | { readonly type: 'invitationWithdrawn'; readonly invitation: string }
  | { readonly type: 'nameForgotten'; readonly person: PersonId }
  | { readonly type: 'remindersSet'; readonly person: PersonId; readonly settings: ReminderSettings }
  /** Where notices for the whole team go: a key of a stored conversation; `null` for nowhere. */
  | { readonly type: 'noticesPlaced'; readonly place: string | null }
  /** Somebody was given a copy of all that is kept of it. */
  | { readonly type: 'dataTakenAway' }
  /** All of it is about to be deleted: from here on nobody has any business there. */
  | { readonly type: 'deletionBegun' };

export interface Invitation {
  readonly id: string;
  readonly role: Role;
  readonly by: PersonId;
  /** ISO 8601 instant, UTC. */
  readonly until: string;
}

/** An organisation: one service or several, and the people who work on them. Folded from its stream. */
export interface Organisation {
  readonly revision: number;
  readonly members: Readonly<Record<PersonId, Member>>;
  /** Who was in and is no more: as what, and who took over their work, if anybody did. */
  readonly left: Readonly<Record<PersonId, { readonly role: Role; readonly to?: PersonId }>>;
  /** Who asked to come in, and when (ISO 8601 instant). */
  readonly waiting: Readonly<Record<PersonId, string>>;
  /** Those that were made and neither used nor withdrawn; whether one has run out is for the reader to see, and making another drops it. */
  readonly invitations: Readonly<Record<string, Invitation>>;
  readonly services: readonly AssessmentId[];
  readonly reminders: Readonly<Record<PersonId, ReminderSettings>>;
  readonly noticePlace: string | null;
  /** Ids of the inputs behind its last commits: a repeat of one changes nothing. */
  readonly recentInputs: readonly string[];
  /** It is being deleted: nobody comes in any more, whatever is written after. */
  readonly isClosed?: true;
}

/** Version of the shape above, for stored snapshots. */
export const organisationSchema = 3;

/** How many inputs are known again. */
const rememberedInputs = 50;

export const emptyOrganisation: Organisation = {
  revision: 0,
  members: {},
  left: {},
  waiting: {},
  invitations: {},
  services: [],
  reminders: {},
  noticePlace: null,
  recentInputs: [],
};

interface CommitLike {
  readonly revision: number;
  readonly at: string;
  readonly by: PersonId;
  /** Absent where nothing was written. */
  readonly inputId?: string;
  readonly events: readonly OrganisationEvent[];
}

/** The organisation after one more commit. Pure and total. */
export function foldOrganisation(organisation: Organisation, commit: CommitLike): Organisation {
  const { revision, inputId } = commit;
  const recentInputs = [...organisation.recentInputs, ...(inputId === undefined ? [] : [inputId])];
  let now: Organisation = { ...organisation, revision, recentInputs: recentInputs.slice(-rememberedInputs) };
  for (const event of commit.events) if (!now.isClosed) now = { ...now, ...changed(now, event, commit) };
  return now;
}

function changed(before: Organisation, event: OrganisationEvent, { at, by }: CommitLike): Partial<Organisation> {
  const { members, left, waiting, invitations, services, reminders } = before;
  switch (event.type) {
    case 'organisationFounded':
      return {
        members: { ...members, [event.person]: { person: event.person, role: 'manager', joinedAt: at } },
        services: withOne(services, event.assessment),
      };
    case 'serviceAdded':
      return { services: withOne(services, event.assessment) };
    case 'joinAsked':
      return { waiting: { ...waiting, [event.person]: at } };
    case 'joinRefused':
      return { waiting: without(waiting, event.person) };
    case 'memberJoined':
      return {
        members: { ...members, [event.person]: { person: event.person, role: event.role, joinedAt: at } },
        left: without(left, event.person),
        waiting: without(waiting, event.person),
        invitations: without(invitations, event.invitation),
      };
    case 'roleChanged': {
      const member = Object.hasOwn(members, event.person) ? members[event.person] : undefined;
      if (!member) return {};
      const kept = event.role === 'manager' ? invitations : withoutThoseOf(invitations, event.person);
      return { members: { ...members, [event.person]: { ...member, role: event.role } }, invitations: kept };
    }
    case 'memberRemoved': {
      const { person, to } = event;
      const role = Object.hasOwn(members, person) ? members[person]?.role : undefined;
      return {
        members: without(members, person),
        ...(role && { left: { ...left, [person]: { role, ...(to !== undefined && { to }) } } }),
        reminders: without(reminders, event.person),
        invitations: withoutThoseOf(invitations, event.person),
      };
    }
    case 'invitationMade': {
      const { invitation: id, role, until } = event;
      // Those that have run out would be kept for ever.
      const open = Object.fromEntries(Object.entries(invitations).filter(([, each]) => each.until > at));
      return { invitations: { ...open, [id]: { id, role, by, until } } };
    }
    case 'invitationWithdrawn':
      return { invitations: without(invitations, event.invitation) };
    case 'nameForgotten':
      return {};
    case 'remindersSet':
      return { reminders: { ...reminders, [event.person]: event.settings } };
    case 'noticesPlaced':
      return { noticePlace: event.place };
    case 'dataTakenAway':
      return {};
    case 'deletionBegun':
      return { members: {}, left: {}, waiting: {}, invitations: {}, reminders: {}, noticePlace: null, isClosed: true };
    default:
      return event satisfies never;
  }
}

/** An invitation is worth what whoever made it may do. */
function withoutThoseOf(invitations: Organisation['invitations'], person: PersonId): Organisation['invitations'] {
  return Object.fromEntries(Object.entries(invitations).filter(([, { by }]) => by !== person));
}

const withOne = <T>(list: readonly T[], one: T): readonly T[] => (list.includes(one) ? list : [...list, one]);

function without<T>(all: Readonly<Record<string, T>>, key: string | undefined): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));
}
