import { randomUUID } from 'node:crypto';
import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { KeyedQueue } from '../../storage/keyedQueue.ts';
import { noSuchConversation } from '../http/errors.ts';
import { describeError, type Logger } from '../logger.ts';
import type { Incoming } from './incoming.ts';
import {
  type ActivitySet,
  type Conversation,
  Transcripts,
  type TranscriptsOptions,
  type TurnRecord,
} from './transcripts.ts';
import type { TurnStates } from './turnStates.ts';

export type BotLogic = (context: TurnContext) => Promise<void>;
/** Called for each conversation that has moved on, and with a bot's "typing", which is shown but not kept. */
export type Listener = (typing?: string) => void;

export interface DirectLineAdapterOptions extends TranscriptsOptions {
  readonly logic: BotLogic;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Where the bot keeps the state of conversations, if it is to be kept with their transcripts. */
  readonly states?: TurnStates | undefined;
}

const channelId = 'directline';
const bot = { id: 'dspt-guide', name: 'DSPT Guide', role: 'bot' } as const;
const serviceUrl = 'urn:dspt-guide:directline';
const repliesKey = Symbol('replies');
const callerKey = Symbol('caller');
const longestDelayMs = 5_000;

/**
 * Where a turn came from, to slow down guessing across conversations: a network address over Direct Line (never stored),
 * the sender's id on a channel that has checked it. Undefined when nobody can tell.
 */
export function callerOf(context: TurnContext): string | undefined {
  const { channelId: channel, from } = context.activity;
  if (channel === channelId) return context.turnState.get<string | undefined>(callerKey);
  return from?.id === undefined ? undefined : `${channel} ${from.id}`;
}

/**
 * Direct Line inside our own process. A turn is one commit of the conversation's transcript: the person's activity, as
 * it is after all middleware, and the replies; only then does anybody hear of it.
 */
