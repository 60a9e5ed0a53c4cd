/**
 * Lets so many tasks run at once; the others wait and hold nothing meanwhile. Those of one owner wait in order, and owners take
 * turns: who brings much waits for long, and nobody else does.
 */
export class Slots {
  #free: number;
  /** The owner whose turn is next comes first. */
  readonly #queues = new Map<string, (() => void)[]>();

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(task: () => Promise<T>, owner = ''): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#queues.set(owner, [...(this.#queues.get(owner) ?? []), resolve]));
    try {
      return await task();
    } finally {
      // Handed over directly, so that nobody who comes just now slips in.
      const next = this.#next();
      if (next) next();
      else this.#free += 1;
    }
  }

  /** Tasks that wait, of one owner or in all. */
  waiting(owner?: string): number {
    if (owner !== undefined) return this.#queues.get(owner)?.length ?? 0;
    return [...this.#queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  #next(): (() => void) | undefined {
    for (const [owner, [next, ...rest]] of this.#queues) {
      this.#queues.delete(owner);
      if (rest.length > 0) this.#queues.set(owner, rest);
      return next;
    }
    return undefined;
  }
}
