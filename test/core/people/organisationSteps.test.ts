/** Who comes in, who leaves, and in what role: decided, and folded into the organisation. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { managersOf } from '../../../core/people/grant.ts';
import { type Role, roles } from '../../../core/people/model.ts';
import {
  emptyOrganisation,
  foldOrganisation,
  type Organisation,
  type OrganisationEvent,
} from '../../../core/people/organisation.ts';
import {
  acceptInvitation,
  acceptVouched,
  decideRequest,
  type MembershipRequest,
  type PeopleDecision,
} from '../../../core/people/organisationSteps.ts';

const at = '2026-11-21T10:00:00.000Z';
const until = '2026-12-05T10:00:00.000Z';

const apply = (organisation: Organisation, events: readonly OrganisationEvent[], by = 'jo'): Organisation =>
  foldOrganisation(organisation, { revision: organisation.revision + 1, at, by, events });

/** Jo, a manager, founded it. */
const founded = apply(emptyOrganisation, [{ type: 'organisationFounded', person: 'jo', assessment: 'rose' }]);
const withMembers = (members: Readonly<Record<string, Role>>): Organisation =>
  apply(
    founded,
    Object.entries(members).map(([person, role]) => ({ type: 'memberJoined', person, role })),
  );
const team = withMembers({ al: 'manager', sam: 'contributor', vi: 'viewer' });
const waiting = apply(team, [{ type: 'joinAsked', person: 'new' }]);
const inviting = apply(team, [{ type: 'invitationMade', invitation: 'i1', role: 'contributor', until }]);

const decide = (organisation: Organisation, request: MembershipRequest, by = 'jo'): PeopleDecision =>
  decideRequest(organisation, request, { by, newId: 'new-id', now: at, until });

/** The refusal, or the types of what is written. */
const said = (decision: PeopleDecision | undefined): string =>
  decision === undefined
    ? 'unknown'
    : 'refused' in decision
      ? decision.refused
      : decision.events.map(({ type }) => type).join(' ');

describe('what is asked', () => {
  it.each<[string, Organisation, MembershipRequest, string, string?]>([
    ['an invitation', team, { ask: 'invite', role: 'viewer' }, 'invitationMade'],
    ['an invitation withdrawn', inviting, { ask: 'withdrawInvitation', invitation: 'i1' }, 'invitationWithdrawn'],
    ['one that is none', inviting, { ask: 'withdrawInvitation', invitation: 'i2' }, 'notThere'],
    ['one by an inherited name', inviting, { ask: 'withdrawInvitation', invitation: 'constructor' }, 'notThere'],
    ['somebody wants to come in', team, { ask: 'join' }, 'joinAsked', 'new'],
    ['and asks again', waiting, { ask: 'join' }, '', 'new'],
    ['who is in already', team, { ask: 'join' }, 'alreadyIn', 'sam'],
    ['let in', waiting, { ask: 'letIn', person: 'new', role: 'viewer' }, 'memberJoined'],
    ['let in whoever did not ask', team, { ask: 'letIn', person: 'new', role: 'manager' }, 'notThere'],
    ['let in whoever is in', team, { ask: 'letIn', person: 'sam', role: 'manager' }, 'alreadyIn'],
    ['let in by an inherited name', team, { ask: 'letIn', person: 'toString', role: 'viewer' }, 'notThere'],
    ['kept out', waiting, { ask: 'keepOut', person: 'new' }, 'joinRefused'],
    ['kept out whoever did not ask', team, { ask: 'keepOut', person: 'sam' }, 'notThere'],
    ['another role', team, { ask: 'setRole', person: 'sam', role: 'viewer' }, 'roleChanged'],
    ['the same role', team, { ask: 'setRole', person: 'sam', role: 'contributor' }, ''],
    ['a role for nobody', team, { ask: 'setRole', person: 'new', role: 'viewer' }, 'notThere'],
    ['one of two managers steps down', team, { ask: 'setRole', person: 'jo', role: 'viewer' }, 'roleChanged'],
    ['the last manager steps down', founded, { ask: 'setRole', person: 'jo', role: 'viewer' }, 'lastManager'],
    ['the last manager stays one', founded, { ask: 'setRole', person: 'jo', role: 'manager' }, ''],
    ['a removal', team, { ask: 'remove', person: 'sam' }, 'memberRemoved'],
    ['a removal of nobody', team, { ask: 'remove', person: 'new' }, 'notThere'],
    ['one of two managers leaves', team, { ask: 'remove', person: 'jo' }, 'memberRemoved'],
    ['the last manager leaves', withMembers({ sam: 'contributor' }), { ask: 'remove', person: 'jo' }, 'lastManager'],
    ['a handover', team, { ask: 'remove', person: 'vi', to: 'sam' }, 'memberRemoved'],
    ['to somebody who only looked', team, { ask: 'remove', person: 'sam', to: 'vi' }, 'roleChanged memberRemoved'],
    ['a handover by a manager promotes', team, { ask: 'remove', person: 'jo', to: 'sam' }, 'roleChanged memberRemoved'],
    ['to a manager it need not', team, { ask: 'remove', person: 'jo', to: 'al' }, 'memberRemoved'],
    [
      'by the last manager too',
      withMembers({ sam: 'viewer' }),
      { ask: 'remove', person: 'jo', to: 'sam' },
      'roleChanged memberRemoved',
    ],
    ['a handover to nobody', team, { ask: 'remove', person: 'jo', to: 'new' }, 'notThere'],
    ['a handover to oneself', team, { ask: 'remove', person: 'jo', to: 'jo' }, 'notThere'],
    ['a handover by the last manager to oneself', founded, { ask: 'remove', person: 'jo', to: 'jo' }, 'notThere'],
    ['a name forgotten', team, { ask: 'forgetName', person: 'sam' }, 'nameForgotten'],
  ])('%s', (_name, organisation, request, expected, by = 'jo') => {
    expect(said(decide(organisation, request, by))).toBe(expected);
  });

  it('an invitation has its role and its end, and is not used up by being made', () => {
    const made = apply(team, decide(team, { ask: 'invite', role: 'reviewer' }).events);
    expect(made.invitations['new-id']).toEqual({ id: 'new-id', role: 'reviewer', by: 'jo', until });
    expect(made.members).toEqual(team.members);
  });

  it('whoever leaves is out, without reminders; whoever takes over a manager’s work is one', () => {
    const reminded = apply(team, [{ type: 'remindersSet', person: 'jo', settings: { frequency: 'daily' } }]);
    const after = apply(reminded, decide(reminded, { ask: 'remove', person: 'jo', to: 'sam' }).events);
    expect(Object.keys(after.members)).toEqual(['al', 'sam', 'vi']);
    expect(after.members.sam?.role).toBe('manager');
    expect(after.reminders).toEqual({});
  });
});

