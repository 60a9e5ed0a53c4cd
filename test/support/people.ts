import type { Grant, Role, Team } from '../../core/people/model.ts';

/** Somebody alone in an organisation, for turns that are decided without a guide around them. */
export function alone(
  person: string,
  role: Role = 'manager',
): { readonly by: string; readonly grant: Grant; readonly team: Team } {
  const joinedAt = '2026-01-05T09:00:00.000Z';
  return {
    by: person,
    grant: { person, role },
    team: { organisation: 'rose', members: [{ person, role, joinedAt, name: 'Jo Smith' }], guests: {} },
  };
}
