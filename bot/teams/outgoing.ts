import type { Activity, Attachment } from 'botbuilder';
import { isObject } from '../directLine/incoming.ts';
import { isGroup } from './conversations.ts';
import { type TeamsCardOptions, toTeams } from './teamsCards.ts';

/**
 * Bytes of one message as JSON. Teams refuses what is larger than about 28 KB, cards and all:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export const largestMessage = 27_000;
/** More than six quick replies Teams does not show. */
const mostSuggested = 6;

const cardType = 'application/vnd.microsoft.card.adaptive';

/** One message of the bot as Teams takes it: one message, or several where its cards are too large together. */
export function forTeams(activity: Partial<Activity>): readonly Partial<Activity>[] {
  if (activity.type !== 'message') return [activity];
  const { speak: _, suggestedActions, attachments = [], ...message } = activity;
  const person =
    activity.conversation && isGroup({ conversation: activity.conversation }) ? undefined : activity.recipient?.id;
  const cards = attachments.map((each) => attachmentForTeams(each, person));
  const suggested =
    suggestedActions && person && cards.length === 0
      ? { suggestedActions: { to: [person], actions: suggestedActions.actions.slice(0, mostSuggested) } }
      : {};
  const parts = inParts(cards, largestMessage - bytesOf(message));
  return parts.length === 0
    ? [{ ...message, ...suggested }]
    : parts.map((part, index) => ({
        ...(index === 0 ? message : withoutWords(message)),
        ...suggested,
        attachments: part,
      }));
}

/** A card as Teams takes it, with as little left out as its size allows. */
export function fitted(card: Readonly<Record<string, unknown>>, options: TeamsCardOptions): object {
  const ways = [() => toTeams(card, options), () => toTeams(card, { ...options, hasFallback: false })];
  return ways.map((way) => way()).find((made) => bytesOf(made) < largestMessage - roomForMore) ?? card;
}

/** Bytes that a message takes besides a card: ids, a line of text, what the activity carries. */
const roomForMore = 2_000;

function attachmentForTeams(attachment: Attachment, person: string | undefined): Attachment {
  const content: unknown = attachment.content;
  if (attachment.contentType !== cardType || !isObject(content)) return attachment;
  return { ...attachment, content: fitted(content, { person }) };
}

/** Cards side by side for as long as there is room; one that is too large alone goes alone. */
function inParts(attachments: readonly Attachment[], room: number): readonly Attachment[][] {
  const parts: Attachment[][] = [];
  let left = 0;
  for (const attachment of attachments) {
    const size = bytesOf(attachment) + 1;
    if (parts.length === 0 || size > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)?.push(attachment);
    left -= size;
  }
  return parts;
}

const withoutWords = ({ text: _, summary: __, ...message }: Partial<Activity>): Partial<Activity> => message;

const bytesOf = (json: unknown): number => Buffer.byteLength(JSON.stringify(json));
