import { byId } from '../element.ts';
import { words } from '../words.ts';

/** A reply mostly comes at once: dots that flash for an instant would only unsettle. */
const showAfter = 350;
const sayAfter = 1_200;
const giveUpAfter = 45_000;

/** Three dots while the guide is writing, and the same said once to a screen reader. */
export class Thinking {
  readonly #dots = byId('thinking');
  readonly #status = byId('status');
  #timers: ReturnType<typeof setTimeout>[] = [];

  start(): void {
    this.stop();
    this.#timers = [
      setTimeout(() => {
        this.#dots.hidden = false;
      }, showAfter),
      setTimeout(() => {
        this.#status.textContent = words.thinking;
      }, sayAfter),
      setTimeout(() => this.stop(), giveUpAfter),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#dots.hidden = true;
    if (this.#status.textContent === words.thinking) this.#status.textContent = '';
  }
}
