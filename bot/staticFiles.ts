import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { handler } from './http/handler.ts';
import { type PageHeaders, pageHeaders } from './http/pageHeaders.ts';
import type { Site } from './http/site.ts';
import type { Logger } from './logger.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  /** The path it is served at. */
  readonly path: string;
  readonly body: Buffer;
  readonly gzip: Buffer | undefined;
  readonly etag: string;
  readonly type: string;
}

/**
 * Reads what `web/build.ts` made, once: it is small, and only these very paths are then served, so no path can lead
 * anywhere else. Empty when nothing has been built.
 */
export async function readStaticFiles(folder: string): Promise<readonly StaticFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = names
    .filter((name) => types[extname(name)] !== undefined)
    .map(async (name): Promise<StaticFile> => {
      const body = await readFile(name);
      const gzip = names.includes(`${name}.gz`) ? await readFile(`${name}.gz`) : undefined;
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      const path = `/${name
        .slice(folder.length + 1)
        .split(sep)
        .join('/')}`;
      return { path: pageAddress(path), body, gzip, etag, type: types[extname(name)] ?? '' };
    });
  return Promise.all(files);
}

const pageAddress = (path: string): string => (path === '/index.html' ? '/' : path.replace(/\.html$/, ''));

/** The page that is shown in the place of those that are not there; it has no address of its own. */
const nowhere = '/404';

export function staticRoutes(server: Server, files: readonly StaticFile[], site: Site, logger: Logger): void {
  for (const file of files.filter(({ path }) => path !== nowhere)) {
    const serve = handler(logger, async (req, res) => send(req, res, file, pageHeaders(file, site, req)));
    server.get(file.path, serve);
    server.head(file.path, serve);
  }
}

/** Tells somebody who typed an address wrongly so on a page. Returns false where a program asked, or no page was built. */
export function sendNowhere(req: Request, res: Response, files: readonly StaticFile[], site: Site): boolean {
  const file = files.find(({ path }) => path === nowhere);
  if (!file || req.method !== 'GET' || !req.headers.accept?.includes('text/html')) return false;
  res.writeHead(404, { ...pageHeaders(file, site, req), Vary: 'Accept', 'Content-Length': file.body.length });
  res.end(file.body);
  return true;
}

function send(req: Request, res: Response, { body, gzip, etag }: StaticFile, headers: PageHeaders): void {
  const all = { ...headers, ETag: etag, ...(gzip && { Vary: 'Accept-Encoding' }) };
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, all); // restify's returns nothing to chain on
    res.end();
    return;
  }
  const isZipped = gzip && /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
  const bytes = isZipped ? gzip : body;
  res.writeHead(200, { ...all, ...(isZipped && { 'Content-Encoding': 'gzip' }), 'Content-Length': bytes.length });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}
