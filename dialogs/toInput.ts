import { hash, randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { type CardAction, commands, type Input } from '../core/turn.ts';
import { removedFrom } from './removed.ts';

/** Name of the event with which our page says that somebody came back after a while. */
export const resumeEvent = 'dspt/resume';

const id = z.string().min(1).max(60);
const longestText = 20_000;

const cardAction = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('answer'),
    question: id,
    seen: z.int().nonnegative(),
    as: z.enum(['yes', 'no', 'notSure', 'notApplicable']).optional(),
    choice: id.optional(),
    text: z.string().max(longestText).optional(),
  }),
  z.object({ do: z.enum(['why', 'example', 'need', 'change', 'keep']), question: id }),
  z.object({ do: z.literal('skip'), question: id, times: z.int().nonnegative() }),
  z.object({ do: z.literal('explain'), term: z.string().min(1).max(100) }),
  z.object({ do: z.literal('undo'), revision: z.int().positive() }),
  z.object({ do: z.literal('section'), section: id }),
  z.object({ do: z.literal('copy'), question: id, text: z.string().max(longestText) }),
  z.object({ do: z.literal('say'), command: z.enum(commands) }),
]);

/** A card submit: the button's data under `dspt`, merged with what was typed into the card's one input. */
const submitted = z.object({ dspt: cardAction, answer: z.string().max(longestText).optional() });

/**
 * The one place where typed text, card submits and arrivals become the same kind of input. Undefined for an activity that
 * asks nothing of us, such as typing.
 */
export function toInput(context: TurnContext): Input | undefined {
  const { activity } = context;
  switch (activity.type) {
    case 'conversationUpdate':
      return { type: 'arrived' };
    case 'event':
      return activity.name === resumeEvent ? { type: 'arrived' } : undefined;
    case 'message':
      break;
    default:
      return undefined;
  }
  const removed = removedFrom(context);
  const kinds = removed && { removed: removed.kinds };
  if (activity.value !== undefined && activity.value !== null) {
    const action = readAction(activity.value);
    return action ? { type: 'chose', id: inputId(context), action, ...kinds } : { type: 'unreadableCard' };
  }
  const text = removed?.text ?? activity.text ?? '';
  const hasFiles = Boolean(activity.attachments?.length || activity.channelData?.dsptUpload);
  if (text.trim() || removed)
    return { type: 'said', id: inputId(context), text, ...(hasFiles && { hasFiles }), ...kinds };
  return hasFiles ? { type: 'sentFiles' } : undefined;
}

/** What a card's submit asks for; undefined for a value that no card of ours sends. */
export function readAction(value: unknown): CardAction | undefined {
  const parsed = submitted.safeParse(value);
  if (!parsed.success) return undefined;
  const { dspt, answer } = parsed.data;
  return (dspt.do === 'answer' && answer !== undefined ? { ...dspt, text: answer, isTyped: true } : dspt) as CardAction;
}

/**
 * The same for every delivery of one message, from the client's own id where it gave one, else the channel's. A hash: the
 * record needs to know sameness alone, and whoever made the id may have put anything into it.
 */
function inputId({ activity }: TurnContext): string {
  const given: unknown = activity.channelData?.clientActivityID;
  const own = typeof given === 'string' && given ? given : activity.id;
  return hash('sha256', JSON.stringify([activity.conversation.id, own ?? randomUUID()])).slice(0, 32);
}
