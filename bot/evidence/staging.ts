import { FileExists, type Files, FileTooLarge } from '../../storage/ports.ts';

/** Bytes. What a process that dies in the middle of a long request loses at most. */
const pieceSize = 4 * 1024 * 1024;
/** A connection that breaks so often carries no file, and somebody who sends single bytes means no file. */
const mostPieces = 200;

/** The bytes do not begin where those before them end. */
export class WrongOffset extends Error {
  readonly code = 'evidence.wrongOffset';
}

/**
 * Bytes that have reached us and were not looked at yet: `incoming/<upload>/<offset>`, in pieces that were each written whole. A name
 * is given once, so of several requests for one place, also in several processes, one alone goes on.
 */
export class Staging {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  /** How many bytes there are from the beginning on. */
  async received(upload: string): Promise<number> {
    return (await this.#reach(upload)).bytes;
  }

  /**
   * Adds what `content` gives and resolves with how many bytes there are now. Rejects with `WrongOffset` when `offset` is not where
   * the bytes end, also when somebody else was quicker; with `FileTooLarge` when there would be more than `limit` bytes; and with
   * what `content` fails with. Whole pieces before a failure stay.
   */
  async append(upload: string, offset: number, content: AsyncIterable<Uint8Array>, limit: number): Promise<number> {
    const { bytes, pieces } = await this.#reach(upload);
    if (offset !== bytes) throw new WrongOffset('The bytes do not begin where those before them end.');
    let end = offset;
    let count = pieces;
    const cutter = new Cutter(content);
    try {
      while (await cutter.hasMore()) {
        count += 1;
        if (count > mostPieces) throw new FileTooLarge(`The file has come in more than ${mostPieces} pieces.`);
        end += await this.#write(pieceName(upload, end), cutter.piece(), limit - end);
      }
    } finally {
      await cutter.close();
    }
    return end;
  }

  async #write(name: string, piece: AsyncIterable<Uint8Array>, limit: number): Promise<number> {
    try {
      return (await this.#files.put(name, piece, limit)).size;
    } catch (error) {
      if (error instanceof FileExists) throw new WrongOffset('Somebody else was quicker.', { cause: error });
      throw error;
    }
  }

  /** All of it in memory. Rejects when there are not `size` bytes. */
  async read(upload: string, size: number): Promise<Buffer<ArrayBuffer>> {
    const bytes = Buffer.from(new ArrayBuffer(size));
    let at = 0;
    for await (const { name } of this.#pieces(upload)) {
      const stream = (await this.#files.open(name)) ?? [];
      for await (const chunk of stream) {
        if (at + chunk.length <= size) bytes.set(chunk, at);
        at += chunk.length;
      }
    }
    if (at !== size) throw new Error(`${size} bytes were sent, and ${at} are there.`);
    return bytes;
  }

  /** Resolves also when there was nothing. */
  async remove(upload: string): Promise<void> {
    for await (const { name } of this.#files.list(`incoming/${upload}/`)) await this.#files.delete(name);
  }

  async #reach(upload: string): Promise<{ bytes: number; pieces: number }> {
    let bytes = 0;
    let pieces = 0;
    for await (const { size } of this.#pieces(upload)) {
      bytes += size;
      pieces += 1;
    }
    return { bytes, pieces };
  }

  /** Those that follow on each other. */
  async *#pieces(upload: string) {
    let end = 0;
    for await (const look of this.#files.list(`incoming/${upload}/`)) {
      if (look.name !== pieceName(upload, end)) return;
      yield look;
      end += look.size;
    }
  }
}

const pieceName = (upload: string, offset: number): string => `incoming/${upload}/${String(offset).padStart(12, '0')}`;

/** Hands a stream on in pieces. */
class Cutter {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#chunks = content[Symbol.asyncIterator]();
  }

  /** Never an empty piece: it would stand where the next one has to. */
  async hasMore(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#rest = value;
    }
    return true;
  }

  /** Lets go of the stream, so that whoever owns it can read the rest. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *piece(): AsyncGenerator<Uint8Array, void, undefined> {
    let left = pieceSize;
    while (left > 0 && (await this.hasMore())) {
      const chunk = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(chunk.length);
      left -= chunk.length;
      yield chunk;
    }
  }
}
