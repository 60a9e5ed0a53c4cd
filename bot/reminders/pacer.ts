import { setTimeout } from 'node:timers/promises';

const second = 1000;

/** A clock that runs evenly, and a way to wait by it. Both in milliseconds. */
export interface PaceClock {
  now(): number;
  wait(ms: number): Promise<void>;
}

const realClock: PaceClock = { now: () => performance.now(), wait: async (ms) => void (await setTimeout(ms)) };

/** Lets so many pass in any one second, in the order in which they came. */
export class Pacer {
  readonly #perSecond: number;
  readonly #clock: PaceClock;
  /** When the last ones passed, the oldest first. */
  readonly #passed: number[] = [];
  #last = Promise.resolve();

  constructor(perSecond: number, clock: PaceClock = realClock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
  }

  /** Resolves when it is the caller's turn. */
  turn(): Promise<void> {
    this.#last = this.#last.then(() => this.#pass());
    return this.#last;
  }

  async #pass(): Promise<void> {
    if (this.#passed.length >= this.#perSecond) {
      const free = (this.#passed.shift() as number) + second;
      // A timer may come a little early.
      for (let rest = free - this.#clock.now(); rest > 0; rest = free - this.#clock.now())
        await this.#clock.wait(Math.ceil(rest));
    }
    this.#passed.push(this.#clock.now());
  }
}
