import type { IncomingMessage } from 'node:http';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import { callerAddress, callerGroup, isLocal } from './caller.ts';
import { tooMany } from './errors.ts';

const newConversationsPerMinute = 60;
/** Tests, benches and a page on the same machine; a proxy that hides its callers counts as one caller instead. */
const newConversationsPerMinuteLocally = 6_000;

/** For each turn of a conversation two looks at it: a client may poll as well as listen. */
const looksPerTurn = 2;

/** Rates, kept in memory: a restart forgives. Every method rejects with 429 and `Retry-After`. */
export class Limits {
  readonly #turns: BurstyRateLimiter;
  readonly #looks: BurstyRateLimiter;
  readonly #creations: RateLimiterMemory;
  readonly #localCreations: RateLimiterMemory;
  readonly #trustedProxies: number;

  constructor({ turnsPerSecond, trustedProxies }: Pick<Config, 'turnsPerSecond' | 'trustedProxies'>) {
    this.#turns = steadyWithBursts(turnsPerSecond);
    this.#looks = steadyWithBursts(looksPerTurn * turnsPerSecond);
    this.#creations = new RateLimiterMemory({ points: newConversationsPerMinute, duration: 60 });
    this.#localCreations = new RateLimiterMemory({ points: newConversationsPerMinuteLocally, duration: 60 });
    this.#trustedProxies = trustedProxies;
  }

  /** One turn in a conversation: `TURNS_PER_SECOND` all the time, twice that in one second out of ten. */
  async turn(conversationId: string): Promise<void> {
    await this.#turns.consume(conversationId).catch(refuse);
  }

  /** One read of a conversation, one socket for it or one renewal of its token: `looksPerTurn` times the rate of turns. */
  async look(conversationId: string): Promise<void> {
    await this.#looks.consume(conversationId).catch(refuse);
  }

  /** One new conversation for the address that asks. */
  async newConversation(req: IncomingMessage): Promise<void> {
    const limiter = isLocal(req) ? this.#localCreations : this.#creations;
    await limiter.consume(this.caller(req)).catch(refuse);
  }

  /** The network address that a request counts for. */
  caller(req: IncomingMessage): string {
    return callerGroup(callerAddress(req, this.#trustedProxies));
  }
}

/** `perSecond` all the time, and twice that in one second out of ten. */
function steadyWithBursts(perSecond: number): BurstyRateLimiter {
  return new BurstyRateLimiter(
    new RateLimiterMemory({ points: perSecond, duration: 1 }),
    new RateLimiterMemory({ keyPrefix: 'burst', points: perSecond, duration: 10 }),
  );
}

function refuse(rejection: unknown): never {
  if (rejection instanceof RateLimiterRes) throw tooMany(rejection.msBeforeNext / 1000);
  throw rejection;
}
