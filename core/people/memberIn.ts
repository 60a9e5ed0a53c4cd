import { normalise } from '../understand/normalise.ts';

/** Whom of the members a typed name means: one, several that it may mean, or nobody. */
export function memberIn(
  name: string,
  members: readonly { readonly person: string; readonly name?: string }[],
): { readonly one: string } | { readonly several: readonly string[] } | undefined {
  const said = normalise(name);
  const called = members.filter((member) => {
    const known = normalise(member.name ?? '');
    return known !== '' && (known === said || known.split(' ')[0] === said);
  });
  const [only] = called;
  if (!only) return undefined;
  return called.length === 1 ? { one: only.person } : { several: called.map(({ person }) => person) };
}
