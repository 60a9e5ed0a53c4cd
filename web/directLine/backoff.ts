/**
 * How long to wait before try number `attempt` (from 0), in milliseconds: doubling from half a second to 20 seconds.
 * Half of it is chance, so that a restarted server is not met by every page at the same instant.
 */
export function backoff(attempt: number, chance: number = Math.random()): number {
  const longest = Math.min(20_000, 500 * 2 ** attempt);
  return Math.round(longest / 2 + (longest / 2) * chance);
}

/** A wait that can be cut short: someone who comes back online should not sit out the last of 20 seconds. */
export class Pause {
  #wake: (() => void) | undefined;

  async for(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  end(): void {
    this.#wake?.();
  }
}
