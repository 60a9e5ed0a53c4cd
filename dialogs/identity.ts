import { hash } from 'node:crypto';
import type { Activity } from 'botbuilder';

/**
 * Channel and conversation. Not the sender as well: an arrival may be told by somebody else than the person who then speaks,
 * and the same record must be found when the conversation's state is lost.
 */
export function conversationKey({ channelId, conversation }: Pick<Activity, 'channelId' | 'conversation'>): string {
  return digest(channelId, conversation.id);
}

/**
 * The assessment that a conversation begins when it came by no return code. Derived, so that a lost seat or two first
 * messages at once lead to the same record.
 */
export function ownAssessment(conversation: string): string {
  return digest('assessment', conversation);
}

/** Who, in the record: opaque. The id alone would prove nothing: on the web a caller may choose it for each conversation. */
export function personKey({ channelId, conversation, from }: Activity): string {
  return digest('person', channelId, conversation.id, from.id);
}

function digest(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 32);
}

/** The assessment that a conversation is in now: the one that a return code led it to, else its own. */
export async function assessmentOf(
  conversation: string,
  seats: { get(conversation: string): Promise<string | undefined> },
): Promise<string> {
  return (await seats.get(conversation)) ?? ownAssessment(conversation);
}
