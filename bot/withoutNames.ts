import type { ConversationReference } from 'botbuilder';

/** Channels say what people are called, and nobody needs it for the way back. */
export function withoutNames({
  user,
  conversation,
  ...reference
}: Partial<ConversationReference>): Partial<ConversationReference> {
  return {
    ...reference,
    ...(user && { user: { ...user, name: '' } }),
    ...(conversation && { conversation: { ...conversation, name: '' } }),
  };
}
