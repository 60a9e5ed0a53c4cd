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
import { SessionCookies } from './sessionCookies.ts';

/** In seconds, counted from the last visit. */
const lifetime = 30 * 24 * 60 * 60;
/** In seconds, counted from the last sign-in, where the host site says who is there: a long shift. Our own choice. */
export const signedInLifetime = 12 * 60 * 60;
/** A visit is written down at most once in so many seconds. */
const noteVisitAfter = 24 * 60 * 60;

interface Session {
  readonly conversationId: string;
  readonly userId: string;
  /** ISO 8601 instant. */
  readonly lastVisit: string;
  /** The host site said who is there. It is gone on with only where it says so again, or in the very tab that heard it. */
  readonly isSignedIn?: true;
}

type Whose = Pick<Session, 'conversationId' | 'userId'>;

export interface FoundSession {
  readonly access: Access;
  readonly isSignedIn: boolean;
}

/** The sessions of our own chat page. The cookie holds a secret; the store only knows its hash. */
export class Sessions {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  /** Undefined for a secret that is unknown, or not used for 30 days, or whose owner signed in more than 12 hours ago. */
  async find(secret: string): Promise<FoundSession | undefined> {
    const stored = await this.#documents.get<Session>(idOf(secret));
    if (!stored) return undefined;
    const session = stored.value;
    const age = (this.#now().getTime() - Date.parse(session.lastVisit)) / 1000;
    if (age > (session.isSignedIn ? signedInLifetime : lifetime)) {
      await this.forget(secret);
      return undefined;
    }
    if (age > noteVisitAfter) {
      const visited = { ...session, lastVisit: this.#now().toISOString() };
      try {
        await this.#documents.put(idOf(secret), visited, stored.etag, stored.lifetime);
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
        return this.find(secret); // noted by another tab, or forgotten: then it must not come back
      }
    }
    return { access: accessOf(secret, session), isSignedIn: session.isSignedIn === true };
  }

  async begin(): Promise<{ secret: string; access: Access }> {
    const secret = newSecret();
    const session = {
      conversationId: newConversationId(),
      userId: newUserId(),
      lastVisit: this.#now().toISOString(),
    };
    await this.#documents.put(idOf(secret), session, null);
    return { secret, access: accessOf(secret, session) };
  }

  /**
   * A session for somebody whom the host site vouched for: the one that `known` names where that is theirs already, so that
   * all their tabs end together.
   */
  async signIn(
    { conversationId, userId }: Whose,
    known: string | undefined,
  ): Promise<{ secret: string; access: Access }> {
    const stored = known === undefined ? undefined : await this.#documents.get<Session>(idOf(known));
    const isTheirs =
      stored?.value.isSignedIn && stored.value.conversationId === conversationId && stored.value.userId === userId;
    const secret = isTheirs && known !== undefined ? known : newSecret();
    const session: Session = { conversationId, userId, lastVisit: this.#now().toISOString(), isSignedIn: true };
    try {
      await this.#documents.put(idOf(secret), session, isTheirs ? stored.etag : null, signedInLifetime);
    } catch (error) {
      if (!(error instanceof EtagMismatch)) throw error;
      return this.signIn({ conversationId, userId }, known); // of another tab, or forgotten: then it must not come back
    }
    return { secret, access: accessOf(secret, session) };
  }

  /** Links that its conversation was given end first, so that none outlives it. Resolves with the id that its tokens name. */
  async forget(secret: string): Promise<string> {
    const id = idOf(secret);
    const session = (await this.#documents.get<Session>(id))?.value;
    // Somebody who signed in goes on in the same conversation elsewhere, and gets new links there.
    if (session) await endLinks(this.#documents, conversationOf(session), session.isSignedIn && this.#now());
    await this.#documents.delete(id);
    return id;
  }
}

const newSecret = (): string => randomBytes(32).toString('base64url');

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
  const cookies = new SessionCookies(site);

  server.post(
    '/chat/session',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      const { isFresh, only } = readWish(await readJson(req));
      const known = cookies.current(req);
      const found = known === undefined ? undefined : await sessions.find(known);
      const goesOn =
        only === undefined ? !isFresh && found?.isSignedIn === false : found?.access.conversationId === only;
      if (known !== undefined && found && goesOn) {
        res.setHeader('Set-Cookie', cookies.keep(known, found.isSignedIn ? signedInLifetime : lifetime));
        sendJson(res, 200, { ...(await tokens.issue(found.access)), resumed: true });
        return;
      }
      if (only !== undefined) throw noSuchSession();
      await limits.newConversation(req);
      const { secret, access } = await sessions.begin();
      // Somebody who signed in comes back by signing in, and nobody else goes back to what was theirs.
      const previous = found && !found.isSignedIn ? known : undefined;
      res.setHeader('Set-Cookie', [cookies.keep(secret, lifetime), ...cookies.keepPrevious(previous)]);
      sendJson(res, 200, { ...(await tokens.issue(access)), resumed: false });
    }),
  );

  server.post(
    '/chat/session/restore',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      await readJson(req);
      const [fresh, previous] = [cookies.current(req), cookies.previous(req)];
      const found = previous === undefined ? undefined : await sessions.find(previous);
      if (previous === undefined || !found || found.isSignedIn) throw noSuchSession();
      if (fresh !== undefined && fresh !== previous) tokens.forgetSession(await sessions.forget(fresh));
      res.setHeader('Set-Cookie', [cookies.keep(previous, lifetime), cookies.gonePrevious]);
      sendJson(res, 200, { ...(await tokens.issue(found.access)), resumed: true });
    }),
  );

  server.post(
    '/chat/session/forget',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      await readJson(req);
      for (const secret of [cookies.current(req), cookies.previous(req)])
        if (secret !== undefined) tokens.forgetSession(await sessions.forget(secret));
      res.setHeader('Set-Cookie', [cookies.gone, cookies.gonePrevious]);
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

const noSuchSession = (): HttpError => new HttpError(404, 'NotFound', 'There is no such session to go back to.');

/** `only`: the conversation to go on with; where the session is another's, none is begun. */
function readWish(body: unknown): { readonly isFresh: boolean; readonly only?: string } {
  if (body === undefined) return { isFresh: false };
  if (!isObject(body)) throw badArgument('The body must be an object.');
  const { fresh, only } = body;
  if (fresh !== undefined && typeof fresh !== 'boolean') throw badArgument('"fresh" must be true or false.');
  if (only === undefined) return { isFresh: fresh === true };
  if (typeof only !== 'string' || fresh === true) throw badArgument('"only" must be a string, without "fresh".');
  return { isFresh: false, only };
}