export class DirectLineAdapter extends BotAdapter {
  readonly #logic: BotLogic;
  readonly #logger: Logger;
  readonly #now: () => Date;
  readonly #states: TurnStates | undefined;
  readonly #transcripts: Transcripts;
  readonly #turns = new KeyedQueue();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(options: DirectLineAdapterOptions) {
    super();
    this.#logic = options.logic;
    this.#logger = options.logger;
    this.#now = options.now;
    this.#states = options.states;
    this.#transcripts = new Transcripts(options);
  }

  /** Starts the conversation and lets the bot greet; resolves with false when it had been started before. */
  start(conversationId: string, userId: string, locale?: string): Promise<boolean> {
    return this.#turns.run(conversationId, async () => {
      if (await this.#transcripts.open(conversationId)) return false;
      const conversation = this.#transcripts.begin(conversationId, userId);
      const turn = this.#turnId(conversation);
      const user = { id: userId, name: '', role: 'user' };
      const activity = this.#incoming(conversation, turn, {
        type: ActivityTypes.ConversationUpdate,
        membersAdded: [user],
      });
      if (locale) activity.locale = locale;
      const replied = await this.#run(conversation, activity, this.#logic);
      await this.#transcripts.keep(conversation, { at: this.#at(), inputId: turn, started: true, ...replied });
      this.#tell(conversationId);
      return true;
    });
  }

  /**
   * Runs a turn and resolves, once it is kept, with the id of the person's activity; a repeat resolves with the id it was
   * given the first time. `caller`: what `callerOf` tells the bot. Rejects with 404 when the conversation does not exist,
   * and when the store fails.
   */
  receive(conversationId: string, incoming: Incoming, caller?: string): Promise<string> {
    return this.#turns.run(conversationId, async () => {
      const conversation = await this.#transcripts.open(conversationId);
      if (!conversation) throw noSuchConversation();
      for (const key of incoming.repeatKeys) {
        const known = conversation.inputs.get(key);
        if (known !== undefined) return known;
      }
      const id = this.#turnId(conversation);
      const activity = this.#incoming(conversation, id, incoming.fields);
      const replied = await this.#run(conversation, activity, this.#logic, caller);
      const isTyping = activity.type === ActivityTypes.Typing;
      if (isTyping && replied.sent.length === 0) return id; // a passing sign: nothing to keep
      await this.#transcripts.keep(conversation, {
        at: this.#at(),
        inputId: id,
        ...(!isTyping && {
          received: { activity: forClients(activity), id, repeatKeys: incoming.repeatKeys, echo: incoming.echo },
        }),
        ...replied,
      });
      this.#tell(conversationId);
      return id;
    });
  }

  /**
   * Lets the bot speak first. Waits for a turn under way in that conversation, so it must not be awaited from inside
   * one. Rejects with 404 when the conversation does not exist.
   */
  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (revocableContext: TurnContext) => Promise<void>,
  ): Promise<void> {
    const conversationId = reference.conversation?.id ?? '';
    await this.#turns.run(conversationId, async () => {
      const conversation = await this.#transcripts.open(conversationId);
      if (!conversation) throw noSuchConversation();
      const id = this.#turnId(conversation);
      const activity = this.#incoming(conversation, id, { type: ActivityTypes.Event, name: 'ContinueConversation' });
      if (reference.locale) activity.locale = reference.locale;
      const replied = await this.#run(conversation, activity, logic);
      if (replied.sent.length === 0) return;
      await this.#transcripts.keep(conversation, { at: this.#at(), inputId: id, ...replied });
      this.#tell(conversationId);
    });
  }

  /**
   * What was said after the watermark, at most a page of it. Rejects with 404 when the conversation does not exist. `isLocalNews`:
   * what is asked for was said in this process just now, so that the store need not be asked.
   */
  async read(conversationId: string, after: number, isLocalNews = false): Promise<ActivitySet> {
    const known = isLocalNews ? this.#transcripts.recall(conversationId) : undefined;
    const conversation = known ?? (await this.#transcripts.open(conversationId));
    if (!conversation) throw noSuchConversation();
    return this.#transcripts.read(conversation, after);
  }

  /** Takes the transcript away; whoever still has a token for it finds nothing, in this process and every other. */
  async forget(conversationId: string): Promise<void> {
    await this.#turns.run(conversationId, () => this.#transcripts.remove(conversationId));
    this.#tell(conversationId);
  }

  async exists(conversationId: string): Promise<boolean> {
    return (await this.#transcripts.open(conversationId)) !== undefined;
  }

  /** Tells of news until the function it returns is called. */
  listen(conversationId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(conversationId) ?? new Set();
    this.#listeners.set(conversationId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(conversationId);
    };
  }

  listenerCount(conversationId: string): number {
    return this.#listeners.get(conversationId)?.size ?? 0;
  }

  /** Turns of this conversation that run or wait. */
  waiting(conversationId: string): number {
    return this.#turns.waiting(conversationId);
  }

  /** Resolves once no turn runs or waits. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /** Collects the replies of the turn; they are delivered when the turn has been kept. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const replies = context.turnState.get<Partial<Activity>[]>(repliesKey);
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      switch (activity.type) {
        case 'delay':
          await new Promise((resolve) => setTimeout(resolve, Math.min(Number(activity.value) || 0, longestDelayMs)));
          responses.push({ id: '' });
          break;
        case ActivityTypes.Trace:
        case ActivityTypes.InvokeResponse:
          responses.push({ id: '' });
          break;
        case ActivityTypes.Typing:
          this.#tell(
            context.activity.conversation.id,
            JSON.stringify(forClients({ ...activity, timestamp: this.#now() })),
          );
          responses.push({ id: '' });
          break;
        default: {
          const id = `${context.activity.id}.${replies.length + 1}`;
          replies.push(forClients({ ...activity, id, timestamp: this.#now() }));
          responses.push({ id });
        }
      }
    }
    return responses;
  }

  /** Direct Line changes nothing that was said: the new activity says whose place it takes, and our page shows it there. */
  override async updateActivity(context: TurnContext, activity: Partial<Activity>): Promise<ResourceResponse> {
    const { id, ...rest } = activity;
    const dspt: unknown = rest.channelData?.dspt;
    const channelData = { ...rest.channelData, dspt: { ...Object(dspt), replaces: id } };
    const [response] = await this.sendActivities(context, [{ ...rest, channelData }]);
    return response ?? { id: '' };
  }

  override async deleteActivity(): Promise<never> {
    throw new Error('Direct Line cannot take back what was said.');
  }

  /** Runs middleware and bot; resolves with the replies also when the bot failed, the apology of `onTurnError` included. */
  async #run(
    conversation: Conversation,
    activity: Partial<Activity>,
    logic: BotLogic,
    caller?: string,
  ): Promise<Pick<TurnRecord, 'sent' | 'state'>> {
    const replies: Partial<Activity>[] = [];
    this.#states?.begin(conversation.id, conversation.state);
    const context = new TurnContext(this, activity as Activity);
    context.turnState.set(repliesKey, replies);
    if (caller !== undefined) context.turnState.set(callerKey, caller);
    try {
      await this.runMiddleware(context, logic);
    } catch (error) {
      this.#logger.error('turn.unanswered', { activityId: activity.id, ...describeError(error) });
    }
    return { sent: replies, state: this.#states?.end(conversation.id) };
  }

  #incoming(conversation: Conversation, id: string, fields: Partial<Activity>): Partial<Activity> {
    return {
      ...fields,
      id,
      timestamp: this.#now(),
      channelId,
      serviceUrl,
      from: { id: conversation.userId, name: '', role: 'user' },
      recipient: bot,
      conversation: { id: conversation.id, name: '', isGroup: false, conversationType: 'personal' },
    };
  }

  /**
   * Sorts by time within the conversation, and never comes twice: a turn whose transcript was lost in a power cut may have
   * reached the record under its id, and the next turn must not look like its repeat.
   */
  #turnId({ id, head }: Conversation): string {
    return `${id}|${String(head.revision + 1).padStart(7, '0')}-${randomUUID().slice(0, 8)}`;
  }

  #at(): string {
    return this.#now().toISOString();
  }

  #tell(conversationId: string, typing?: string): void {
    for (const listener of this.#listeners.get(conversationId) ?? []) listener(typing);
  }
}

/** An activity as clients see it: without what only bots use. */
function forClients(activity: Partial<Activity>): Partial<Activity> {
  const { serviceUrl: _, recipient: __, callerId: ___, conversation, ...shown } = activity;
  return { ...shown, ...(conversation && { conversation: { id: conversation.id } as Activity['conversation'] }) };
}
