import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Request, Response, Server } from 'restify';
import type { Words } from '../../core/words.ts';
import { sha256 } from '../../storage/hash.ts';
import { swallow } from '../http/body.ts';
import { tooMany } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import type { Organisations } from './organisations.ts';
import type { StopLinks } from './stopLinks.ts';
import { type StopPage, stopHeaders, stopPage } from './stopPage.ts';
import { isStopped, stopReminders } from './stopReminders.ts';

/** Requests for one link in 10 minutes: scanners of mail look at it several times, people once. */
const perLink = 30;
const window = 600;

const stopPath = '/stop';

/** The address of a link that `StopLinks.issue` gave. `publicUrl`: origin of our pages. */
export const stopUrl = (publicUrl: string, link: string): string => `${publicUrl}${stopPath}/${link}`;

export interface StopRoutesOptions {
  readonly links: StopLinks;
  readonly organisations: Organisations;
  readonly words: (locale: string | undefined) => Words;
  /** Origin of our pages. */
  readonly publicUrl: string;
  readonly limits: Limits;
  readonly logger: Logger;
}

/**
 * `/stop/<owner>/<secret>` ends the mails to one person about one organisation. `POST` does it, whatever its body: that of a mail program
 * (RFC 8058), which is redirected nowhere, or that of the page's own button. `GET` and `HEAD` show the page and change nothing, because
 * scanners of mail follow links.
 */
export function stopRoutes(server: Server, options: StopRoutesOptions): void {
  const { links, organisations, words, publicUrl, limits, logger } = options;
  const requests = new RateLimiterMemory({ points: perLink, duration: window });
  const headers = stopHeaders({ isSecure: publicUrl.startsWith('https:') });

  const open = async (req: Request) => {
    const [owner, secret] = [String(req.params.owner), String(req.params.secret)];
    // Counted before anything is looked up. One address may ask for many: a mail provider on behalf of its people.
    await limits.look(`stop ${limits.caller(req)}`);
    await requests.consume(sha256(`${owner}/${secret}`)).catch((rejection: unknown) => {
      throw rejection instanceof RateLimiterRes ? tooMany(rejection.msBeforeNext / 1000) : rejection;
    });
    return links.open(owner, secret);
  };
  const send = (req: Request, res: Response, page: StopPage, locale?: string): void => {
    const body = stopPage(page, words(locale), `${publicUrl}/`);
    res.writeHead(page === 'unknown' ? 404 : 200, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
    res.end(req.method === 'HEAD' ? undefined : body);
  };
  const show = handler(logger, async (req, res) => {
    const link = await open(req);
    const isDone = link && (await isStopped(organisations, link.place));
    if (!link || isDone === undefined) return send(req, res, 'unknown');
    send(req, res, isDone ? 'done' : 'ask', link.locale);
  });

  server.get(`${stopPath}/:owner/:secret`, show);
  server.head(`${stopPath}/:owner/:secret`, show);
  server.post(
    `${stopPath}/:owner/:secret`,
    handler(logger, async (req, res) => {
      swallow(req);
      const link = await open(req);
      const isDone = link && (await stopReminders(organisations, link.place));
      send(req, res, isDone ? 'done' : 'unknown', link?.locale);
    }),
  );
}
