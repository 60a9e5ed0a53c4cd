import { randomBytes, randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type Documents, EtagMismatch, type Stored } from './ports.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

const wordsInACode = 5;
/** Older codes of one owner stop working beyond this many. */
const mostCodes = 200;
const saltId = 'secret/returnCodeSalt';

/** What a code opens, as opaque ids; all but the assessment are absent in codes from before there were people. */
export interface Opens {
  readonly assessment: string;
  readonly organisation?: string;
  /** As whom. Absent in an invitation: whoever comes is new. */
  readonly person?: string;
  /** The invitation that it is. */
  readonly invitation?: string;
  /** A question to begin with. */
  readonly question?: string;
  /** Key of an email address: it is confirmed where its own person types the code, and nothing opens. */
  readonly confirms?: string;
}

export interface CodeLimits {
  /** Works once, or again in the conversation that used it. */
  readonly isOnce: boolean;
  /** Whole seconds for which it works. */
  readonly lifetime: number;
}

interface CodeDocument extends Opens {
  readonly isOnce?: boolean;
  readonly isUsed?: boolean;
  /** Key of the conversation that used it. Absent where it was used before that was kept. */
  readonly usedBy?: string;
}

interface CodesOfOwner {
  readonly hashes: readonly string[];
}

/**
 * Codes: five words drawn at random from a list, which open one assessment. Only a scrypt hash of each is kept,
 * with one salt for the store, because a code must be found by itself alone. Return codes work until they are cancelled; invitations,
 * links between two doors, questions for somebody outside and words that confirm an address work once and for a while.
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

  /** A new code; earlier ones keep working. Shown once: it cannot be read back. */
  async issue(opens: Opens, limits?: CodeLimits): Promise<string> {
    const code = Array.from({ length: wordsInACode }, () => this.#words[randomInt(this.#words.length)]).join(' ');
    const hash = await this.#hash(code);
    const document: CodeDocument = { ...opens, ...(limits?.isOnce && { isOnce: true }) };
    await this.#documents.put(codeId(hash), document, null, limits?.lifetime);
    const dropped = await this.#update(ownerOf(opens), (hashes) => [...hashes, hash].slice(-mostCodes));
    await this.#delete(dropped);
    return code;
  }

  /** Makes every code of one person in one organisation useless, or every code of an invitation. */
  async cancelAll(opens: Opens): Promise<void> {
    // The codes first: one that is deleted and still listed opens nothing.
    const listed = await this.#documents.get<CodesOfOwner>(listId(ownerOf(opens)));
    await this.#delete(listed?.value.hashes ?? []);
    await this.#delete(await this.#update(ownerOf(opens), () => []));
  }

  /**
   * What a code (five words, in whatever way they are set apart) opens; undefined for one that is wrong, cancelled, used or run out, and
   * for one that may not be opened here, which stays as it was. `by`: key of the conversation that it is typed in. What it used once opens for
   * it again: the words may come twice, and what they led to may have been cut short.
   */
  async open(code: string, by?: string, mayOpen: (opens: Opens) => boolean = () => true): Promise<Opens | undefined> {
    const id = codeId(await this.#hash(code));
    const found = await this.#documents.get<CodeDocument>(id);
    if (!found) return undefined;
    const { isOnce, isUsed, usedBy, ...opens } = found.value;
    if (!mayOpen(opens)) return undefined;
    if (isUsed) return by !== undefined && by === usedBy ? opens : undefined;
    if (!isOnce) return opens;
    try {
      // Of two at the same moment one is let in.
      await this.#documents.put(
        id,
        { ...found.value, isUsed: true, ...(by !== undefined && { usedBy: by }) } satisfies CodeDocument,
        found.etag,
        found.lifetime,
      );
      return opens;
    } catch (error) {
      if (error instanceof EtagMismatch) return this.open(code, by, mayOpen);
      throw error;
    }
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

  /** Changes the list of an owner's codes; resolves with those that left it. */
  async #update(owner: string, change: (hashes: readonly string[]) => readonly string[]): Promise<readonly string[]> {
    const id = listId(owner);
    const found: Stored<CodesOfOwner> | undefined = await this.#documents.get(id);
    const before = found?.value.hashes ?? [];
    const after = change(before);
    try {
      await this.#documents.put(id, { hashes: after } satisfies CodesOfOwner, found?.etag ?? null);
    } catch (error) {
      if (error instanceof EtagMismatch) return this.#update(owner, change);
      throw error;
    }
    return before.filter((hash) => !after.includes(hash));
  }

  async #delete(hashes: readonly string[]): Promise<void> {
    await Promise.all(hashes.map((hash) => this.#documents.delete(codeId(hash))));
  }
}

/** Under what codes are cancelled together. */
function ownerOf({ assessment, organisation, person, invitation }: Opens): string {
  if (invitation !== undefined) return `invitation/${invitation}`;
  return person === undefined || organisation === undefined ? assessment : `${organisation}/${person}`;
}

function listId(owner: string): string {
  return `returnCodes/${owner}`;
}

function codeId(hash: string): string {
  return `returnCode/${hash}`;
}
