import type { Documents } from '../../storage/ports.ts';

/** In seconds: longer than any link, as a turn that was under way may still give one out. */
const rememberedFor = 65 * 60;

interface Ended {
  /** ISO 8601 instant; absent: all, whenever they were given. */
  readonly before?: string;
}

/**
 * Ends all links that a conversation was given, by its key as in `conversationKey`: up to `before`, or without it also those that it
 * may yet be given.
 */
export async function endLinks(documents: Documents, conversation: string, before?: Date): Promise<void> {
  const ended: Ended = before ? { before: before.toISOString() } : {};
  await documents.put(idOf(conversation), ended, undefined, rememberedFor);
}

/** `givenAt`: ISO 8601 instant when the link was given. */
export async function areLinksEnded(documents: Documents, conversation: string, givenAt: string): Promise<boolean> {
  const ended = (await documents.get<Ended>(idOf(conversation)))?.value;
  return ended !== undefined && (ended.before === undefined || givenAt <= ended.before);
}

const idOf = (conversation: string): string => `forgotten/${conversation}`;
