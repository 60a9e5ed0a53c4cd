import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import rawBody from 'raw-body';
import secureJson from 'secure-json-parse';
import { badArgument, HttpError } from './errors.ts';

/** In bytes, for every request with a body. */
export const longestBody = 256 * 1024;
const deepest = 32;
const mostValues = 5_000;
/** Bytes that we still swallow of a body that is too large. */
const longestRefused = 8 * 1024 * 1024;

/** The whole body. Rejects with 413 as soon as it is over `longestBody`, said or measured, and with 400 when it breaks off. */
async function readBody(req: IncomingMessage): Promise<Buffer> {
  if (req.headers['content-encoding'] && req.headers['content-encoding'] !== 'identity')
    throw new HttpError(415, 'UnsupportedMediaType', 'A compressed body is not understood.');
  try {
    return await rawBody(req, { length: req.headers['content-length'] ?? null, limit: longestBody });
  } catch (error) {
    if (Reflect.get(error as object, 'type') !== 'entity.too.large') throw badArgument('The body broke off.');
    swallow(req);
    throw new HttpError(413, 'MessageSizeTooBig', `A body may have at most ${longestBody / 1024} KB.`);
  }
}

/** Reads on for a while, so that a refusal reaches a client that is busy sending. */
export function swallow(req: IncomingMessage): void {
  let swallowed = 0;
  req.on('data', (chunk: Buffer) => {
    swallowed += chunk.length;
    if (swallowed > longestRefused) req.destroy();
  });
  req.resume();
}

/**
 * The body as JSON; undefined when there is none. Rejects with 415 for another content type, 413 for a large one, and 400
 * for broken JSON, invalid UTF-8, keys that reach for prototypes, deep nesting or very many values.
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(req);
  if (bytes.length === 0) return undefined;
  if (!isJson(req.headers['content-type']))
    throw new HttpError(415, 'UnsupportedMediaType', 'The body must be application/json in UTF-8.');
  return parseJson(bytes);
}

/** Throws 400 as `readJson` does. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw badArgument('The body is not valid UTF-8.');
  let value: unknown;
  try {
    value = secureJson.parse(bytes.toString('utf8'), undefined, { protoAction: 'error', constructorAction: 'error' });
  } catch {
    // The parser's own message quotes the text: it must not travel on, not even as a cause.
    throw new HttpError(400, 'BadSyntax', 'The body is not JSON that can be accepted.');
  }
  checkShape(value);
  return value;
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?;?\s*$/i.test(contentType);
}

/** Throws 400 for nesting or a number of values that no activity has and that would make later code recurse or crawl. */
function checkShape(value: unknown): void {
  let level: unknown[] = [value];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw badArgument('The body is nested too deeply.');
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      const children = Array.isArray(item) ? item : Object.values(item);
      values += children.length;
      if (values > mostValues) throw badArgument('The body holds too many values.');
      for (const child of children) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
}
