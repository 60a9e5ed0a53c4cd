import type { DocumentId } from '../../core/evidence/model.ts';
import { londonDate } from '../../core/time.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { placeOf, type Seat } from '../../dialogs/identity.ts';
import { sha256 } from '../../storage/hash.ts';
import type { Documents } from '../../storage/ports.ts';
import { forbidden, HttpError } from '../http/errors.ts';
import { withoutNames } from '../withoutNames.ts';
import { areLinksEnded } from './endedLinks.ts';
import { newSecret, secretPattern } from './secrets.ts';
import type { About } from './uploads.ts';

/** In minutes. */
export const lifetimes = { upload: 60, file: 5 } as const;

interface TicketKinds {
  /** Our upload page, for one question or for replacing one document. */
  readonly upload: { readonly asker: Asker; readonly about: About };
  /** One version of a document, as an index. */
  readonly file: { readonly asker: Asker; readonly document: DocumentId; readonly version: number };
}

export type Purpose = keyof TicketKinds;
export type Ticket<P extends Purpose> = TicketKinds[P];

interface StoredTicket {
  readonly purpose: Purpose;
  readonly ticket: Ticket<Purpose>;
  /** ISO 8601 instant. */
  readonly until: string;
}

/** Short-lived links to what belongs to one assessment. The link holds a secret; the store only knows its hash. */
export class Tickets {
  readonly #documents: Documents;
  readonly #seats: { get(conversation: string): Promise<Seat | undefined> };
  readonly #now: () => Date;

  constructor(documents: Documents, seats: { get(conversation: string): Promise<Seat | undefined> }, now: () => Date) {
    this.#documents = documents;
    this.#seats = seats;
    this.#now = now;
  }

  async issue<P extends Purpose>(purpose: P, ticket: Ticket<P>): Promise<string> {
    const secret = newSecret(londonDate(this.#now()));
    const seconds = lifetimes[purpose] * 60;
    const until = new Date(this.#now().getTime() + seconds * 1000).toISOString();
    const kept = { ...ticket, asker: { ...ticket.asker, reference: withoutNames(ticket.asker.reference) } };
    await this.#documents.put(idOf(secret), { purpose, ticket: kept, until } satisfies StoredTicket, null, seconds);
    return secret;
  }

  /**
   * What a ticket is for. Rejects with 401 for one that is unknown, has run out, is for something else, or was given to a page whose
   * session was forgotten since, and with 403 when its conversation is in another assessment by now.
   */
  async open<P extends Purpose>(purpose: P, secret: string): Promise<Ticket<P>> {
    const stored = secretPattern.test(secret) ? await this.#documents.get<StoredTicket>(idOf(secret)) : undefined;
    if (!stored || stored.value.purpose !== purpose || Date.parse(stored.value.until) <= this.#now().getTime())
      throw runOut();
    const ticket = stored.value.ticket as Ticket<P>;
    const { conversation, assessment, person } = ticket.asker;
    const givenAt = new Date(Date.parse(stored.value.until) - lifetimes[purpose] * 60_000).toISOString();
    if (await areLinksEnded(this.#documents, conversation, givenAt)) throw runOut();
    const place = await placeOf(conversation, this.#seats);
    if (place.assessment !== assessment || place.person !== person)
      throw forbidden('This link is for an assessment that the conversation has left.');
    return ticket;
  }
}

const runOut = (): HttpError =>
  new HttpError(401, 'Unauthorized', 'This link has run out. Please ask for a new one in the chat.', {
    'WWW-Authenticate': 'Bearer',
  });

const idOf = (secret: string): string => `ticket/${sha256(secret)}`;
