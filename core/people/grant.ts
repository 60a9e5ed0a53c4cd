import type { Assessment } from '../assessment.ts';
import type { Grant, PersonId } from './model.ts';
import type { Organisation } from './organisation.ts';

/** What somebody may do in an assessment of an organisation; undefined for those who have no business there, or none any more. */
export function grantIn(organisation: Organisation, assessment: Assessment, person: PersonId): Grant | undefined {
  const member = Object.hasOwn(organisation.members, person) ? organisation.members[person] : undefined;
  if (member) return { person, role: member.role };
  const questions = assessment.assignments.flatMap(({ to, isGuest, state, question }) =>
    // What a guest has answered they may still put right, until it is taken back.
    to === person && isGuest && (state === 'waiting' || state === 'accepted' || state === 'answered') ? [question] : [],
  );
  return questions.length > 0 ? { person, role: 'guest', questions: [...new Set(questions)] } : undefined;
}

/** Managers, of whom at least two are urged, so that no service hangs on one person. */
export function managersOf({ members }: Organisation): readonly PersonId[] {
  return Object.values(members).flatMap(({ person, role }) => (role === 'manager' ? [person] : []));
}
