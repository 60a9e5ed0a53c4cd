import type { Role } from '../../core/people/model.ts';
import { sha256 } from '../../storage/hash.ts';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';
import { newConversationId, newUserId } from '../directLine/tokens.ts';

/** Somebody whom the host site vouched for just now. Texts are as it gave them: 1 to 200 characters without control characters. */
export interface HostVisitor {
  readonly issuer: string;
  /** What the host site calls this person; never reused there for another. */
  readonly subject: string;
  /** What it calls the service that they work for. */
  readonly org?: string;
  readonly orgName?: string;
  readonly name?: string;
  readonly email?: string;
  readonly role?: Role;
}

/** Where a visitor's conversation is. */
export interface Admission {
  readonly conversationId: string;
  readonly userId: string;
}

export interface HostVisitors {
  /** The visitor's own conversation: the same from every browser, and nobody else's. Made at the first visit, once also when two come at once. */
  admit(visitor: HostVisitor): Promise<Admission>;
}

/** One conversation for each person of the issuer, and nothing else known of them. */
export class OwnConversations implements HostVisitors {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async admit({ issuer, subject }: HostVisitor): Promise<Admission> {
    const id = `hostVisitor/${sha256(JSON.stringify([issuer, subject]))}`;
    const found = await this.#documents.get<Admission>(id);
    if (found) return found.value;
    const admission: Admission = { conversationId: newConversationId(), userId: newUserId() };
    try {
      await this.#documents.put(id, admission, null);
      return admission;
    } catch (error) {
      if (error instanceof EtagMismatch) return this.admit({ issuer, subject });
      throw error;
    }
  }
}
