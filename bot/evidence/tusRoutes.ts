import type { Request, Response, Server } from 'restify';
import { longestFile } from '../../core/evidence/model.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { FileTooLarge } from '../../storage/ports.ts';
import { swallow } from '../http/body.ts';
import { badArgument, HttpError } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import type { Deliveries } from './deliveries.ts';
import type { Intake } from './intake.ts';
import type { NewFiles } from './newFiles.ts';
import type { OpenLines } from './openLines.ts';
import { WrongOffset } from './staging.ts';
import { UploadLanes } from './uploadLanes.ts';
import { type About, isOf, type Upload } from './uploads.ts';

/** The version of the protocol that clients and we speak. */
const tus = '1.0.0';
/** UTF-16 units of `Upload-Metadata`. */
const longestMetadata = 4_096;
/** Ids of documents as we give them: that of the upload, or the question that somebody answered in words. */
const documentId = /^(?:[\w-]{22}|said\.[\w.-]{1,40})$/;

export const uploadsPath = '/evidence/api/uploads';

export interface TusRoutesOptions {
  readonly intake: Intake;
  readonly deliveries: Deliveries;
  /** Who asks, and what the link was made for; rejects for requests that may not. */
  readonly admit: (req: Request) => Promise<{ asker: Asker; about: About }>;
  readonly limits: Limits;
  readonly newFiles: NewFiles;
  readonly lines: OpenLines;
  readonly logger: Logger;
}

/**
 * Resumable uploads by the tus protocol 1.0: core, creation, expiration and termination. Our own, as it is small: offsets are
 * agreed on by names in the store, so any process may take any chunk, nobody waits for a lock, and what a line that breaks has
 * brought is kept.
 */
export function tusRoutes(server: Server, options: TusRoutesOptions): void {
  const { intake, deliveries, admit, limits, newFiles, lines, logger } = options;
  const route = (serve: (req: Request, res: Response) => Promise<void>) =>
    handler(logger, async (req, res) => {
      res.setHeader('Tus-Resumable', tus);
      if (req.headers['tus-resumable'] !== tus) {
        res.setHeader('Tus-Version', tus);
        throw new HttpError(412, 'OtherProtocol', `This is tus ${tus}.`);
      }
      await serve(req, res);
    });
  const one = `${uploadsPath}/:id`;
  const lanes = new UploadLanes();

  for (const path of [uploadsPath, one])
    server.opts(
      path,
      handler(logger, async (_req, res) => {
        answer(res, 204, {
          'Tus-Resumable': tus,
          'Tus-Version': tus,
          'Tus-Extension': 'creation,expiration,termination',
          'Tus-Max-Size': String(longestFile),
        });
      }),
    );

  server.post(
    uploadsPath,
    route(async (req, res) => {
      const { asker, about } = await admit(req);
      const size = wholeNumber(req, 'upload-length');
      if (size > longestFile) throw tooLarge();
      const { filename = '', replaces = '' } = readMetadata(req.headers['upload-metadata']);
      intake.checkRoom(asker);
      await newFiles.count(req, asker);
      const upload = await intake.begin(asker, {
        name: filename,
        size,
        about: { ...about, ...(documentId.test(replaces) && { document: replaces }) },
      });
      if (size === 0) void deliveries.deliver(upload.id);
      answer(res, 201, { Location: `${uploadsPath}/${upload.id}`, ...expires(upload) });
    }),
  );

  server.head(
    one,
    route(async (req, res) => {
      const upload = await find(req);
      const offset = await lanes.run(upload.id, () => reached(upload));
      answer(res, 200, { 'Upload-Offset': String(offset), 'Upload-Length': String(upload.size), ...expires(upload) });
    }),
  );

  server.patch(
    one,
    route(async (req, res) => {
      const upload = await find(req);
      if (req.headers['content-type'] !== 'application/offset+octet-stream')
        throw new HttpError(415, 'UnsupportedMediaType', 'A chunk must be application/offset+octet-stream.');
      const from = wholeNumber(req, 'upload-offset');
      if (Number(req.headers['content-length'] ?? 0) > upload.size - from) throw tooLarge();
      // Uploads can be begun while there is room, and all be brought to their end later.
      intake.checkRoom(upload.asker);
      const end = await lines.run(req, upload.asker.conversation, () =>
        lanes.run(upload.id, (signal) => append(req, upload, from, signal)),
      );
      if (end === upload.size) void deliveries.deliver(upload.id);
      answer(res, 204, { 'Upload-Offset': String(end), ...expires(upload) });
    }),
  );

  server.del(
    one,
    route(async (req, res) => {
      const upload = await find(req);
      if (upload.sent || upload.workingUntil) throw conflict('The file has arrived already.');
      await lanes.run(upload.id, () => intake.drop(upload.id));
      answer(res, 204);
    }),
  );

  /** The upload that a request is about; somebody else's is as if it were not there. */
  async function find(req: Request): Promise<Upload> {
    const { asker } = await admit(req);
    await limits.look(asker.conversation);
    const upload = await intake.uploads.find(String(req.params.id));
    if (!upload || !isOf(upload, asker)) throw new HttpError(404, 'NotFound', 'There is no such upload.');
    return upload;
  }

  /** Once it was looked at, the bytes lie elsewhere and count as received. */
  async function reached({ id, size }: Upload): Promise<number> {
    const upload = await intake.uploads.find(id);
    return upload?.sent ? size : intake.staging.received(id);
  }

  async function append(req: Request, upload: Upload, from: number, signal: AbortSignal): Promise<number> {
    if (upload.sent && from === upload.size) return from;
    try {
      return await intake.staging.append(upload.id, from, untilItBreaks(req, signal), upload.size);
    } catch (error) {
      swallow(req);
      if (error instanceof WrongOffset) throw conflict('The upload is at another offset.');
      if (error instanceof FileTooLarge) throw tooLarge();
      throw error;
    }
  }
}

/** What has come of a body that breaks off, or is stopped, is worth keeping. */
async function* untilItBreaks(req: Request, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const stop = (): void => void req.destroy();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const chunks = req.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await chunks.next().catch(() => ({ done: true, value: undefined }));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await chunks.return?.();
  }
}

const conflict = (message: string): HttpError => new HttpError(409, 'Conflict', message);

const tooLarge = (): HttpError =>
  new HttpError(
    413,
    'MessageSizeTooBig',
    `A file may have at most ${longestFile / 1024 / 1024} MB, and what was said.`,
  );

function answer(res: Response, status: number, headers: Record<string, string> = {}): void {
  // Node lets no length go with a 204.
  const length = status === 204 ? {} : { 'Content-Length': '0' };
  res.writeHead(status, { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...length, ...headers });
  res.end();
}

const expires = ({ until }: Upload): Record<string, string> => ({ 'Upload-Expires': new Date(until).toUTCString() });

function wholeNumber(req: Request, name: string): number {
  const text = String(req.headers[name] ?? '');
  if (!/^\d{1,12}$/.test(text)) throw badArgument(`"${name}" must be a whole number.`);
  return Number(text);
}

/** Keys and values, these in base64. Throws 400 for what is none. */
function readMetadata(header: string | string[] | undefined): Readonly<Record<string, string>> {
  const text = String(header ?? '');
  const pairs =
    text === '' ? [] : text.split(',').map((pair) => /^([!-+\--~]+)(?: ([\w+/-]*={0,2}))?$/.exec(pair.trim()));
  if (text.length > longestMetadata || !pairs.every((pair) => pair !== null))
    throw badArgument('"upload-metadata" cannot be read.');
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, Buffer.from(value, 'base64').toString()]));
}
