import { type Activity, Channels } from 'botbuilder';
import { isObject } from '../directLine/incoming.ts';

type Where = Pick<Activity, 'channelId' | 'conversation'>;

export const isTeams = ({ channelId }: Pick<Activity, 'channelId'>): boolean => channelId === Channels.Msteams;

/** Whether others read along: a group chat or a channel of a team. Nothing is asked, shown or kept there. */
export function isGroup({ conversation }: Pick<Where, 'conversation'>): boolean {
  const type = conversation.conversationType?.toLowerCase();
  return type === 'groupchat' || type === 'channel' || conversation.isGroup === true;
}

/** Whether a message speaks to the bot by name. */
export function isMentioned(activity: Activity): boolean {
  return mentionsOf(activity).length > 0;
}

/** The text without the bot's name where it was spoken to by name, in whichever case and however often. */
export function withoutMention(activity: Activity): string {
  const text = mentionsOf(activity).reduce((rest, mention) => without(rest, mention), activity.text ?? '');
  return text.replaceAll(/\u00A0|&nbsp;/g, ' ').trim();
}

/** The words by which the text names the bot. An activity may say anything there. */
function mentionsOf({ entities, recipient }: Activity): readonly string[] {
  const all: unknown = entities;
  if (!Array.isArray(all) || recipient?.id === undefined) return [];
  return all.flatMap((entity: unknown) => {
    if (!isObject(entity) || entity.type !== 'mention' || !isObject(entity.mentioned)) return [];
    const isBot = entity.mentioned.id === recipient.id;
    return isBot && typeof entity.text === 'string' && entity.text !== '' ? [entity.text] : [];
  });
}

function without(text: string, mention: string): string {
  const parts: string[] = [];
  const [low, wanted] = [text.toLowerCase(), mention.toLowerCase()];
  // A letter may change its length with its case; then only the very same words are found.
  if (low.length !== text.length || wanted.length !== mention.length) return text.replaceAll(mention, ' ');
  let from = 0;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
    parts.push(text.slice(from, at));
    from = at + mention.length;
  }
  return [...parts, text.slice(from)].join(' ');
}

/** Where a person goes on alone with the bot, whose id is that of a Teams activity (`28:` and the app id). */
export const personalChat = (bot: string): string => `https://teams.microsoft.com/l/chat/0/0?users=${encodeURI(bot)}`;
