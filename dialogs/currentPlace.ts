import type { TurnContext } from 'botbuilder';
import { conversationKey, type Place, placeIn, type Seat } from './identity.ts';
import type { PeopleDesk } from './peopleDesk.ts';

export type CurrentPlace = (context: TurnContext) => Promise<Place | undefined>;

/** Where a conversation is, for what happens beside its turns; undefined for somebody who is not in any organisation yet. */
export function createCurrentPlace(
  seats: { get(conversation: string): Promise<Seat | undefined> },
  people: Pick<PeopleDesk, 'arrive'>,
): CurrentPlace {
  return async (context) => {
    const conversation = conversationKey(context.activity);
    const seat = await seats.get(conversation);
    if (seat) return placeIn(seat);
    const arrived = await people.arrive(context, conversation);
    return 'place' in arrived ? arrived.place : undefined;
  };
}
