import { pipeline } from 'node:stream/promises';
import type { Response, Server } from 'restify';
import { documentOf, isFile } from '../../core/evidence/documents.ts';
import type { DocumentId, FileSource, FileType } from '../../core/evidence/model.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { openVerified } from '../../storage/files/verified.ts';
import type { Files } from '../../storage/ports.ts';
import { HttpError } from '../http/errors.ts';
import { handler } from '../http/handler.ts';
import type { Limits } from '../http/limits.ts';
import type { Logger } from '../logger.ts';
import { type Accesses, accessFor } from '../people/access.ts';
import { Downloads } from './downloads.ts';
import type { Tickets } from './tickets.ts';

const mediaTypes: Readonly<Record<FileType, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  heic: 'image/heic',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

export const filesPath = '/evidence/file';

export interface FileRoutesOptions {
  readonly files: Files;
  readonly tickets: Tickets;
  readonly accesses: Accesses;
  /** Writes into the record that somebody opens a file; resolves once that survives power loss. */
  readonly noteOpened: (asker: Asker, document: DocumentId, version: number) => Promise<void>;
  readonly limits: Limits;
  readonly logger: Logger;
}

/** `GET` and `HEAD /evidence/file/<ticket>/<name>`: one version of a document, to be saved and never shown on our own origin. */
export function fileRoutes(server: Server, options: FileRoutesOptions): void {
  const { files, tickets, accesses, noteOpened, limits, logger } = options;
  const downloads = new Downloads();
  const serve = handler(logger, async (req, res) => {
    const { asker, document, version } = await tickets.open('file', String(req.params.ticket));
    await limits.look(asker.conversation);
    const { documents } = await accessFor(accesses, asker, 'openDocument');
    const source = documentOf(documents, document)?.versions[version]?.source;
    if (!source || !isFile(source) || source.scan === 'infected') throw gone();
    if (source.scan === 'waiting') throw new HttpError(409, 'Conflict', 'The file is still being checked for viruses.');
    if ((await files.look(source.file))?.size !== source.size) throw gone();
    if (req.method === 'HEAD') {
      head(res, source);
      res.end();
      return;
    }
    await downloads.count(asker.conversation);
    const content = await openVerified(files, source.file, source);
    if (!content) throw gone();
    try {
      await noteOpened(asker, document, version);
      head(res, source);
      // A file that is not what the record says fails at its end: the connection breaks, so nobody takes it for whole.
      await pipeline(content, holdBack, res);
    } finally {
      content.destroy();
    }
  });
  server.get(`${filesPath}/:ticket/:name`, serve);
  server.head(`${filesPath}/:ticket/:name`, serve);
}

/** The same bytes, but for the last ones until all were checked. */
async function* holdBack(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array | undefined;
  for await (const chunk of content) {
    if (held) yield held;
    held = chunk;
  }
  if (held) yield held;
}

const gone = (): HttpError => new HttpError(404, 'NotFound', 'The file is not there, or not as it was.');

function head(res: Response, { name, fileType, size }: FileSource): void {
  res.writeHead(200, {
    'Content-Type': mediaTypes[fileType],
    'Content-Length': String(size),
    'Content-Disposition': disposition(name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}

/** RFC 6266: the name as it is, and one that the oldest clients understand. */
function disposition(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
