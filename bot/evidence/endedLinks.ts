import type { Documents } from '../../storage/ports.ts';

/** In seconds: longer than any link, as a turn that was under way may still give one out. */
const rememberedFor = 65 * 60;

/** Ends all links that a conversation was given, and those that it may yet be given. By its key, as in `conversationKey`. */
export async function endLinks(documents: Documents, conversation: string): Promise<void> {
  await documents.put(idOf(conversation), {}, undefined, rememberedFor);
}

export async function areLinksEnded(documents: Documents, conversation: string): Promise<boolean> {
  return (await documents.get(idOf(conversation))) !== undefined;
}

const idOf = (conversation: string): string => `forgotten/${conversation}`;
