import type { Documents } from './ports.ts';

/** Opaque ids; the last two are absent in seats from before there were people. */
interface SeatDocument {
  readonly assessment: string;
  readonly organisation?: string;
  readonly person?: string;
}

/** To which assessment a conversation was led, and as whom. A conversation without a seat has one of its own. */
export class Seats {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async get(conversation: string): Promise<SeatDocument | undefined> {
    return (await this.#documents.get<SeatDocument>(seatId(conversation)))?.value;
  }

  /** Over whatever is there: of two at once the later counts. Each was led there by right, and a seat holds nothing that could be lost. */
  async set(conversation: string, { assessment, organisation, person }: Required<SeatDocument>): Promise<void> {
    await this.#documents.put(seatId(conversation), { assessment, organisation, person } satisfies SeatDocument);
  }

  /** The conversation is at its own place again. */
  async clear(conversation: string): Promise<void> {
    await this.#documents.delete(seatId(conversation));
  }
}

const seatId = (conversation: string): string => `seat/${conversation}`;
