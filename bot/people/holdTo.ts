import type { Activity, ConversationReference } from 'botbuilder';
import { conversationKey, placeIn } from '../../dialogs/identity.ts';
import type { Seats } from '../../storage/seats.ts';
import { ConnectorError } from '../teams/connectorError.ts';

/**
 * Rejects, as a channel does in which somebody is not any more, where a conversation was led to somebody else since it was known as this
 * person's: what is for one is not said to another.
 */
export async function holdTo(
  seats: Seats,
  person: string,
  { channelId = '', conversation }: Partial<ConversationReference>,
): Promise<void> {
  if (!conversation) return;
  const seat = await seats.get(conversationKey({ channelId, conversation } as Activity));
  if (seat && placeIn(seat).person !== person)
    throw new ConnectorError({ failure: 'gone', status: 404, mayHaveArrived: false });
}
