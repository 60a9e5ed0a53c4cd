import { pipeline } from 'node:stream/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Response, Server } from 'restify';
import type { Place } from '../../dialogs/identity.ts';
import { HttpError, tooMany } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import { type Accesses, accessFor } from './access.ts';
import type { TakeAwayContents } from './takeAwayContents.ts';
import type { TakeAwayLinks } from './takeAwayLinks.ts';
import { zipped } from './takeAwayZip.ts';

export const takeAwayPath = '/takeaway';

/** Times that one organisation's data may be fetched in an hour: each stands in its record for good, and reads all its files. */
const perOrganisation = { points: 10, duration: 3600 };
/** Zips that are being made at the same time, by one process; one of an organisation. */
const mostAtOnce = 8;
/** Milliseconds for which whoever fetches one may take nothing. */
const longestStandstill = 120_000;
/** Seconds. */
const comeBackAfter = 60;

export interface TakeAwayRoutesOptions {
  readonly links: TakeAwayLinks;
  readonly accesses: Accesses;
  readonly contents: (place: Place) => TakeAwayContents;
  /** Writes into the organisation's record that somebody takes it away; resolves once that survives power loss. */
  readonly noteTaken: (place: Place) => Promise<void>;
  /** What the file is called, without its ending. */
  readonly name: (at: Date) => string;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** `GET` and `HEAD /takeaway/<ticket>/<name>`: all that is kept of an organisation as one zip, made while it is read. */
export function takeAwayRoutes(server: Server, options: TakeAwayRoutesOptions): void {
  const { links, accesses, contents, noteTaken, name, limits, logger, now } = options;
  const taken = new RateLimiterMemory(perOrganisation);
  const underWay = new Set<string>();
  const serve = handler(logger, async (req, res) => {
    await limits.look(`takeaway ${limits.caller(req)}`);
    const { place } = await links.open(String(req.params.ticket));
    await accessFor(accesses, place, 'takeAway');
    const at = now();
    if (req.method === 'HEAD') {
      head(res, name(at));
      res.end();
      return;
    }
    if (underWay.has(place.organisation) || underWay.size >= mostAtOnce) throw busy();
    underWay.add(place.organisation);
    try {
      await taken.consume(place.organisation).catch(refuse);
      await noteTaken(place);
      head(res, name(at));
      res.setTimeout(longestStandstill, () => res.destroy());
      // What fails in the middle breaks the connection, so nobody takes it for whole.
      await pipeline(zipped(contents(place).entries(), { at }), res);
    } finally {
      underWay.delete(place.organisation);
    }
  });
  server.get(`${takeAwayPath}/:ticket/:name`, serve);
  server.head(`${takeAwayPath}/:ticket/:name`, serve);
}

const busy = (): HttpError =>
  new HttpError(
    503,
    'ServiceBusy',
    'Your data is being taken away just now, or that of many others. Please try again in a moment.',
    {
      'Retry-After': String(comeBackAfter),
    },
  );

function refuse(rejection: unknown): never {
  if (rejection instanceof RateLimiterRes) throw tooMany(rejection.msBeforeNext / 1000);
  throw rejection;
}

function head(res: Response, name: string): void {
  res.writeHead(200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${name.replace(/[^\w .()-]/g, '_')}.zip"`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Robots-Tag': 'noindex',
  });
}
