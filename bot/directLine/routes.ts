import type { Request, Response, Server } from 'restify';
import { londonDate } from '../../core/time.ts';
import { readJson } from '../http/body.ts';
import { badArgument, noSuchConversation, sendJson, sendJsonText, tooMany } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Site } from '../http/site.ts';
import type { Logger } from '../logger.ts';
import type { DirectLineAdapter } from './adapter.ts';
import type { FileMessages } from './fileMessages.ts';
import { holdsFiles, isLocale, isObject, parseIncoming } from './incoming.ts';
import { looksPersonal } from './opaqueIds.ts';
import { type IssuedToken, newConversationId, newUserId, type Tokens } from './tokens.ts';
import { parseWatermark } from './watermark.ts';

export interface DirectLineRoutesOptions {
  readonly adapter: DirectLineAdapter;
  /** Absent: no files are taken, and there is no address to send them to. */
  readonly files?: FileMessages;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly site: Site;
  readonly logger: Logger;
  readonly now: () => Date;
}

const base = '/v3/directline';
/** Where browsers of other origins may ask first; elsewhere there is nothing, and a 404 says so. */
const paths = [
  '/tokens/generate',
  '/tokens/refresh',
  '/conversations',
  '/conversations/:id',
  '/conversations/:id/activities',
  '/conversations/:id/upload',
];
const userIdPattern = /^[\w.@-]{1,64}$/;
/** More waiting turns than this in one conversation, and the bot is plainly not keeping up. */
const mostWaiting = 100;
/**
 * In UTF-16 units: what one GET gathers, page by page, before it leaves the rest to the next. A client that reads once gets all
 * of any ordinary conversation; nobody can have megabytes put together again and again.
 */
const longestRead = 1024 * 1024;

/** Direct Line 3.0 over REST. */
export function directLineRoutes(server: Server, options: DirectLineRoutesOptions): void {
  const { adapter, files, tokens, limits, site, logger, now } = options;
  const today = (): string => londonDate(now());
  const route = (serve: (req: Request, res: Response) => Promise<void>) =>
    handler(logger, async (req, res) => {
      site.admit(req, res);
      await serve(req, res);
    });
  const idOf = (req: Request): string => String(req.params.id);

  const conversationBody = (req: Request, issued: IssuedToken, watermark?: string) => ({
    ...tokenBody(issued),
    streamUrl:
      `${site.urlFor(req).replace(/^http/, 'ws')}${base}/conversations/${issued.conversationId}/stream` +
      `?watermark=${watermark || '-'}&t=${issued.token}`,
    referenceGrammarId: issued.conversationId,
  });

  for (const path of paths) {
    server.opts(
      base + path,
      handler(logger, async (req, res) => site.preflight(req, res)),
    );
  }

  server.post(
    `${base}/tokens/generate`,
    route(async (req, res) => {
      const userId = readUserId(await readJson(req), today());
      await limits.newConversation(req);
      sendJson(res, 200, tokenBody(await tokens.issue({ conversationId: newConversationId(), userId })));
    }),
  );

  server.post(
    `${base}/tokens/refresh`,
    route(async (req, res) => {
      const access = await tokens.authorize(req);
      await limits.look(access.conversationId);
      sendJson(res, 200, tokenBody(await tokens.issue(access)));
    }),
  );

  server.post(
    `${base}/conversations`,
    route(async (req, res) => {
      const access = await tokens.authorize(req);
      await limits.look(access.conversationId);
      const locale = readLocale(await readJson(req));
      const isNew = await adapter.start(access.conversationId, access.userId, locale);
      sendJson(res, isNew ? 201 : 200, conversationBody(req, await tokens.issue(access)));
    }),
  );

  server.get(
    `${base}/conversations/:id`,
    route(async (req, res) => {
      const access = await tokens.authorize(req, idOf(req));
      await limits.look(access.conversationId);
      const watermark = parseWatermark(query(req, 'watermark'));
      if (!(await adapter.exists(access.conversationId))) throw noSuchConversation();
      sendJson(res, 200, conversationBody(req, await tokens.issue(access), watermark === 0 ? '' : String(watermark)));
    }),
  );

  server.get(
    `${base}/conversations/:id/activities`,
    route(async (req, res) => {
      const { conversationId } = await tokens.authorize(req, idOf(req));
      await limits.look(conversationId);
      let page = await adapter.read(conversationId, parseWatermark(query(req, 'watermark')));
      let gathered = page.activities.join(',');
      while (page.activities.length > 0 && gathered.length < longestRead) {
        page = await adapter.read(conversationId, page.watermark);
        gathered = [gathered, ...page.activities].join(',');
      }
      sendJsonText(res, 200, `{"activities":[${gathered}],"watermark":"${page.watermark}"}`);
    }),
  );

  server.post(
    `${base}/conversations/:id/activities`,
    route(async (req, res) => {
      const access = await tokens.authorize(req, idOf(req));
      await takeTurn(access.conversationId);
      const body = await readJson(req);
      const caller = limits.caller(req);
      const id =
        files && holdsFiles(body)
          ? await files.receiveData(req, body, access, caller)
          : await adapter.receive(access.conversationId, parseIncoming(body, today()), caller);
      sendJson(res, 200, { id });
    }),
  );

  if (files) {
    server.post(
      `${base}/conversations/:id/upload`,
      route(async (req, res) => {
        const access = await tokens.authorize(req, idOf(req));
        await takeTurn(access.conversationId);
        sendJson(res, 200, { id: await files.receiveUpload(req, access, limits.caller(req)) });
      }),
    );
  }

  async function takeTurn(conversationId: string): Promise<void> {
    await limits.turn(conversationId);
    if (adapter.waiting(conversationId) >= mostWaiting) throw tooMany(1);
  }
}

const tokenBody = ({ conversationId, token, expires_in }: IssuedToken) => ({ conversationId, token, expires_in });

const query = (req: Request, name: string): string | null => new URLSearchParams(req.getQuery()).get(name);

/**
 * The user's id that a host site asks for, or a new one. Throws 400 for one that is no plain identifier, and for one that is
 * somebody's number: it is stored with every message.
 */
function readUserId(body: unknown, today: string): string {
  if (body === undefined) return newUserId();
  if (!isObject(body)) throw badArgument('The body must be an object.');
  if (body.user === undefined) return newUserId();
  if (!isObject(body.user)) throw badArgument('"user" must be an object.');
  const { id } = body.user;
  if (id === undefined) return newUserId();
  if (typeof id !== 'string' || !userIdPattern.test(id))
    throw badArgument('"user.id" must have 1 to 64 letters, digits or any of _ . @ -');
  if (looksPersonal(id, today))
    throw badArgument(
      '"user.id" looks like an NHS, National Insurance or card number. Please use an id that says nothing.',
    );
  return id;
}

function readLocale(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  if (!isObject(body)) throw badArgument('The body must be an object.');
  const { locale } = body;
  return typeof locale === 'string' && isLocale(locale) ? locale : undefined;
}
