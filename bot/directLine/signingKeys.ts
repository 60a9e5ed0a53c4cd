import { randomBytes, webcrypto } from 'node:crypto';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';

/** In seconds. Also how long a key is kept after the next one took over. */
export const tokenLifetime = 30 * 60;
const rotateAfterMs = 30 * 24 * 60 * 60 * 1000;
const documentId = 'directLine/signingKeys';

interface StoredKey {
  readonly id: string;
  /** 256 random bits, base64url. */
  readonly secret: string;
  /** ISO 8601 instant. */
  readonly createdAt: string;
}

interface StoredKeys {
  readonly keys: readonly StoredKey[];
}

export interface SigningKey {
  readonly id: string;
  readonly key: webcrypto.CryptoKey;
}

/**
 * The keys that sign tokens, in the store so that tokens outlive the process. A new one every 30 days; an old one
 * stays until the last token it signed has expired.
 */
export class SigningKeys {
  readonly #documents: Documents;
  readonly #now: () => Date;
  #keys: readonly SigningKey[] = [];
  #rotateAt = 0;
  #lookedAt = 0;

  private constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  static async open(documents: Documents, now: () => Date): Promise<SigningKeys> {
    const keys = new SigningKeys(documents, now);
    await keys.#refresh();
    return keys;
  }

  /** The key to sign with; makes a new one when the newest is 30 days old. */
  async current(): Promise<SigningKey> {
    if (this.#now().getTime() >= this.#rotateAt) await this.#refresh();
    const newest = this.#keys.at(-1);
    if (!newest) throw new Error('There is no signing key.');
    return newest;
  }

  /** Undefined for a key that is unknown or was retired. Another process may have rotated: looks at most once a second. */
  async find(id: string): Promise<SigningKey | undefined> {
    const known = this.#keys.find((key) => key.id === id);
    if (known || this.#now().getTime() - this.#lookedAt < 1000) return known;
    await this.#refresh();
    return this.#keys.find((key) => key.id === id);
  }

  async #refresh(): Promise<void> {
    for (;;) {
      const now = this.#now();
      const stored = await this.#documents.get<StoredKeys>(documentId);
      const keys = stored?.value.keys ?? [];
      const next = rotate(keys, now);
      try {
        if (next !== keys) await this.#documents.put(documentId, { keys: next }, stored?.etag ?? null);
      } catch (error) {
        if (error instanceof EtagMismatch) continue; // another process rotated at the same moment: take its key
        throw error;
      }
      this.#keys = await Promise.all(next.map(importKey));
      this.#lookedAt = now.getTime();
      this.#rotateAt = createdAt(next.at(-1)) + rotateAfterMs;
      return;
    }
  }
}

const createdAt = (key: StoredKey | undefined): number => (key ? Date.parse(key.createdAt) : Number.NEGATIVE_INFINITY);

/** The same array when nothing has to change. Oldest first. */
function rotate(keys: readonly StoredKey[], now: Date): readonly StoredKey[] {
  if (now.getTime() - createdAt(keys.at(-1)) < rotateAfterMs) return keys;
  // A key was last used when its successor came, so that is when the life of its last token began.
  const kept = keys.filter((_, i) => {
    const successor = keys[i + 1];
    return !successor || now.getTime() - createdAt(successor) < tokenLifetime * 1000;
  });
  const added: StoredKey = {
    id: randomBytes(9).toString('base64url'),
    secret: randomBytes(32).toString('base64url'),
    createdAt: now.toISOString(),
  };
  return [...kept, added];
}

async function importKey({ id, secret }: StoredKey): Promise<SigningKey> {
  const bytes = Buffer.from(secret, 'base64url');
  const key = await webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
  return { id, key };
}
