import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Documents } from '../../storage/ports.ts';
import { forbidden, HttpError } from '../http/errors.ts';
import { SigningKeys, tokenLifetime } from './signingKeys.ts';

const audience = 'dspt-guide/directline';
const algorithm = 'HS256';
const longestToken = 2048;
/** In seconds: how long renewing works, counted from the first token of the chain. */
const longestChain = 24 * 60 * 60;
/** In milliseconds: for so long another process may still serve a session that was forgotten here. */
const sessionSeenFor = 30_000;

/** What a token opens: this conversation, as this user, and nothing else. */
export interface Access {
  readonly conversationId: string;
  readonly userId: string;
  /** Id of the document that must still be there: the session of our own page that the token was given to. */
  readonly session?: string | undefined;
  /** When the first token of the chain was issued, in seconds since 1970; absent for a first one. */
  readonly since?: number | undefined;
}

export interface IssuedToken extends Access {
  readonly token: string;
  /** Seconds. */
  readonly expires_in: number;
}

export const newConversationId = (): string => randomBytes(16).toString('base64url');
export const newUserId = (): string => `dl_${randomBytes(16).toString('base64url')}`;

const expired = (): HttpError => new HttpError(403, 'TokenExpired', 'The token has expired. Please start again.');
const unauthorized = (): HttpError =>
  new HttpError(401, 'Unauthorized', 'A valid token is needed.', { 'WWW-Authenticate': 'Bearer' });

/**
 * Issues and checks the tokens of Direct Line: JWTs, 30 minutes long, renewable for a day. Whatever cannot be checked is
 * refused, and so is the token of a session that was forgotten.
 */
export class Tokens {
  readonly #documents: Documents;
  readonly #keys: SigningKeys;
  readonly #now: () => Date;
  /** Tokens seen to be good: a client sends the same one with every request. */
  readonly #verified = new LRUCache<string, Access & { readonly expiresAt: number }>({ max: 5_000 });
  /** Sessions that were there a moment ago: looking for one with every request would be a request to the store each. */
  readonly #sessions = new LRUCache<string, true>({ max: 5_000, ttl: sessionSeenFor });

  private constructor(documents: Documents, keys: SigningKeys, now: () => Date) {
    this.#documents = documents;
    this.#keys = keys;
    this.#now = now;
  }

  static async open(documents: Documents, now: () => Date): Promise<Tokens> {
    return new Tokens(documents, await SigningKeys.open(documents, now), now);
  }

  /** Rejects with 403 `TokenExpired` when the access began a day ago. */
  async issue({ conversationId, userId, session, since }: Access): Promise<IssuedToken> {
    const { id, key } = await this.#keys.current();
    const issuedAt = Math.floor(this.#now().getTime() / 1000);
    const first = since ?? issuedAt;
    if (issuedAt - first >= longestChain) throw expired();
    // `conv` and `user` are the names that Direct Line clients look for.
    const token = await new SignJWT({ conv: conversationId, user: userId, since: first, ...(session && { session }) })
      .setProtectedHeader({ alg: algorithm, kid: id, typ: 'JWT' })
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + tokenLifetime)
      .setJti(randomBytes(6).toString('base64url'))
      .sign(key);
    return { conversationId, userId, token, expires_in: tokenLifetime };
  }

  /** Rejects with 401 for what is no token of ours, and with 403 `TokenExpired` for one that was. */
  async verify(token: string): Promise<Access> {
    const access = await this.#read(token);
    if (access.session !== undefined && !(await this.#isThere(access.session))) throw expired();
    return access;
  }

  /** To be told of a session that was forgotten, so that its tokens end at once. */
  forgetSession(session: string): void {
    this.#sessions.delete(session);
  }

  async #isThere(session: string): Promise<boolean> {
    if (this.#sessions.has(session)) return true;
    const isThere = (await this.#documents.get(session)) !== undefined;
    if (isThere) this.#sessions.set(session, true);
    return isThere;
  }

  async #read(token: string): Promise<Access> {
    const now = this.#now();
    const known = this.#verified.get(token);
    if (known && now.getTime() < known.expiresAt) return known;
    if (token.length > longestToken) throw unauthorized();
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const found = kid === undefined ? undefined : await this.#keys.find(kid);
          if (!found) throw new errors.JWSSignatureVerificationFailed();
          return found.key;
        },
        { algorithms: [algorithm], audience, requiredClaims: ['exp', 'iat'], currentDate: now },
      );
      const { conv, user, exp, iat, since = iat, session } = payload;
      if (typeof conv !== 'string' || typeof user !== 'string' || exp === undefined) throw unauthorized();
      if (typeof since !== 'number' || !['string', 'undefined'].includes(typeof session)) throw unauthorized();
      const access = {
        conversationId: conv,
        userId: user,
        since,
        session: session as string | undefined,
        expiresAt: exp * 1000,
      };
      this.#verified.set(token, access);
      return access;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired();
      if (error instanceof errors.JOSEError || error instanceof HttpError) throw unauthorized();
      throw error;
    }
  }

  /** The access that the request's bearer token gives; with `conversationId`, 403 unless it is that conversation. */
  async authorize(req: IncomingMessage, conversationId?: string, tokenInUrl?: string): Promise<Access> {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? tokenInUrl;
    if (!token) throw unauthorized();
    const access = await this.verify(token);
    if (conversationId !== undefined && access.conversationId !== conversationId)
      throw forbidden('This token is for another conversation.');
    return access;
  }
}
