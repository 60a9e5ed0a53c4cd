import { hash, randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { roles } from '../core/people/model.ts';
import { frequencies } from '../core/reminders/model.ts';
import { type CardAction, commands, heldChoices, type Input } from '../core/turn.ts';
import { type Brought, broughtIn } from './brought.ts';
import { evidenceEvent } from './evidenceDesk.ts';
import { removedFrom } from './removed.ts';

/** Name of the event with which our page says that somebody came back after a while. */
export const resumeEvent = 'dspt/resume';

const id = z.string().min(1).max(60);
const longestText = 20_000;
const mostUploads = 20;

/** The inputs of a document's card. */
const described = {
  documentDate: z.string().max(60).optional(),
  reviewDate: z.string().max(60).optional(),
  owner: z.string().max(200).optional(),
};

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const person = z.string().min(1).max(100);
const longestName = 60;
const longestAddress = 254;

const peopleRequest = z.discriminatedUnion('ask', [
  z.object({
    ask: z.enum([
      'people',
      'join',
      'ownService',
      'link',
      'reminders',
      'calendar',
      'services',
      'addService',
      'takeAway',
    ]),
  }),
  z.object({
    ask: z.literal('invite'),
    role: z.enum(roles),
    name: z.string().max(longestName).optional(),
    email: z.string().max(longestAddress).optional(),
  }),
  z.object({ ask: z.literal('withdrawInvitation'), invitation: id }),
  z.object({ ask: z.enum(['letIn', 'setRole']), person, role: z.enum(roles) }),
  z.object({ ask: z.literal('keepOut'), person }),
  z.object({ ask: z.literal('forgetName'), person, isSure: z.boolean().optional() }),
  z.object({ ask: z.literal('remove'), person, to: person.optional(), isSure: z.boolean().optional() }),
  z.object({ ask: z.literal('callMe'), name: z.string().min(1).max(longestName) }),
  z.object({ ask: z.literal('remindMe'), frequency: z.enum(frequencies) }),
  z.object({ ask: z.literal('quietHours'), hours: z.object({ from: time, to: time }).optional() }),
  z.object({
    ask: z.literal('snooze'),
    until: z.enum(['tomorrow', 'threeDays', 'nextWeek']),
    keys: z.array(z.string().max(300)).max(20).optional(),
  }),
  z.object({ ask: z.literal('email'), address: z.string().max(longestAddress).optional() }),
  z.object({ ask: z.literal('goTo'), assessment: id }),
  // Whether they are sure is for them to type.
  z.object({ ask: z.literal('deleteAll') }),
  z.object({ ask: z.literal('notices'), isOn: z.boolean() }),
]);

const cardAction = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('handOn'),
    question: id,
    to: person.optional(),
    outside: z.string().min(1).max(longestName).optional(),
  }),
  z.object({ do: z.enum(['accept', 'handBack', 'withdraw']), assignment: id }),
  z.object({ do: z.literal('people'), request: peopleRequest }),
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
  z.object({ do: z.literal('undo'), revision: z.int().positive(), isSure: z.boolean().optional() }),
  z.object({ do: z.literal('section'), section: id }),
  z.object({ do: z.literal('copy'), question: id, text: z.string().max(longestText) }),
  z.object({ do: z.literal('say'), command: z.enum(commands) }),
  z.object({ do: z.enum(['evidence', 'upload']), question: id }),
  z.object({ do: z.enum(['document', 'replace']), document: id }),
  z.object({ do: z.literal('open'), document: id, version: z.int().nonnegative().optional() }),
  z.object({ do: z.enum(['useFor', 'stopUsing']), document: id, question: id }),
  z.object({ do: z.literal('delete'), document: id, isSure: z.boolean().optional() }),
  z.object({ do: z.literal('describe'), document: id, ...described }),
  z.object({
    do: z.literal('held'),
    upload: id,
    choice: z.enum(heldChoices).optional(),
    question: id.optional(),
    replaces: id.optional(),
  }),
]);

/** A card submit: the button's data under `dspt`, merged with what was typed into the card's inputs. */
const submitted = z.object({ dspt: cardAction, answer: z.string().max(longestText).optional(), ...described });

/** What our upload page was opened for. */
const sentFor = z.object({ question: id.optional(), document: id.optional() });

/**
 * The one place where typed text, card submits and arrivals become the same kind of input. Undefined for an activity that
 * asks nothing of us, such as typing.
 */
export function toInput(context: TurnContext): Input | undefined {
  const { activity } = context;
  switch (activity.type) {
    case 'conversationUpdate':
      return { type: 'arrived' };
    case 'event': {
      const brought = broughtIn(context);
      if (brought) return inputOf(brought);
      if (activity.channelData?.dsptScans === true) return { type: 'scanned', id: inputId(context), scans: [] };
      if (activity.name === evidenceEvent) break;
      return activity.name === resumeEvent ? { type: 'arrived' } : undefined;
    }
    case 'messageUpdate':
      return { type: 'edited', id: inputId(context), text: removedFrom(context)?.text ?? activity.text ?? '' };
    case 'message':
      break;
    default:
      return undefined;
  }
  const removed = removedFrom(context);
  const kinds = removed && { removed: removed.kinds };
  const about = sentFor.safeParse(activity.channelData?.dsptFor).data;
  const sent = {
    ...(about?.question !== undefined && { question: about.question }),
    ...(about?.document !== undefined && { replaces: about.document }),
  };
  if (activity.value !== undefined && activity.value !== null) {
    const action = readAction(activity.value);
    if (!action) return { type: 'unreadableCard' };
    return {
      type: 'chose',
      id: inputId(context),
      action: action.do === 'held' ? { ...sent, ...action } : action,
      ...(activity.type === 'event' && { isElsewhere: true }),
      ...kinds,
    };
  }
  const text = removed?.text ?? activity.text ?? '';
  if (activity.attachments?.length || uploadsIn(context).length) {
    return {
      type: 'sentFiles',
      id: inputId(context),
      files: [],
      ...(text.trim() && { text }),
      ...(activity.type === 'event' && { isElsewhere: true }),
      ...kinds,
      ...sent,
    };
  }
  return text.trim() || removed ? { type: 'said', id: inputId(context), text, ...kinds } : undefined;
}

function inputOf(brought: Brought): Input {
  switch (brought.kind) {
    case 'reminders':
      // Where the conversation is, is for the dialog to say.
      return { type: 'reminded', ...brought, here: '' };
    case 'notices':
      return { type: 'notified', ...brought };
    case 'sync':
      return { type: 'synced', ...brought };
    default:
      return brought satisfies never;
  }
}

/** Ids of the uploads that came with an activity: for our own server to set, and worth nothing in another conversation. */
export function uploadsIn({ activity }: TurnContext): readonly string[] {
  return z.array(id).max(mostUploads).safeParse(activity.channelData?.dsptUpload).data ?? [];
}

/** What a card's submit asks for; undefined for a value that no card of ours sends. */
export function readAction(value: unknown): CardAction | undefined {
  const parsed = submitted.safeParse(value);
  if (!parsed.success) return undefined;
  const { dspt, answer, ...inputs } = parsed.data;
  if (dspt.do === 'answer' && answer !== undefined) return { ...dspt, text: answer, isTyped: true } as CardAction;
  return (dspt.do === 'describe' ? { ...dspt, ...inputs } : dspt) as CardAction;
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
