import type { IncomingMessage } from 'node:http';
import {
  type Activity,
  ActivityTypes,
  Channels,
  CloudAdapter,
  type ConversationReference,
  type InvokeResponse,
  type Middleware,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import type { Server } from 'restify';
import { KeyedQueue } from '../storage/keyedQueue.ts';
import { activityFields } from './activityFields.ts';
import type { BotFrameworkSettings } from './config.ts';
import type { BotLogic } from './directLine/adapter.ts';
import { checkActivity, isObject } from './directLine/incoming.ts';
import { readJson } from './http/body.ts';
import { isLocal } from './http/caller.ts';
import { badArgument, forbidden, HttpError, missingProperty, sendJson } from './http/errors.ts';
import { handler } from './http/handler.ts';
import type { Site } from './http/site.ts';
import { KeptClients } from './keptClients.ts';
import { describeError, type Logger } from './logger.ts';
import { isCardPress } from './teams/cardActions.ts';
import { CardPresses, type TeamsDesk } from './teams/cardPresses.ts';
import { isTeams } from './teams/conversations.ts';
import { tidy } from './teams/incoming.ts';
import { inTime } from './teams/inTime.ts';
import { forTeams } from './teams/outgoing.ts';
import { ordinaryPatience, type Patience, patiently } from './teams/patience.ts';
import { reachOf } from './teams/reach.ts';
import { isServed } from './teams/tenants.ts';
import { oneTry } from './teams/transport.ts';
import { Typing } from './teams/typing.ts';

export interface ChannelAdapterOptions {
  readonly settings: BotFrameworkSettings;
  /** Ids of the Microsoft tenants that are served, lower case; none: all are. */
  readonly tenants?: readonly string[];
  /** Absent: buttons of cards are not answered with cards. */
  readonly teams?: TeamsDesk | undefined;
  readonly logger: Logger;
  readonly patience?: Partial<Patience> | undefined;
  /** Milliseconds after which a turn shows that it is at work, when not the usual. */
  readonly typingAfter?: number | undefined;
}

/** Set in a turn whose messages are sent once and never again. */
const onceKey = Symbol('once');

/**
 * Teams, the Emulator and every other Bot Framework channel. `process` of the base class writes errors to the console,
 * with what they quote, and parses everything twice; this takes the step below it.
 */
export class ChannelAdapter extends CloudAdapter {
  readonly #turns = new KeyedQueue();
  readonly #settings: BotFrameworkSettings;
  readonly #tenants: readonly string[];
  readonly #patience: Patience;
  readonly #presses: CardPresses;
  readonly #teams: TeamsDesk | undefined;
  readonly #logger: Logger;
  #files: Middleware | undefined;

  constructor({ settings, tenants = [], teams, logger, patience, typingAfter }: ChannelAdapterOptions) {
    const ours = { ...ordinaryPatience, ...patience };
    super(new KeptClients(settings, oneTry(ours.answerWithin)));
    this.#settings = settings;
    this.#tenants = tenants;
    this.#patience = ours;
    this.#presses = new CardPresses(teams);
    this.#teams = teams;
    this.#logger = logger;
    this.use(new Typing(typingAfter), (context, next) => this.#files?.onTurn(context, next) ?? next());
  }

  /** Who fetches the files that come with messages; until then none are. To be called once, before the server listens. */
  takeFiles(files: Middleware): void {
    this.#files = files;
  }

  /**
   * Runs the turn after those of the same conversation; undefined when there is nothing to answer. Rejects with 401 when not
   * authentic and 403 from a tenant that is not served, before it waits: such an activity must not hold up the conversation it
   * names.
   */
  async receive(authorization: string, activity: Activity, logic: BotLogic): Promise<InvokeResponse | undefined> {
    const authentic = await this.#authenticate(authorization, activity);
    if (!isServed(activity, this.#tenants)) {
      this.#logger.warn('channels.tenantRefused', activityFields(activity));
      throw forbidden('This tenant is not served.');
    }
    tidy(activity);
    const key = keyOf(activity);
    const run = (turn: BotLogic): Promise<InvokeResponse | undefined> =>
      this.#turns.run(key, () =>
        this.processActivity(authentic, activity, async (context) => {
          await this.#noteReach(context);
          await turn(context);
        }),
      );
    if (!isCardPress(activity)) return run(logic);
    return this.#presses.answer(activity, { logic, run, waiting: this.#turns.waiting(key) });
  }

  /**
   * Lets the bot speak first, after the turns of that conversation, so it must not be awaited from inside one. What is said is sent
   * once: whoever asks for it knows best whether and when to try again. Rejects with a `ConnectorError` that says what became of it,
   * and with whatever `logic` throws.
   */
  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const failures: unknown[] = [];
    await this.continueConversationAsync(this.#settings.MicrosoftAppId ?? '', reference, async (context) => {
      context.turnState.set(onceKey, true);
      // Not thrown here: the person would be told of an error in something they never asked for.
      await logic(context).catch((error: unknown) => failures.push(error));
    });
    if (failures.length > 0) throw failures[0];
  }

  /** Resolves once no turn runs or waits. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /** Sends as the channel takes it, with patience; rejects with a `ConnectorError`. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      const parts = isTeams(context.activity) ? forTeams(activity) : [activity];
      let sent: readonly ResourceResponse[] = [];
      for (const part of parts)
        sent = await this.#call(context, part, () => super.sendActivities(context, [{ ...part }]));
      // Its last part is what is changed later on, as it holds what was asked.
      responses.push(sent.at(-1) ?? { id: '' });
    }
    return responses;
  }

  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse | undefined> {
    const [part = activity] = isTeams(context.activity) ? forTeams(activity).slice(-1) : [];
    // The SDK resolves with undefined where the channel says no id, against its own type.
    return (await this.#call(context, part, () => super.updateActivity(context, part))) ?? undefined;
  }

  override deleteActivity(context: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    return this.#call(context, {}, () => super.deleteActivity(context, reference));
  }

  protected override processProactive(
    ...[identity, activity, audience, logic]: Parameters<CloudAdapter['processProactive']>
  ): Promise<void> {
    return this.#turns.run(keyOf(activity), () => super.processProactive(identity, activity, audience, logic));
  }

  #call<T>(context: TurnContext, { type }: Partial<Activity>, call: () => Promise<T>): Promise<T> {
    const isOnce = context.turnState.get<boolean | undefined>(onceKey) === true || type === ActivityTypes.Typing;
    const patience = isOnce ? { ...this.#patience, repeats: 0 } : this.#patience;
    return patiently(() => inTime(call(), 2 * this.#patience.answerWithin), patience);
  }

  async #authenticate(authorization: string, activity: Activity) {
    try {
      return await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
    } catch (error) {
      if (!isAboutTheToken(error)) throw error;
      this.#logger.warn('channels.unauthorized', { ...describeError(error), ...activityFields(activity) });
      throw new HttpError(401, 'Unauthorized', 'The caller could not be authenticated.');
    }
  }

  /** Where people can be reached is worth a note, and no turn fails over it. */
  async #noteReach(context: TurnContext): Promise<void> {
    try {
      await this.#teams?.onReach?.(context, reachOf(context.activity));
    } catch (error) {
      this.#logger.error('channels.reachNotKept', describeError(error));
    }
  }
}

