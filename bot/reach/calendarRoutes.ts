import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Server } from 'restify';
import type { PersonId } from '../../core/people/model.ts';
import type { ReminderWords } from '../../dialogs/reminderWords.ts';
import { sha256 } from '../../storage/hash.ts';
import { HttpError, tooMany } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import { type Ahead, calendarText } from './calendar.ts';
import type { CalendarLinks } from './calendarLinks.ts';

/** Fetches of one link in 10 minutes: programs look a few times a day, and each look reads a person's records. */
const perLink = 30;
const window = 600;

export const calendarPath = '/calendar';

/** The address of a calendar, from the secret that `CalendarLinks.issue` gave. `publicUrl`: origin of our pages. */
export const calendarUrl = (publicUrl: string, secret: string): string => `${publicUrl}${calendarPath}/${secret}.ics`;

export interface CalendarRoutesOptions {
  readonly links: CalendarLinks;
  /** What is ahead of a person in all their organisations; undefined for somebody who is no longer in any. */
  readonly remindersAhead: (person: PersonId) => Promise<Ahead | undefined>;
  readonly words: (locale: string | undefined) => ReminderWords;
  /** Origin of our pages. */
  readonly publicUrl: string;
  readonly limits: Limits;
  readonly logger: Logger;
}

/** `GET` and `HEAD /calendar/<secret>.ics`: one person's reminders ahead, as a feed or as a file to keep. */
export function calendarRoutes(server: Server, options: CalendarRoutesOptions): void {
  const { links, remindersAhead, words, publicUrl, limits, logger } = options;
  const fetches = new RateLimiterMemory({ points: perLink, duration: window });
  const serve = handler(logger, async (req, res) => {
    const secret = /^(?<secret>[\w-]+)\.ics$/.exec(String(req.params.file))?.groups?.secret ?? '';
    // Counted before anything is looked up. One address may fetch for many: a calendar service on behalf of its people.
    await limits.look(`calendar ${limits.caller(req)}`);
    await fetches.consume(sha256(secret)).catch((rejection: unknown) => {
      throw rejection instanceof RateLimiterRes ? tooMany(rejection.msBeforeNext / 1000) : rejection;
    });
    const link = await links.open(secret);
    const ahead = link && (await remindersAhead(link.person));
    if (!link || !ahead) throw unknown();
    const text = calendarText(ahead, words(link.locale), `${publicUrl}/`);
    res.writeHead(200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(text)),
      'Content-Disposition': `${link.use === 'file' || isToKeep(req.url) ? 'attachment' : 'inline'}; filename="toolkit.ics"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    });
    res.end(req.method === 'HEAD' ? undefined : text);
  });
  server.get(`${calendarPath}/:file`, serve);
  server.head(`${calendarPath}/:file`, serve);
}

/** Whether the address asks for a file to keep, and not for a feed. */
const isToKeep = (url = ''): boolean => new URL(url, 'http://localhost').searchParams.has('save');

const unknown = (): HttpError => new HttpError(404, 'NotFound', 'There is no such calendar.');
