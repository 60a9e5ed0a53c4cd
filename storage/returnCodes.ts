import { randomBytes, randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type Documents, EtagMismatch, type Stored } from './ports.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

const wordsInACode = 5;
/** Older codes of one assessment stop working beyond this many. */
const mostCodes = 200;
const saltId = 'secret/returnCodeSalt';

interface CodeDocument {
  readonly assessment: string;
}

interface CodesOfAssessment {
  readonly hashes: readonly string[];
}

/**
 * Return codes: five words drawn at random from a list, which open one assessment. Only a scrypt hash of each is kept,
 * with one salt for the store, because a code must be found by itself alone.
 */
export class ReturnCodes {
  readonly #documents: Documents;
  readonly #words: readonly string[];
  #salt: Promise<Buffer> | undefined;

  /** `words`: at least 4,096 of them, so that a code has 60 bits. */
  constructor(documents: Documents, words: readonly string[]) {
    this.#documents = documents;
    this.#words = words;
  }

  /** A new code for an assessment; earlier ones keep working. Shown once: it cannot be read back. */
  async issue(assessment: string): Promise<string> {
    const code = Array.from({ length: wordsInACode }, () => this.#words[randomInt(this.#words.length)]).join(' ');
    const hash = await this.#hash(code);
    await this.#documents.put(codeId(hash), { assessment } satisfies CodeDocument);
    const dropped = await this.#update(assessment, (hashes) => [...hashes, hash].slice(-mostCodes));
    await this.#delete(dropped);
    return code;
  }

  /** Makes every code of an assessment useless. */
  async cancelAll(assessment: string): Promise<void> {
    await this.#delete(await this.#update(assessment, () => []));
  }

  /** The assessment that a code (five words, in whatever way they are set apart) opens; undefined for a wrong or cancelled code. */
  async open(code: string): Promise<string | undefined> {
    const found = await this.#documents.get<CodeDocument>(codeId(await this.#hash(code)));
    return found?.value.assessment;
  }

  async #hash(code: string): Promise<string> {
    this.#salt ??= this.#readSalt();
    // The letters alone, so that it does not matter where a person leaves out or puts in a space.
    return (await derive(code.toLowerCase().replaceAll(/[^a-z]/g, ''), await this.#salt, 32)).toString('hex');
  }

  async #readSalt(): Promise<Buffer> {
    const found = await this.#documents.get<{ salt: string }>(saltId);
    if (found) return Buffer.from(found.value.salt, 'hex');
    const salt = randomBytes(32);
    try {
      await this.#documents.put(saltId, { salt: salt.toString('hex') }, null);
      return salt;
    } catch (error) {
      // Another instance was first: its salt is the store's.
      if (error instanceof EtagMismatch) return this.#readSalt();
      throw error;
    }
  }

  /** Changes the list of an assessment's codes; resolves with those that left it. */
  async #update(
    assessment: string,
    change: (hashes: readonly string[]) => readonly string[],
  ): Promise<readonly string[]> {
    const id = `returnCodes/${assessment}`;
    const found: Stored<CodesOfAssessment> | undefined = await this.#documents.get(id);
    const before = found?.value.hashes ?? [];
    const after = change(before);
    try {
      await this.#documents.put(id, { hashes: after } satisfies CodesOfAssessment, found?.etag ?? null);
    } catch (error) {
      if (error instanceof EtagMismatch) return this.#update(assessment, change);
      throw error;
    }
    return before.filter((hash) => !after.includes(hash));
  }

  async #delete(hashes: readonly string[]): Promise<void> {
    await Promise.all(hashes.map((hash) => this.#documents.delete(codeId(hash))));
  }
}

function codeId(hash: string): string {
  return `returnCode/${hash}`;
}
