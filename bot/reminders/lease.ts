import { randomUUID } from 'node:crypto';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';

/** Milliseconds for which a lease that nobody renews is still its holder's. */
const lifetime = 3 * 60_000;
/** Milliseconds after which its holder renews it, and before the end of its life stops believing in it. */
const renewedAfter = lifetime / 3;

/** Absent holder: given back. */
interface Held {
  readonly holder?: string;
  /** Makes each renewal a change that others can see. */
  readonly renewal: number;
}

export interface LeaseOptions {
  readonly documents: Documents;
  readonly name: string;
  readonly now: () => Date;
}

/**
 * A name that one instance at a time holds. Times are not compared between machines: whoever wants it watches the document, and takes it once
 * its etag has stayed the same for a lifetime by their own clock. After a crash that is how long nobody holds it.
 *
 * It keeps work from being done twice, but cannot rule it out: somebody may be paused right after they asked. What must not happen twice
 * needs a condition of its own in the store.
 */
export class Lease {
  readonly #documents: Documents;
  readonly #id: string;
  readonly #now: () => Date;
  readonly #holder = randomUUID();
  #held: { readonly etag: string; readonly at: number; readonly renewal: number } | undefined;
  #seen: { readonly etag: string; readonly at: number } | undefined;
  #renewing: Promise<boolean> | undefined;

  constructor({ documents, name, now }: LeaseOptions) {
    this.#documents = documents;
    this.#id = `lease/${name}`;
    this.#now = now;
  }

  /** Takes it where nobody else has it. */
  async take(): Promise<boolean> {
    if (this.#held && (await this.keep())) return true;
    const at = this.#time();
    const stored = await this.#documents.get<Held>(this.#id);
    if (!stored) return this.#write({ etag: null, renewal: 0 }, at);
    const { etag, value } = stored;
    if (value.holder === undefined || value.holder === this.#holder)
      return this.#write({ etag, renewal: value.renewal }, at);
    // A clock that was set back begins to wait anew.
    if (this.#seen?.etag !== etag || this.#seen.at > at) this.#seen = { etag, at };
    return at - this.#seen.at >= lifetime && this.#write({ etag, renewal: value.renewal }, at);
  }

  /**
   * To be asked before each piece of work: whether it is still held, which costs a write now and then. It is not when the clock says that it
   * has run out, or was set back, and somebody else has taken it since.
   */
  async keep(): Promise<boolean> {
    if (!this.#held) return false;
    const age = this.#time() - this.#held.at;
    if (age >= 0 && age < renewedAfter) return true;
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Lets others have it at once. */
  async release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    try {
      await this.#documents.put(this.#id, { renewal: held.renewal + 1 } satisfies Held, held.etag);
    } catch (error) {
      if (!(error instanceof EtagMismatch)) throw error;
    }
  }

  /** What proves it is the store: the document has the etag of our last renewal. */
  async #renew(): Promise<boolean> {
    const held = this.#held;
    return held !== undefined && this.#write(held, this.#time());
  }

  async #write(
    { etag, renewal }: { readonly etag: string | null; readonly renewal: number },
    at: number,
  ): Promise<boolean> {
    try {
      const next: Held = { holder: this.#holder, renewal: renewal + 1 };
      this.#held = { etag: await this.#documents.put(this.#id, next, etag), at, renewal: next.renewal };
      return true;
    } catch (error) {
      this.#held = undefined;
      if (error instanceof EtagMismatch) return false;
      throw error;
    }
  }

  #time(): number {
    return this.#now().getTime();
  }
}
