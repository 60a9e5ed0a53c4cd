import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { isLocal } from '../http/caller.ts';
import { tooMany } from '../http/errors.ts';
import type { Limits } from '../http/limits.ts';

/** Files of one conversation in ten minutes. */
const perConversation = { points: 200, duration: 600 };
/** Files from one network address in ten minutes. */
const perCaller = { points: 600, duration: 600 };
/** From this machine, whatever the conversation: tests, benches, and a proxy that hides its callers. */
const perCallerHere = { points: 60_000, duration: 600 };

/** How many files may be sent: a conversation is free, and disks are not. */
export class NewFiles {
  readonly #limits: Limits;
  readonly #conversations = new RateLimiterMemory(perConversation);
  readonly #callers = new RateLimiterMemory(perCaller);
  readonly #callersHere = new RateLimiterMemory(perCallerHere);

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Counts `count` files. Rejects with 429 and `Retry-After`. */
  async count(req: IncomingMessage, { conversation }: Pick<Asker, 'conversation'>, count = 1): Promise<void> {
    const isHere = isLocal(req);
    try {
      await (isHere ? this.#callersHere : this.#callers).consume(this.#limits.caller(req), count);
      if (!isHere) await this.#conversations.consume(conversation, count);
    } catch (rejection) {
      refuse(rejection);
    }
  }

  /** The same for one file of a channel, all of whose requests come from a handful of addresses. */
  async countFrom({ conversation }: Pick<Asker, 'conversation'>): Promise<void> {
    await this.#conversations.consume(conversation).catch(refuse);
  }
}

function refuse(rejection: unknown): never {
  if (rejection instanceof RateLimiterRes) throw tooMany(rejection.msBeforeNext / 1000);
  throw rejection;
}
