import type { Activity } from 'botbuilder';
import { sha256 } from '../../storage/hash.ts';
import { type Documents, EtagMismatch } from '../../storage/ports.ts';

/** Seconds. Teams tells of one installation twice, seconds apart, and again where it heard no answer; later it is news. */
const sameArrival = 15 * 60;

/** Sees to it that somebody who installed the guide is greeted once, although Teams tells of it by more than one activity. */
export class Greetings {
  readonly #documents: Pick<Documents, 'put' | 'delete'>;

  constructor(documents: Pick<Documents, 'put' | 'delete'>) {
    this.#documents = documents;
  }

  /** True for the first to ask about this conversation, of all processes. */
  async isFirst(activity: Activity): Promise<boolean> {
    try {
      await this.#documents.put(idOf(activity), {}, null, sameArrival);
      return true;
    } catch (error) {
      if (error instanceof EtagMismatch) return false;
      throw error;
    }
  }

  /** Whoever installs it anew is greeted anew. */
  async forget(activity: Activity): Promise<void> {
    await this.#documents.delete(idOf(activity));
  }
}

const idOf = ({ channelId, conversation }: Activity): string =>
  `greeted/${sha256(JSON.stringify([channelId, conversation.id])).slice(0, 32)}`;
