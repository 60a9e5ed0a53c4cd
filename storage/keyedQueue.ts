/** Runs tasks with the same key strictly one after another, and tasks with different keys side by side. */
export class KeyedQueue {
  readonly #lanes = new Map<string, { tail: Promise<unknown>; waiting: number }>();

  /** Resolves or rejects as `task` does; a failed task does not hold up the next. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
    this.#lanes.set(key, lane);
    lane.waiting += 1;
    const result = lane.tail.then(task);
    const leave = (): void => {
      lane.waiting -= 1;
      if (lane.waiting === 0) this.#lanes.delete(key);
    };
    lane.tail = result.then(leave, leave);
    return result;
  }

  /** How many tasks of this key run or wait. */
  waiting(key: string): number {
    return this.#lanes.get(key)?.waiting ?? 0;
  }

  /** Resolves once nothing runs or waits. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes.values()].map((lane) => lane.tail));
  }
}
