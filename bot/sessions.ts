import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import type { Documents } from '../storage/ports.ts';
import { isObject } from './directLine/incoming.ts';
import { newConversationId, newUserId, type Tokens } from './directLine/tokens.ts';
import { readJson } from './http/body.ts';
import { badArgument, forbidden, sendJson } from './http/errors.ts';
import { handler } from './http/handler.ts';
import type { Limits } from './http/limits.ts';
import type { Site } from './http/site.ts';
import type { Logger } from './logger.ts';

const cookieName = 'dspt_session';
/** In seconds, counted from the last visit. */
const lifetime = 30 * 24 * 60 * 60;
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
  async find(secret: string): Promise<Session | undefined> {
    const session = (await this.#documents.get<Session>(idOf(secret)))?.value;
    if (!session) return undefined;
    const age = (this.#now().getTime() - Date.parse(session.lastVisit)) / 1000;
    if (age > lifetime) {
      await this.forget(secret);
      return undefined;
    }
    if (age > noteVisitAfter)
      await this.#documents.put(idOf(secret), { ...session, lastVisit: this.#now().toISOString() });
    return session;
  }

  async begin(): Promise<{ secret: string; session: Session }> {
    const secret = randomBytes(32).toString('base64url');
    const session = {
      conversationId: newConversationId(),
      userId: newUserId(),
      lastVisit: this.#now().toISOString(),
    };
    await this.#documents.put(idOf(secret), session, null);
    return { secret, session };
  }

  async forget(secret: string): Promise<void> {
    await this.#documents.delete(idOf(secret));
  }
}

const idOf = (secret: string): string => `session/${createHash('sha256').update(secret).digest('hex')}`;

export interface SessionRoutesOptions {
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly site: Site;
  readonly logger: Logger;
}

/** `POST /chat/session` and `POST /chat/session/forget`, for our own page only. */
export function sessionRoutes(server: Server, { sessions, tokens, limits, site, logger }: SessionRoutesOptions): void {
  // Framed by another site the page is a third party there: partitioned, its cookie lives per host site.
  const attributes = site.isSecure ? 'Secure; SameSite=None; Partitioned' : 'SameSite=Lax';
  const cookie = (secret: string, maxAge: number): string =>
    `${cookieName}=${secret}; Path=/; Max-Age=${maxAge}; HttpOnly; ${attributes}`;

  server.post(
    '/chat/session',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      const isFresh = readFresh(await readJson(req));
      const known = readCookie(req);
      const found = known !== undefined && !isFresh ? await sessions.find(known) : undefined;
      let secret = known;
      let session = found;
      if (!secret || !session) {
        await limits.newConversation(req);
        if (known !== undefined && isFresh) await sessions.forget(known);
        ({ secret, session } = await sessions.begin());
      }
      res.setHeader('Set-Cookie', cookie(secret, lifetime));
      sendJson(res, 200, { ...(await tokens.issue(session)), resumed: found !== undefined });
    }),
  );

  server.post(
    '/chat/session/forget',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      await readJson(req);
      const known = readCookie(req);
      if (known !== undefined) await sessions.forget(known);
      res.setHeader('Set-Cookie', cookie('', 0));
      sendJson(res, 200, { forgotten: true });
    }),
  );
}

/** Against requests forged by other sites: a browser says where a request comes from. */
function checkOwn(req: IncomingMessage, site: Site): void {
  const from = req.headers['sec-fetch-site'];
  const isCrossSite = from !== undefined && from !== 'same-origin' && from !== 'none';
  if (isCrossSite || !site.isOwn(req)) throw forbidden('Only our own page may ask for this.');
}

function readCookie(req: IncomingMessage): string | undefined {
  return /(?:^|;\s*)dspt_session=([\w-]{43})(?:;|$)/.exec(req.headers.cookie ?? '')?.[1];
}

function readFresh(body: unknown): boolean {
  if (body === undefined) return false;
  if (!isObject(body)) throw badArgument('The body must be an object.');
  if (body.fresh !== undefined && typeof body.fresh !== 'boolean') throw badArgument('"fresh" must be true or false.');
  return body.fresh === true;
}
