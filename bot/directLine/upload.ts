import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { longestBody, parseJson, swallow } from '../http/body.ts';
import { badArgument, HttpError } from '../http/errors.ts';

/** Files in one message that are looked at, and files, fields and headers before it counts as nonsense. */
export const mostFiles = 10;
const limits = { files: 30, fields: 10, parts: 40, fieldSize: 1024, headerPairs: 20, headerSize: 8 * 1024 };

/** A file as a client sends it. */
export interface FilePart {
  /** As the client says; empty where it says nothing. */
  readonly name: string;
  readonly contentType: string;
  /** From 0. */
  readonly index: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Reads a Direct Line upload as it comes: each file is handed to `take` as a stream, of which it may leave a rest. Resolves with the
 * activity, when there is one, and with what `take` made of the files. Rejects with 415 for what is not multipart, 413 for an
 * activity that is too large or a body of more than `longest` bytes, and 400 for what cannot be read or breaks off; every `take` has
 * ended by then, and `undo` was called for what it made.
 */
export async function readUpload<T>(
  req: IncomingMessage,
  { longest, take, undo }: { longest: number; take: (part: FilePart) => Promise<T>; undo: (taken: T) => Promise<void> },
): Promise<{ activity: unknown; files: readonly T[] }> {
  const reading = new Reading(req, longest, take);
  try {
    await reading.finished();
    const bytes = await reading.activity;
    const activity = bytes && parseJson(bytes);
    const files = await Promise.all(reading.takes);
    if (activity === undefined && files.length === 0)
      throw badArgument('The upload holds neither an activity nor a file.');
    return { activity, files };
  } catch (error) {
    const takes = await Promise.allSettled(reading.takes);
    for (const taken of takes) if (taken.status === 'fulfilled') await undo(taken.value);
    throw error;
  }
}

type Parser = InstanceType<typeof Busboy>;

class Reading<T> {
  readonly takes: Promise<T>[] = [];
  activity: Promise<Buffer> | undefined;
  readonly #req: IncomingMessage;
  readonly #longest: number;
  readonly #take: (part: FilePart) => Promise<T>;
  readonly #busboy: Parser;
  readonly #failed = Promise.withResolvers<never>();
  #hasFailed = false;
  /** The part that is being read: it waits for bytes that may never come. */
  #open: BusboyFileStream | undefined;

  constructor(req: IncomingMessage, longest: number, take: (part: FilePart) => Promise<T>) {
    this.#req = req;
    this.#longest = longest;
    this.#take = take;
    this.#failed.promise.catch(() => undefined);
    this.#busboy = open(req);
    this.#busboy
      .on('file', (field, stream, name, _encoding, contentType) => this.#part(field, stream, name ?? '', contentType))
      .on('error', () => this.#fail(unreadable()));
    for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
      this.#busboy.on(event, () => this.#fail(badArgument('The upload has too many parts.')));
  }

  async finished(): Promise<void> {
    const finish = new Promise<void>((resolve) => this.#busboy.once('finish', () => resolve()));
    try {
      await Promise.race([this.#pump(), this.#failed.promise]);
      await Promise.race([finish, this.#failed.promise]);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  async #pump(): Promise<void> {
    let length = 0;
    try {
      for await (const chunk of this.#req.iterator({ destroyOnReturn: false })) {
        length += chunk.length;
        if (length > this.#longest) this.#fail(tooLarge('An upload', this.#longest));
        if (this.#hasFailed) break;
        await Promise.race([
          new Promise<void>((resolve) => this.#busboy.write(chunk, () => resolve())),
          this.#failed.promise.catch(() => undefined),
        ]);
      }
    } catch {
      this.#fail(badArgument('The body broke off.'));
    }
    if (!this.#hasFailed) this.#busboy.end();
    else if (!this.#req.complete) swallow(this.#req);
  }

  #part(field: string, stream: BusboyFileStream, name: string, contentType: string): void {
    this.#open = stream;
    // Whoever reads the part hears of it too; nobody may be reading any more.
    stream.on('error', () => undefined);
    if (field === 'activity' && this.activity === undefined) {
      this.activity = readActivity(stream);
      this.activity.catch((error: unknown) => this.#fail(error));
      return;
    }
    const content = { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) };
    const taking = this.#take({ name, contentType, index: this.takes.length, content });
    this.takes.push(taking);
    taking.catch((error: unknown) => this.#fail(error));
    // What was left of it has to go by before the next part comes.
    taking.finally(() => stream.resume()).catch(() => undefined);
  }

  #fail(error: unknown): void {
    this.#hasFailed = true;
    this.#failed.reject(error);
    this.#open?.destroy(error instanceof Error ? error : undefined);
  }
}

async function readActivity(stream: BusboyFileStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > longestBody) throw tooLarge('An activity', longestBody);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function open(req: IncomingMessage): Parser {
  const contentType = req.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType))
    throw new HttpError(415, 'UnsupportedMediaType', 'An upload must be multipart/form-data.');
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits,
      isPartAFile: (field, type, name) =>
        field === 'activity' || name !== undefined || type === 'application/octet-stream',
    });
  } catch {
    throw unreadable();
  }
}

const unreadable = (): HttpError => badArgument('The parts of the upload cannot be read.');

const tooLarge = (what: string, longest: number): HttpError =>
  new HttpError(413, 'MessageSizeTooBig', `${what} may have at most ${Math.floor(longest / 1024)} KB.`);
