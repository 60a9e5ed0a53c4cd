/** Lets so many tasks run at once; the others wait in order and hold nothing meanwhile. */
export class Slots {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
    try {
      return await task();
    } finally {
      // Handed over directly, so that nobody who comes just now slips in.
      const next = this.#queue.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  get waiting(): number {
    return this.#queue.length;
  }
}
