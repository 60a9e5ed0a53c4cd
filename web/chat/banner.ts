import type { Link } from '../directLine/receiver.ts';
import { byId } from '../element.ts';
import { words } from '../words.ts';

/** A connection that comes back sooner than this is nobody's business. */
const patience = 1_500;

/** One line at the top: while the line is down, or for something to know. */
export class Banner {
  readonly #element = byId('banner');
  /** Undefined until we try to reach the guide. */
  #link: Link | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #notice = '';

  constructor() {
    addEventListener('online', () => this.#update());
    addEventListener('offline', () => this.#update());
    this.#update();
  }

  link(link: Link): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#update();
  }

  /** Shown for as long as the page is open and the line is up. */
  notice(text: string): void {
    this.#notice = text;
    this.#update();
  }

  #update(): void {
    clearTimeout(this.#timer);
    if (!navigator.onLine) {
      this.#show(words.banner.offline);
    } else if (this.#link === undefined || this.#link === 'online') {
      this.#show(this.#notice);
    } else {
      const text = this.#link === 'starting' ? words.banner.starting : words.banner.reconnecting;
      this.#timer = setTimeout(() => this.#show(text), patience);
    }
  }

  #show(text: string): void {
    this.#element.textContent = text;
  }
}
