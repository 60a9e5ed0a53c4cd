import { londonDate } from '../../core/time.ts';
import { type Place, placeOf, type Seat } from '../../dialogs/identity.ts';
import { sha256 } from '../../storage/hash.ts';
import type { Documents } from '../../storage/ports.ts';
import { areLinksEnded } from '../evidence/endedLinks.ts';
import { newSecret, secretPattern } from '../evidence/secrets.ts';
import { forbidden, HttpError } from '../http/errors.ts';

/** Minutes for which a link works: to be opened right after it was asked for. */
export const takeAwayLifetime = 10;

/** Who asked, and in which conversation (a key as `conversationKey` makes it) where that is known. */
export interface TakeAwayTicket {
  readonly place: Place;
  readonly conversation?: string;
}

interface StoredTicket extends TakeAwayTicket {
  /** ISO 8601 instants. */
  readonly givenAt: string;
  readonly until: string;
}

/** Links that give out all that is kept of an organisation. A link holds a secret; the store only knows its hash. */
export class TakeAwayLinks {
  readonly #documents: Documents;
  readonly #seats: { get(conversation: string): Promise<Seat | undefined> };
  readonly #now: () => Date;

  constructor(documents: Documents, seats: { get(conversation: string): Promise<Seat | undefined> }, now: () => Date) {
    this.#documents = documents;
    this.#seats = seats;
    this.#now = now;
  }

  async issue(ticket: TakeAwayTicket): Promise<string> {
    const now = this.#now();
    const secret = newSecret(londonDate(now));
    const until = new Date(now.getTime() + takeAwayLifetime * 60_000).toISOString();
    const stored: StoredTicket = { ...ticket, givenAt: now.toISOString(), until };
    await this.#documents.put(idOf(secret), stored, null, takeAwayLifetime * 60);
    return secret;
  }

  /**
   * Whose link it is. Rejects with 401 for one that is unknown or has run out, or whose page's session was forgotten since, and with 403 when
   * its conversation is in another organisation or in somebody else's hands by now. What they may do there is for the caller to look up.
   */
  async open(secret: string): Promise<TakeAwayTicket> {
    const stored = secretPattern.test(secret) ? await this.#documents.get<StoredTicket>(idOf(secret)) : undefined;
    if (!stored || Date.parse(stored.value.until) <= this.#now().getTime()) throw runOut();
    const { place, conversation, givenAt } = stored.value;
    if (conversation === undefined) return { place };
    if (await areLinksEnded(this.#documents, conversation, givenAt)) throw runOut();
    const seat = await this.#seats.get(conversation);
    // Without a seat a channel may say who speaks: their role is looked up all the same.
    const now = seat && (await placeOf(conversation, this.#seats));
    if (now && (now.organisation !== place.organisation || now.person !== place.person))
      throw forbidden('This link is for an organisation that the conversation has left.');
    return { place, conversation };
  }
}

const runOut = (): HttpError =>
  new HttpError(401, 'Unauthorized', 'This link has run out. Please ask for a new one in the chat.', {
    'WWW-Authenticate': 'Bearer',
  });

const idOf = (secret: string): string => `takeAway/${sha256(secret)}`;
