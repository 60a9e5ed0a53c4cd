/** What somebody may do, told from who is in and what was handed on. */
import { describe, expect, it } from '@jest/globals';
import { emptyAssessment } from '../../../core/assessment.ts';
import { grantIn, managersOf } from '../../../core/people/grant.ts';
import {
  type Assignment,
  type AssignmentState,
  assignmentStates,
  type Role,
  roles,
} from '../../../core/people/model.ts';
import { emptyOrganisation, type Organisation } from '../../../core/people/organisation.ts';

const at = '2026-11-21T10:00:00.000Z';
const withMembers = (members: Readonly<Record<string, Role>>): Organisation => ({
  ...emptyOrganisation,
  members: Object.fromEntries(
    Object.entries(members).map(([person, role]) => [person, { person, role, joinedAt: at }] as const),
  ),
});
const assigned = (question: string, state: AssignmentState, more: Partial<Assignment> = {}): Assignment => ({
  ...{ id: `${question}-${state}`, question, to: 'firm', isGuest: true, by: 'jo', state, at, since: at },
  ...more,
});
const grantOf = (person: string, assignments: readonly Assignment[], members: Readonly<Record<string, Role>> = {}) =>
  grantIn(withMembers(members), { ...emptyAssessment, assignments }, person);

describe('a member', () => {
  it.each(roles)('has the role of %s, whatever was handed to them', (role) => {
    expect(grantOf('sam', [], { sam: role })).toEqual({ person: 'sam', role });
    expect(grantOf('sam', [assigned('3.2.1', 'waiting', { to: 'sam' })], { sam: role })).toEqual({
      person: 'sam',
      role,
    });
  });

  it('who left has nothing, not even what waits with them', () => {
    expect(grantOf('sam', [assigned('3.2.1', 'waiting', { to: 'sam', isGuest: false })])).toBeUndefined();
  });

  it.each(['', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])('is nobody by the name of %p', (person) => {
    expect(grantOf(person, [], { sam: 'manager' })).toBeUndefined();
  });
});

describe('a guest', () => {
  const reaches: Readonly<Record<AssignmentState, boolean>> = {
    waiting: true,
    accepted: true,
    // What they answered they may still put right.
    answered: true,
    handedBack: false,
    withdrawn: false,
  };

  it.each(assignmentStates)('reaches a question that is %s, or not', (state) => {
    const expected = reaches[state] ? { person: 'firm', role: 'guest', questions: ['3.2.1'] } : undefined;
    expect(grantOf('firm', [assigned('3.2.1', state)])).toEqual(expected);
  });

  it('reaches each of their questions once, and no one else’s', () => {
    const all = [
      ...[assigned('3.2.1', 'answered'), assigned('3.2.1', 'waiting'), assigned('7.3.1', 'accepted')],
      ...[assigned('1.1.5', 'withdrawn'), assigned('1.1.6', 'waiting', { to: 'payroll' })],
    ];
    expect(grantOf('firm', all)).toEqual({ person: 'firm', role: 'guest', questions: ['3.2.1', '7.3.1'] });
    expect(grantOf('nobody', all)).toBeUndefined();
  });
});

it('managers are those with that role', () => {
  expect(managersOf(withMembers({ jo: 'manager', sam: 'viewer', al: 'manager' }))).toEqual(['jo', 'al']);
  expect(managersOf(emptyOrganisation)).toEqual([]);
});
