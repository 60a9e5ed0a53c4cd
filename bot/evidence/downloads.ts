import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooMany } from '../http/errors.ts';

/** Downloads of one conversation in ten minutes. */
const perConversation = { points: 60, duration: 600 };

/** How often files may be fetched: each time stands in the record for good. */
export class Downloads {
  readonly #conversations = new RateLimiterMemory(perConversation);

  /** Counts one. Rejects with 429 and `Retry-After`. */
  async count(conversation: string): Promise<void> {
    try {
      await this.#conversations.consume(conversation);
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes) throw tooMany(rejection.msBeforeNext / 1000);
      throw rejection;
    }
  }
}
