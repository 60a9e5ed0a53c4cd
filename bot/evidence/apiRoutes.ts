import type { Request, Response, Server } from 'restify';
import { documentOf, filesOf } from '../../core/evidence/documents.ts';
import type { SentFile } from '../../core/evidence/model.ts';
import type { QuestionId } from '../../core/model.ts';
import type { CardAction } from '../../core/turn.ts';
import type { EvidenceDesk } from '../../dialogs/evidenceDesk.ts';
import { readAction } from '../../dialogs/toInput.ts';
import type { Files } from '../../storage/ports.ts';
import { isObject } from '../directLine/incoming.ts';
import { readJson } from '../http/body.ts';
import { badArgument, HttpError, sendJson } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import { type Accesses, accessFor } from '../people/access.ts';
import { atMost } from './atMost.ts';
import type { Deliveries } from './deliveries.ts';
import type { Doors } from './doors.ts';
import type { Intake } from './intake.ts';
import { newSecret } from './secrets.ts';
import type { Ticket } from './tickets.ts';
import { uploadsPath } from './tusRoutes.ts';
import { holdsDetails, isOf, type Upload } from './uploads.ts';
import { findView, type QuestionWords, reached, viewOf } from './view.ts';

/** What our page may ask for; all else is for the chat. */
const allowed = ['useFor', 'stopUsing', 'delete', 'describe', 'held'] as const satisfies CardAction['do'][];
/** Milliseconds for which a question about a file waits while this very process looks at it. */
const longestWait = 5_000;

export interface ApiRoutesOptions {
  readonly files: Files;
  readonly intake: Intake;
  readonly deliveries: Deliveries;
  readonly doors: Doors;
  readonly desk: Pick<EvidenceDesk, 'fileLink'>;
  readonly accesses: Accesses;
  readonly questionWords: (question: QuestionId, locale: string | undefined) => QuestionWords;
  /** What is said about a file that was refused, held or kept with advice, a sentence each. */
  readonly describe: (sent: SentFile, locale: string | undefined) => readonly string[];
  readonly admit: (req: Request) => Promise<Ticket<'upload'>>;
  readonly limits: Limits;
  readonly logger: Logger;
  /** ISO date in Europe/London. */
  readonly today: () => string;
}

/** What our evidence page asks for, besides sending files. */
export function apiRoutes(server: Server, options: ApiRoutesOptions): void {
  const { files, intake, deliveries, doors, desk, accesses, questionWords, describe, admit, limits, logger, today } =
    options;
  const localeOf = ({ asker }: Ticket<'upload'>): string | undefined => asker.reference.locale;
  const wordsFor = (ticket: Ticket<'upload'>) => (question: QuestionId) => questionWords(question, localeOf(ticket));
  const seen = (ticket: Ticket<'upload'>) => accessFor(accesses, ticket.asker, 'see', ticket.about.question);
  const reading = (serve: (req: Request, res: Response, ticket: Ticket<'upload'>) => Promise<unknown>) =>
    handler(logger, async (req, res) => {
      const ticket = await admit(req);
      await limits.look(ticket.asker.conversation);
      sendJson(res, 200, await serve(req, res, ticket));
    });
  const acting = (serve: (body: unknown, ticket: Ticket<'upload'>) => Promise<unknown>) =>
    handler(logger, async (req, res) => {
      const ticket = await admit(req);
      await limits.turn(ticket.asker.conversation);
      sendJson(res, 200, await serve(await readJson(req), ticket));
    });

  server.get(
    '/evidence/api/view',
    reading(async (_req, _res, ticket) => viewOf(await seen(ticket), ticket.about, wordsFor(ticket))),
  );

  server.get(
    `${uploadsPath}/:id/result`,
    reading(async (req, res, ticket) => {
      const find = async (): Promise<Upload> => {
        const upload = await intake.uploads.find(String(req.params.id));
        if (!upload || !isOf(upload, ticket.asker)) throw noSuchFile();
        return upload;
      };
      const upload = await find();
      if (upload.isTold) return result(upload, ticket);
      if (!upload.sent && (await intake.staging.received(upload.id)) < upload.size) return { state: 'receiving' };
      // Or until nobody waits any more.
      const left = new Promise((resolve) => res.once('close', resolve));
      await atMost(longestWait, Promise.race([deliveries.deliver(upload.id), left]));
      const now = await find();
      return now.isTold ? result(now, ticket) : { state: 'checking' };
    }),
  );

  server.post(
    '/evidence/api/act',
    acting(async (body, ticket) => {
      const action = readAction({ dspt: body });
      if (!action || !allowed.some((each) => each === action.do)) throw badArgument('This is no action of our page.');
      if ('document' in action) {
        const inReach = reached(await seen(ticket), ticket.about);
        if (!documentOf(inReach, action.document)) throw noSuchFile();
      }
      const said = await doors.enter(ticket.asker, { id: `act ${newSecret(today())}`, value: { dspt: action } });
      return { said: said.join('\n\n') };
    }),
  );

  server.post(
    '/evidence/api/link',
    acting(async (body, ticket) => {
      const { document, version } = isObject(body) ? body : {};
      if (typeof document !== 'string') throw badArgument('"document" must be a string.');
      const record = await accessFor(accesses, ticket.asker, 'openDocument');
      const of = filesOf(reached(record, ticket.about)).filter((each) => each.document === document);
      const file = version === undefined ? of.at(-1) : of.find((each) => each.version === version);
      if (!file) throw noSuchFile();
      return { url: await desk.fileLink(ticket.asker, document, file.version) };
    }),
  );

  /** What became of a file that was told of in the conversation. */
  async function result({ sent }: Upload, ticket: Ticket<'upload'>): Promise<object> {
    if (!sent) throw noSuchFile();
    const sentences = describe(sent, localeOf(ticket));
    if (sent.state === 'refused') return { state: 'refused', refusal: sent.refusal, sentence: sentences.join(' ') };
    const record = await seen(ticket);
    const recorded = filesOf(record.documents);
    const kept =
      recorded.find(({ source }) => source.file === sent.source.file) ??
      // The same file had been sent before, and was not kept twice.
      recorded.find(({ source }) => source.sha256 === sent.source.sha256);
    if (kept) return { state: 'kept', document: findView(record, kept.document, wordsFor(ticket)), sentences };
    if (holdsDetails(sent.insight) && (await files.look(sent.source.file))) return { state: 'held', sentences };
    throw noSuchFile();
  }
}

const noSuchFile = (): HttpError => new HttpError(404, 'NotFound', 'There is no such file.');