describe('an invitation', () => {
  const come = (organisation: Organisation, invitation = 'i1', person = 'new', now = at) =>
    acceptInvitation(organisation, invitation, { person, now });

  it('lets in with its role, once', () => {
    const decision = come(inviting);
    const after = apply(inviting, decision?.events ?? []);
    expect(after.members.new).toEqual({ person: 'new', role: 'contributor', joinedAt: at });
    expect(said(come(after, 'i1', 'second'))).toBe('unknown');
  });

  it.each<[string, PeopleDecision | undefined, string]>([
    ['withdrawn', come(apply(inviting, [{ type: 'invitationWithdrawn', invitation: 'i1' }])), 'unknown'],
    ['never made', come(team), 'unknown'],
    ['of an inherited name', come(inviting, 'hasOwnProperty'), 'unknown'],
    ['in its last moment', come(inviting, 'i1', 'new', '2026-12-05T09:59:59.999Z'), 'memberJoined'],
    ['run out', come(inviting, 'i1', 'new', until), 'unknown'],
    ['for whoever is in', come(inviting, 'i1', 'sam'), 'alreadyIn'],
  ])('%s', (_name, decision, expected) => {
    expect(said(decision)).toBe(expected);
  });

  it('does not outlive its organisation', () => {
    expect(said(come(apply(inviting, [{ type: 'deletionBegun' }])))).toBe('unknown');
  });
});

describe('somebody whom a host site vouches for', () => {
  it.each<[string, Organisation, string, Role | undefined, string]>([
    ['comes in with the role', team, 'new', 'viewer', 'memberJoined'],
    ['without a role is not in', team, 'new', undefined, ''],
    ['keeps a role that is the same', team, 'sam', 'contributor', ''],
    ['keeps theirs where none is said', team, 'sam', undefined, ''],
    ['moves to the role that is said', team, 'sam', 'manager', 'roleChanged'],
    ['is not moved as the last manager', founded, 'jo', 'viewer', 'lastManager'],
    ['is moved as one of two', team, 'jo', 'viewer', 'roleChanged'],
  ])('%s', (_name, organisation, person, role, expected) => {
    expect(said(acceptVouched(organisation, person, role))).toBe(expected);
  });
});

