import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { CannotMove } from './format.ts';

/** Begins a file anew, and never where a link leads. */
export const writing = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;

const flushAt = 65_536;
const lineFeed = 0x0a;

/** Writes JSON line by line, and knows the hash of the whole. */
export class LineWriter {
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #waiting: string[] = [];
  #length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Begins `file` anew. */
  static async create(file: string): Promise<LineWriter> {
    return new LineWriter(await open(file, writing, 0o600));
  }

  /** `json`: one line of it, as text. */
  async write(json: string): Promise<void> {
    this.#waiting.push(json, '\n');
    this.#length += json.length;
    if (this.#length >= flushAt) await this.#flush();
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#length = 0;
    this.#hash.update(text);
    await this.#handle.writeFile(text);
  }

  /** Resolves with the SHA-256 of all that was written, once it survives power loss. */
  async end(): Promise<string> {
    await this.#flush();
    await this.#handle.sync();
    return this.#hash.digest('hex');
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/**
 * The lines of a file, parsed. Ends of lines are line feeds alone: `node:readline` also stops at U+2028, which JSON text may hold.
 * Throws `CannotMove` for a line that is no JSON.
 */
export async function* readLines(file: string): AsyncGenerator<unknown, void, undefined> {
  let begun: Buffer[] = [];
  let line = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      line += 1;
      yield parse(Buffer.concat([...begun, chunk.subarray(from, end)]).toString(), file, line);
      begun = [];
      from = end + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
}

/** Without a word of what the parser says: it quotes the line. */
function parse(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotMove(`Line ${line} of ${file} is no JSON.`);
  }
}

/** SHA-256 of a file, lower-case hex. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
