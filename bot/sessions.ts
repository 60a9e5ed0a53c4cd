import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Activity, Channels } from 'botbuilder';
import type { Server } from 'restify';
import { conversationKey } from '../dialogs/identity.ts';
import { type Documents, EtagMismatch } from '../storage/ports.ts';
import { isObject } from './directLine/incoming.ts';
import { type Access, newConversationId, newUserId, type Tokens } from './directLine/tokens.ts';
import { endLinks } from './evidence/endedLinks.ts';
import { readJson } from './http/body.ts';
import { badArgument, forbidden, HttpError, sendJson } from './http/errors.ts';
import { handler } from './http/handler.ts';
import type { Limits } from './http/limits.ts';
import type { Site } from './http/site.ts';
import type { Logger } from './logger.ts';

const cookieName = 'dspt_session';
/** Names the session that a fresh one took the place of, so that a person whose return link was dead can go back to it. */
const previousName = 'dspt_previous';
/** In seconds, counted from the last visit. */
const lifetime = 30 * 24 * 60 * 60;
/** In seconds, counted from when the fresh one began. */
const previousLifetime = 24 * 60 * 60;
/** A visit is written down at most once in so many seconds. */
const noteVisitAfter = 24 * 60 * 60;

interface Session {
  readonly conversationId: string;
  readonly userId: string;
  /** ISO 8601 instant. */
  readonly lastVisit: string;
}

/** The sessions of our own chat page. The cookie holds a secret; the store only knows its hash. */
export class Sessions {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  /** Undefined for a secret that is unknown, or not used for 30 days. */
  async find(secret: string): Promise<Access | undefined> {
    const stored = await this.#documents.get<Session>(idOf(secret));
    if (!stored) return undefined;
    const session = stored.value;
    const age = (this.#now().getTime() - Date.parse(session.lastVisit)) / 1000;
    if (age > lifetime) {
      await this.forget(secret);
      return undefined;
    }
    if (age > noteVisitAfter) {
      const visited = { ...session, lastVisit: this.#now().toISOString() };
      try {
        await this.#documents.put(idOf(secret), visited, stored.etag);
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
        return this.find(secret); // noted by another tab, or forgotten: then it must not come back
      }
    }
    return accessOf(secret, session);
  }

  async begin(): Promise<{ secret: string; access: Access }> {
    const secret = randomBytes(32).toString('base64url');
    const session = {
      conversationId: newConversationId(),
      userId: newUserId(),
      lastVisit: this.#now().toISOString(),
    };
    await this.#documents.put(idOf(secret), session, null);
    return { secret, access: accessOf(secret, session) };
  }

  /** Links that its conversation was given end first, so that none outlives it. Resolves with the id that its tokens name. */
  async forget(secret: string): Promise<string> {
    const id = idOf(secret);
    const session = await this.#documents.get<Session>(id);
    if (session) await endLinks(this.#documents, conversationOf(session.value));
    await this.#documents.delete(id);
    return id;
  }
}

const idOf = (secret: string): string => `session/${createHash('sha256').update(secret).digest('hex')}`;

const conversationOf = ({ conversationId }: Session): string =>
  conversationKey({ channelId: Channels.Directline, conversation: { id: conversationId } } as Activity);

/** A token of this session is good as long as the session is. */
const accessOf = (secret: string, { conversationId, userId }: Session): Access => ({
  conversationId,
  userId,
  session: idOf(secret),
});

export interface SessionRoutesOptions {
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly site: Site;
  readonly logger: Logger;
}

/** `POST /chat/session`, `POST /chat/session/restore` and `POST /chat/session/forget`, for our own page only. */
export function sessionRoutes(server: Server, { sessions, tokens, limits, site, logger }: SessionRoutesOptions): void {
  // Framed by another site the page is a third party there: partitioned, its cookie lives per host site.
  const attributes = site.isSecure ? 'Secure; SameSite=None; Partitioned' : 'SameSite=Lax';
  // With this prefix a browser takes the cookie from this very host alone, not from a neighbour under the same domain.
  const prefix = site.isSecure ? '__Host-' : '';
  const cookie = (name: string, secret: string, maxAge: number): string =>
    `${prefix}${name}=${secret}; Path=/; Max-Age=${maxAge}; HttpOnly; ${attributes}`;
  const current = (secret: string): string => cookie(cookieName, secret, lifetime);
  const gone = (name: string): string => cookie(name, '', 0);
  const secretIn = (req: IncomingMessage, name: string): string | undefined =>
    new RegExp(`(?:^|;\\s*)${prefix}${name}=([\\w-]{43})(?:;|$)`).exec(req.headers.cookie ?? '')?.[1];

  server.post(
    '/chat/session',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      const isFresh = readFresh(await readJson(req));
      const known = secretIn(req, cookieName);
      const found = known === undefined ? undefined : await sessions.find(known);
      if (known !== undefined && found && !isFresh) {
        res.setHeader('Set-Cookie', current(known));
        sendJson(res, 200, { ...(await tokens.issue(found)), resumed: true });
        return;
      }
      await limits.newConversation(req);
      const { secret, access } = await sessions.begin();
      const cookies = [current(secret)];
      if (known !== undefined && found) cookies.push(cookie(previousName, known, previousLifetime));
      res.setHeader('Set-Cookie', cookies);
      sendJson(res, 200, { ...(await tokens.issue(access)), resumed: false });
    }),
  );

  server.post(
    '/chat/session/restore',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      await readJson(req);
      const [fresh, previous] = [secretIn(req, cookieName), secretIn(req, previousName)];
      const found = previous === undefined ? undefined : await sessions.find(previous);
      if (previous === undefined || !found)
        throw new HttpError(404, 'NotFound', 'There is no earlier session to go back to.');
      if (fresh !== undefined && fresh !== previous) tokens.forgetSession(await sessions.forget(fresh));
      res.setHeader('Set-Cookie', [current(previous), gone(previousName)]);
      sendJson(res, 200, { ...(await tokens.issue(found)), resumed: true });
    }),
  );

  server.post(
    '/chat/session/forget',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      await readJson(req);
      for (const name of [cookieName, previousName]) {
        const secret = secretIn(req, name);
        if (secret !== undefined) tokens.forgetSession(await sessions.forget(secret));
      }
      res.setHeader('Set-Cookie', [gone(cookieName), gone(previousName)]);
      sendJson(res, 200, { forgotten: true });
    }),
  );
}

/** Against requests forged by other sites: a browser says where a request comes from. */
export function checkOwn(req: IncomingMessage, site: Site): void {
  const from = req.headers['sec-fetch-site'];
  const isCrossSite = from !== undefined && from !== 'same-origin' && from !== 'none';
  if (isCrossSite || !site.isOwn(req)) throw forbidden('Only our own page may ask for this.');
}

function readFresh(body: unknown): boolean {
  if (body === undefined) return false;
  if (!isObject(body)) throw badArgument('The body must be an object.');
  if (body.fresh !== undefined && typeof body.fresh !== 'boolean') throw badArgument('"fresh" must be true or false.');
  return body.fresh === true;
}
