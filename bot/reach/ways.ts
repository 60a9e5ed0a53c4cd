import type { EmailReach, Place, Reach } from './model.ts';

/** One way by which something can be brought to a person. */
export type Way =
  | { readonly via: 'teams' | 'web'; readonly place: Place }
  | { readonly via: 'email'; readonly email: EmailReach };

/** The one channel in which a message is noticed without looking. */
const teams = 'msteams';
/**
 * A message in a browser is seen when its page is next opened. Whoever came within two weeks will most likely be back before what is due
 * has passed; for others "sent" would be a comfort that is not true. Our own choice.
 */
const webDays = 14;
const dayMs = 24 * 60 * 60 * 1000;

/** The ways to a person as they stand at `now`, best first: Teams, a confirmed email address, a browser that was used lately. */
export function waysTo(
  { places, email }: Reach,
  now: Date,
  { sendsMail }: { readonly sendsMail: boolean },
): readonly Way[] {
  const open = places.filter(({ state }) => state === 'open');
  const isLately = ({ seenAt }: Place): boolean => now.getTime() - Date.parse(seenAt) <= webDays * dayMs;
  return [
    ...open.filter(({ channel }) => channel === teams).map((place) => ({ via: 'teams', place }) as const),
    ...(email?.state === 'confirmed' && sendsMail ? [{ via: 'email', email } as const] : []),
    ...open
      .filter((place) => place.channel !== teams && isLately(place))
      .map((place) => ({ via: 'web', place }) as const),
  ];
}
