import type { IncomingMessage } from 'node:http';
import { type Activity, CloudAdapter, type InvokeResponse } from 'botbuilder';
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

/**
 * Teams, the Emulator and every other Bot Framework channel. `process` of the base class writes errors to the console,
 * with what they quote, and parses everything twice; this takes the step below it.
 */
export class ChannelAdapter extends CloudAdapter {
  readonly #turns = new KeyedQueue();

  constructor(settings: BotFrameworkSettings) {
    super(new KeptClients(settings));
  }

  /**
   * Runs the turn after those of the same conversation; undefined when there is nothing to answer. Rejects when not
   * authentic, before it waits: a forged activity must not hold up the conversation it names.
   */
  async receive(authorization: string, activity: Activity, logic: BotLogic): Promise<InvokeResponse | undefined> {
    const authentic = await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
    return this.#turns.run(`${activity.channelId} ${activity.conversation.id}`, () =>
      this.processActivity(authentic, activity, logic),
    );
  }

  /** Resolves once no turn runs or waits. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }
}

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
      const { status, body } = await answer(req.headers.authorization ?? '', activity);
      if (body !== undefined) return sendJson(res, status, body);
      res.writeHead(status, { 'Content-Length': '0' });
      res.end();
    }),
  );

  async function answer(authorization: string, activity: Activity): Promise<InvokeResponse> {
    try {
      return (await adapter.receive(authorization, activity, logic)) ?? { status: 200 };
    } catch (error) {
      if (!isAuthenticationError(error)) throw error;
      logger.warn('channels.unauthorized', { ...describeError(error), ...activityFields(activity) });
      throw new HttpError(401, 'Unauthorized', 'The caller could not be authenticated.');
    }
  }
}

function checkLocal(req: IncomingMessage, site: Site): void {
  if (!isLocal(req) || !site.isOnThisMachine(req))
    throw forbidden('Without an app id only callers on this machine are served.');
}

/** The SDK's class is not exported where its types are. */
const isAuthenticationError = (error: unknown): boolean =>
  error instanceof Error && error.constructor.name === 'AuthenticationError';

/**
 * Throws 400 as `checkActivity`, for an activity without a channel or conversation, and for a wrongly typed field that SDK or
 * bot relies on. Times become dates, as the SDK wants them.
 */
function parseChannelActivity(body: unknown): Activity {
  checkActivity(body);
  const { channelId, conversation } = body;
  if (channelId === undefined) throw missingProperty('The activity has no "channelId".');
  if (typeof channelId !== 'string' || channelId === '') throw badArgument('"channelId" must be a string.');
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
