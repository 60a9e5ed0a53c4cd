import type { Documents } from './ports.ts';

interface SeatDocument {
  readonly assessment: string;
}

/** Which assessment a conversation was led to by a return code. A conversation without a seat has one of its own. */
export class Seats {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async get(conversation: string): Promise<string | undefined> {
    return (await this.#documents.get<SeatDocument>(`seat/${conversation}`))?.value.assessment;
  }

  /** Over whatever is there: of two at once the later counts. Each was led to by a code typed here, and a seat holds nothing that could be lost. */
  async set(conversation: string, assessment: string): Promise<void> {
    await this.#documents.put(`seat/${conversation}`, { assessment } satisfies SeatDocument);
  }
}
