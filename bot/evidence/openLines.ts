import type { IncomingMessage } from 'node:http';
import { patientBody } from '../http/bodyClock.ts';
import { isLocal } from '../http/caller.ts';
import { tooMany } from '../http/errors.ts';
import type { Limits } from '../http/limits.ts';

/** Files may be on their way in so many requests of one conversation, of one network address, and in all. */
const most = { conversation: 4, caller: 24, all: 400 } as const;
/** Seconds. */
const comeBackAfter = 5;

/** Requests that bring files may take long, so there may not be many: a conversation is free, and connections are not. */
export class OpenLines {
  readonly #limits: Limits;
  readonly #open = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Runs `task` while the body of `req` may take its time. Rejects with 429 when too many do already. */
  async run<T>(req: IncomingMessage, conversation: string, task: () => Promise<T>): Promise<T> {
    const lines = [
      { key: 'all', most: most.all },
      { key: `conversation ${conversation}`, most: most.conversation },
      // From this machine come tests, benches, and a proxy that hides its callers.
      ...(isLocal(req) ? [] : [{ key: `caller ${this.#limits.caller(req)}`, most: most.caller }]),
    ];
    if (lines.some(({ key, most }) => (this.#open.get(key) ?? 0) >= most)) throw tooMany(comeBackAfter);
    for (const { key } of lines) this.#open.set(key, (this.#open.get(key) ?? 0) + 1);
    try {
      patientBody(req);
      return await task();
    } finally {
      for (const { key } of lines) {
        const left = (this.#open.get(key) ?? 1) - 1;
        if (left > 0) this.#open.set(key, left);
        else this.#open.delete(key);
      }
    }
  }
}