describe('limits', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
  const full = apply(
    founded,
    many(499).map((person) => ({ type: 'memberJoined', person, role: 'viewer' })),
  );

  it('500 members', () => {
    const last = apply(
      founded,
      full.members.p0 ? many(498).map((person) => ({ type: 'memberJoined', person, role: 'viewer' })) : [],
    );
    for (const [organisation, expected] of [
      [last, 'memberJoined'],
      [full, 'tooMany'],
    ] as const) {
      const asking = apply(organisation, [
        { type: 'joinAsked', person: 'new' },
        { type: 'invitationMade', invitation: 'i1', role: 'viewer', until },
      ]);
      expect(said(decide(asking, { ask: 'letIn', person: 'new', role: 'viewer' }))).toBe(expected);
      expect(said(acceptInvitation(asking, 'i1', { person: 'other', now: at }))).toBe(expected);
      expect(said(acceptVouched(asking, 'third', 'viewer'))).toBe(expected);
    }
  });

  it('invitations that have run out count for nothing, and go when another is made', () => {
    const fortnight = Array.from({ length: 50 }, (_, index) => `i${index}`);
    const stale = apply(
      team,
      fortnight.map((invitation) => ({ type: 'invitationMade', invitation, role: 'viewer', until })),
    );
    const later = { revision: 9, at: until, by: 'jo' };
    const decision = decideRequest(
      stale,
      { ask: 'invite', role: 'viewer' },
      { by: 'jo', newId: 'fresh', now: until, until: '2026-12-19T10:00:00.000Z' },
    );
    expect(said(decision)).toBe('invitationMade');
    expect(Object.keys(foldOrganisation(stale, { ...later, events: decision.events }).invitations)).toEqual(['fresh']);
  });

  it('50 open invitations and 50 who wait', () => {
    const invited = (count: number) =>
      apply(
        team,
        many(count).map((invitation) => ({ type: 'invitationMade', invitation, role: 'viewer', until })),
      );
    expect(said(decide(invited(49), { ask: 'invite', role: 'viewer' }))).toBe('invitationMade');
    expect(said(decide(invited(50), { ask: 'invite', role: 'viewer' }))).toBe('tooManyInvitations');
    const asking = (count: number) =>
      apply(
        team,
        many(count).map((person) => ({ type: 'joinAsked', person })),
      );
    expect(said(decide(asking(49), { ask: 'join' }, 'new'))).toBe('joinAsked');
    expect(said(decide(asking(50), { ask: 'join' }, 'new'))).toBe('tooMany');
  });
});

describe('whatever is asked, in whatever order', () => {
  const person = fc.constantFrom('jo', 'al', 'sam', 'vi', 'new', 'constructor');
  const role = fc.constantFrom(...roles);
  const request: fc.Arbitrary<MembershipRequest> = fc.oneof(
    fc.record({ ask: fc.constant('invite' as const), role }),
    fc.record({ ask: fc.constant('withdrawInvitation' as const), invitation: fc.constantFrom('0', '1', '2', '3') }),
    fc.record({ ask: fc.constantFrom('letIn' as const, 'setRole' as const), person, role }),
    fc.record({ ask: fc.constantFrom('keepOut' as const, 'forgetName' as const), person }),
    fc.record({ ask: fc.constant('remove' as const), person, to: person }, { requiredKeys: ['ask', 'person'] }),
    fc.record({ ask: fc.constant('join' as const) }),
  );
  const comes = fc.record({ ask: fc.constant('come' as const), invitation: fc.nat({ max: 12 }).map(String), person });
  const vouched = fc.record({ ask: fc.constant('vouch' as const), person, role });

  it('there is always a manager, nobody is refused and changed at once, and an invitation lets in one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ by: person, what: fc.oneof(request, comes, vouched) }), { maxLength: 25 }),
        (asked) => {
          let organisation = founded;
          const used = new Map<string, number>();
          for (const [index, { by, what }] of asked.entries()) {
            const decision =
              what.ask === 'come'
                ? acceptInvitation(organisation, what.invitation, { person: what.person, now: at })
                : what.ask === 'vouch'
                  ? acceptVouched(organisation, what.person, what.role)
                  : decideRequest(organisation, what, { by, newId: String(index), now: at, until });
            const events = decision?.events ?? [];
            if (decision && 'refused' in decision) expect(events).toEqual([]);
            for (const event of events)
              if (event.type === 'memberJoined' && event.invitation !== undefined)
                used.set(event.invitation, (used.get(event.invitation) ?? 0) + 1);
            if (events.length > 0) organisation = apply(organisation, events, by);
            expect(managersOf(organisation).length).toBeGreaterThan(0);
            expect(
              Object.keys(organisation.waiting).filter((each) => Object.hasOwn(organisation.members, each)),
            ).toEqual([]);
          }
          expect([...used.values()].filter((times) => times > 1)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
