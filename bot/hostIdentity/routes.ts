import type { Server } from 'restify';
import { isObject } from '../directLine/incoming.ts';
import type { Tokens } from '../directLine/tokens.ts';
import { readJson } from '../http/body.ts';
import { badArgument, HttpError, missingProperty, sendJson } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Site } from '../http/site.ts';
import type { Logger } from '../logger.ts';
import { SessionCookies } from '../sessionCookies.ts';
import { checkOwn, type Sessions, signedInLifetime } from '../sessions.ts';
import { TokenRefused } from './refusal.ts';
import { KeysUnavailable } from './remoteKeys.ts';
import type { IdentityVerifier } from './verifier.ts';
import type { HostVisitors } from './visitors.ts';

export interface IdentityRoutesOptions {
  readonly verifier: IdentityVerifier;
  readonly visitors: HostVisitors;
  /** Whether a conversation has begun. */
  readonly conversations: { exists(conversationId: string): Promise<boolean> };
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly site: Site;
  readonly logger: Logger;
}

/** `POST /chat/identity { token }`, for our own page only: a session for whom the host site vouches for, or nothing. */
export function identityRoutes(server: Server, options: IdentityRoutesOptions): void {
  const { verifier, visitors, conversations, sessions, tokens, limits, site, logger } = options;
  const cookies = new SessionCookies(site);

  server.post(
    '/chat/identity',
    handler(logger, async (req, res) => {
      checkOwn(req, site);
      await limits.newConversation(req);
      const token = readToken(await readJson(req));
      const known = cookies.current(req);
      const earlier = known === undefined ? undefined : await sessions.find(known);
      /** Where somebody else signed in here before, that is over. */
      const endEarlier = async (): Promise<void> => {
        if (known !== undefined && earlier?.isSignedIn) tokens.forgetSession(await sessions.forget(known));
      };
      try {
        const admission = await visitors.admit(await verifier.verify(token));
        const resumed = await conversations.exists(admission.conversationId);
        const { secret, access } = await sessions.signIn(admission, known);
        if (secret !== known) await endEarlier();
        res.setHeader('Set-Cookie', [cookies.keep(secret, signedInLifetime), cookies.gonePrevious]);
        sendJson(res, 200, { ...(await tokens.issue(access)), resumed });
      } catch (error) {
        if (error instanceof KeysUnavailable) throw unavailable();
        if (!(error instanceof TokenRefused)) throw error;
        logger.info('identity.refused', { reason: error.reason });
        await endEarlier();
        if (earlier?.isSignedIn) res.setHeader('Set-Cookie', [cookies.gone, cookies.gonePrevious]);
        throw error.toHttp();
      }
    }),
  );
}

function readToken(body: unknown): string {
  if (!isObject(body)) throw badArgument('The body must be an object.');
  if (body.token === undefined) throw missingProperty('The body has no "token".');
  if (typeof body.token !== 'string') throw badArgument('"token" must be a string.');
  return body.token;
}

const unavailable = (): HttpError =>
  new HttpError(503, 'SignInUnavailable', 'Signing in cannot be checked just now. Nothing is lost. Please try again.', {
    'Retry-After': '30',
  });
