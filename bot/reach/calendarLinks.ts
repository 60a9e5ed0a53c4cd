import type { PersonId } from '../../core/people/model.ts';
import { londonDate } from '../../core/time.ts';
import { sha256 } from '../../storage/hash.ts';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';
import { newSecret, secretPattern } from '../evidence/secrets.ts';

/** A calendar that a program looks at again and again, or a file that is fetched soon and kept. */
export type CalendarUse = 'feed' | 'file';

/** Feeds of one person: a phone, a computer and some more. The oldest stops working for one beyond. */
const mostFeeds = 5;
/** In seconds. */
const fileLifetime = 60 * 60;

/** What a link leads to. */
export interface CalendarLink {
  readonly person: PersonId;
  readonly use: CalendarUse;
  readonly locale?: string;
}

interface StoredFeeds {
  /** Hashes, newest first. */
  readonly feeds: readonly string[];
}

/** Secret links to one person's calendar. A link holds a secret; the store only knows its hash. */
export class CalendarLinks {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor(documents: Documents, now: () => Date) {
    this.#documents = documents;
    this.#now = now;
  }

  /** A feed works until it is revoked, a file for an hour. Resolves with the secret. */
  async issue(person: PersonId, use: CalendarUse, locale?: string): Promise<string> {
    const secret = newSecret(londonDate(this.#now()));
    const hash = sha256(secret);
    const link: CalendarLink = { person, use, ...(locale !== undefined && { locale }) };
    if (use === 'file') {
      await this.#documents.put(linkOf(hash), link, null, fileLifetime);
      return secret;
    }
    const dropped = await this.#change(person, (feeds) => [hash, ...feeds]);
    await this.#documents.put(linkOf(hash), link, null);
    await this.#end(dropped);
    return secret;
  }

  /** Undefined for a secret that is unknown, was revoked or has run out. */
  async open(secret: string): Promise<CalendarLink | undefined> {
    if (!secretPattern.test(secret)) return undefined;
    const hash = sha256(secret);
    const link = (await this.#documents.get<CalendarLink>(linkOf(hash)))?.value;
    if (link?.use !== 'feed') return link;
    // Only what is listed works, so that one write ends them all.
    const listed = await this.#documents.get<StoredFeeds>(feedsOf(link.person));
    return listed?.value.feeds.includes(hash) ? link : undefined;
  }

  /** Ends all feeds of a person; files end by themselves. */
  async revoke(person: PersonId): Promise<void> {
    const stored = await this.#documents.get<StoredFeeds>(feedsOf(person));
    await this.#documents.delete(feedsOf(person));
    await this.#end(stored?.value.feeds ?? []);
  }

  async #end(hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) await this.#documents.delete(linkOf(hash));
  }

  /** Resolves with the feeds that are too many now. */
  async #change(person: PersonId, change: (feeds: readonly string[]) => readonly string[]): Promise<readonly string[]> {
    for (;;) {
      const stored = await this.#documents.get<StoredFeeds>(feedsOf(person));
      const feeds = change(stored?.value.feeds ?? []);
      try {
        const kept = { feeds: feeds.slice(0, mostFeeds) } satisfies StoredFeeds;
        await this.#documents.put(feedsOf(person), kept, stored?.etag ?? null);
        return feeds.slice(mostFeeds);
      } catch (error) {
        if (!(error instanceof EtagMismatch)) throw error;
      }
    }
  }
}

const linkOf = (hash: string): string => `calendar/link/${hash}`;
const feedsOf = (person: PersonId): string => `calendar/feeds/${person}`;
