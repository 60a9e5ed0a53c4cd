import { ownPlace } from '../../dialogs/identity.ts';
import type { EventLog } from '../../storage/ports.ts';
import type { Seats } from '../../storage/seats.ts';

/**
 * Whether whoever was in a conversation has begun something of their own there since: its transcript is then the only way to that. `key`: of
 * the conversation. `left`: services that they are in no more and that are still there.
 */
export async function hasBegunAnew(
  key: string,
  left: readonly string[],
  { seats, log }: { readonly seats: Seats; readonly log: EventLog },
): Promise<boolean> {
  if (await seats.get(key)) return true;
  const { assessment } = ownPlace(key);
  return !left.includes(assessment) && (await log.head(`assessment/${assessment}`)) !== undefined;
}
