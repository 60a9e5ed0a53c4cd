import { createLocalJWKSet, errors, type FlattenedJWSInput, type JWK, type JWSHeaderParameters } from 'jose';
import { isObject } from '../directLine/incoming.ts';

/** In milliseconds: how long keys are taken to be the host site's keys without asking again. */
const freshFor = 10 * 60 * 1000;
/** In milliseconds: how long they go on working while their address does not answer. So long, too, a key taken back may live on. */
const keptFor = 60 * 60 * 1000;
/** In milliseconds: for a key that is not known, and after a failure, the address is asked at most so often. */
const askedEvery = 30_000;
/** In milliseconds. */
const patience = 5_000;
/** In bytes. */
const longestAnswer = 64 * 1024;
const mostKeys = 50;

/** The keys cannot be had, so nothing can be said about a token. */
export class KeysUnavailable extends Error {}

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** The public keys of the host site, as it publishes them (JWKS). */
export class RemoteKeys {
  readonly #url: string;
  readonly #now: () => Date;
  readonly #failed: (error: unknown) => void;
  #keys: KeySet | undefined;
  #fetchedAt = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> | undefined;
  #isDown = false;

  /** `failed` hears of each try that brought no keys. */
  constructor(url: string, now: () => Date, failed: (error: unknown) => void) {
    this.#url = url;
    this.#now = now;
    this.#failed = failed;
  }

  /** Rejects with `KeysUnavailable`, and with `JWKSNoMatchingKey` where the host site has no such key. */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): ReturnType<KeySet> {
    if (this.#age > freshFor) await this.#ask();
    try {
      return await this.#known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await this.#ask(); // it may be new
      if (this.#isDown) throw new KeysUnavailable('The key is not known, and the keys cannot be fetched.');
      return this.#known(header, token);
    }
  }

  get #age(): number {
    return this.#keys ? this.#now().getTime() - this.#fetchedAt : Number.POSITIVE_INFINITY;
  }

  async #known(header: JWSHeaderParameters, token: FlattenedJWSInput): ReturnType<KeySet> {
    if (!this.#keys || this.#age > keptFor) throw new KeysUnavailable('The keys cannot be fetched.');
    return await this.#keys(header, token);
  }

  /** Resolves in any case; not asked again too soon. */
  async #ask(): Promise<void> {
    if (!this.#underWay && this.#now().getTime() - this.#askedAt < askedEvery) return;
    this.#underWay ??= this.#fetch().finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  async #fetch(): Promise<void> {
    this.#askedAt = this.#now().getTime();
    try {
      const response = await fetch(this.#url, {
        redirect: 'error',
        headers: { Accept: 'application/jwk-set+json, application/json' },
        signal: AbortSignal.timeout(patience),
      });
      if (!response.ok) throw new Error(`The address of the keys answers ${response.status}.`);
      this.#keys = createLocalJWKSet({ keys: publicKeys(JSON.parse(await textOf(response))) });
      this.#fetchedAt = this.#now().getTime();
      this.#isDown = false;
    } catch (error) {
      this.#isDown = true;
      this.#failed(error);
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > longestAnswer) throw new Error('The keys are too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Those that can only check: a secret or private key that was published proves nothing any more. */
function publicKeys(answer: unknown): JWK[] {
  const keys: unknown = isObject(answer) ? answer.keys : undefined;
  if (!Array.isArray(keys) || keys.length > mostKeys) throw new Error('This is no set of keys.');
  return keys.filter(
    (key): key is JWK => isObject(key) && key.d === undefined && ['RSA', 'EC', 'OKP'].includes(String(key.kty)),
  );
}