const notAuthentic: ReadonlySet<string> = new Set([
  'AuthenticationError',
  'JsonWebTokenError',
  'NotBeforeError',
  'TokenExpiredError',
]);

/** By name: the SDK's classes, and those of the library that it reads tokens by, are not exported where their types are. */
const isAboutTheToken = (error: unknown): boolean =>
  [Object(error).constructor?.name, Object(error).name].some((name) => notAuthentic.has(name));

const keyOf = ({ channelId, conversation }: Partial<Activity>): string => `${channelId} ${conversation?.id}`;

export interface ChannelRoutesOptions {
  readonly adapter: ChannelAdapter;
  readonly logic: BotLogic;
  readonly settings: BotFrameworkSettings;
  readonly site: Site;
  readonly logger: Logger;
}

/** `POST /api/messages`. Without an app id nobody can be authentic, so only this very machine is served. */
export function channelRoutes(server: Server, { adapter, logic, settings, site, logger }: ChannelRoutesOptions): void {
  const isOpen = settings.MicrosoftAppId !== undefined;
  if (!isOpen) logger.info('channels.loopbackOnly');

  server.post(
    '/api/messages',
    handler(logger, async (req, res) => {
      if (!isOpen) checkLocal(req, site);
      const activity = parseChannelActivity(await readJson(req));
      const { status, body } = (await adapter.receive(req.headers.authorization ?? '', activity, logic)) ?? {
        status: 200,
      };
      if (body !== undefined) return sendJson(res, status, body);
      res.writeHead(status, { 'Content-Length': '0' });
      res.end();
    }),
  );
}

function checkLocal(req: IncomingMessage, site: Site): void {
  if (!isLocal(req) || !site.isOnThisMachine(req))
    throw forbidden('Without an app id only callers on this machine are served.');
}

/**
 * Throws 400 as `checkActivity`, for an activity without a channel or conversation, for one of our own Direct Line, and for a wrongly typed field that SDK or
 * bot relies on. Times become dates, as the SDK wants them.
 */
function parseChannelActivity(body: unknown): Activity {
  checkActivity(body);
  const { channelId, conversation } = body;
  if (channelId === undefined) throw missingProperty('The activity has no "channelId".');
  if (typeof channelId !== 'string' || channelId === '') throw badArgument('"channelId" must be a string.');
  // Our own conversations are opened by their tokens alone.
  if (channelId === Channels.Directline) throw badArgument('Direct Line is served at /v3/directline.');
  if (conversation === undefined) throw missingProperty('The activity has no "conversation".');
  if (!isObject(conversation) || typeof conversation.id !== 'string' || conversation.id === '')
    throw badArgument('"conversation" must be an object with a string "id".');
  for (const name of ['id', 'locale', 'name', 'serviceUrl', 'deliveryMode'])
    if (typeof (body[name] ?? '') !== 'string') throw badArgument(`"${name}" must be a string.`);
  if (!isObject(body.recipient ?? {})) throw badArgument('"recipient" must be an object.');
  for (const name of ['membersAdded', 'membersRemoved']) {
    const members = body[name] ?? [];
    if (!Array.isArray(members) || !members.every(isObject)) throw badArgument(`"${name}" must be a list of objects.`);
  }
  return { ...body, ...times(body) } as unknown as Activity;
}

/** As `validateAndFixActivity` of the SDK does: the text moves to `raw...`, the field becomes a date. */
function times(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of ['timestamp', 'localTimestamp', 'expiration']) {
    const text = body[name];
    if (typeof text !== 'string') continue;
    found[`raw${name.charAt(0).toUpperCase()}${name.slice(1)}`] = text;
    found[name] = new Date(text);
  }
  return found;
}
