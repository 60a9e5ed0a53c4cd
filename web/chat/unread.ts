import { fill } from '../fill.ts';
import { words } from '../words.ts';

/** Counts what the guide said while nobody was looking; the title tells, and so does the launcher of a host site. */
export class Unread {
  readonly #tell: (count: number) => void;
  #count = 0;
  #looking = true;

  constructor(tell: (count: number) => void) {
    this.#tell = tell;
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  /** For a page in a frame: whether the frame is open. */
  set looking(looking: boolean) {
    this.#looking = looking;
    this.#seen();
  }

  add(): void {
    if (this.#isSeen) return;
    this.#show(this.#count + 1);
  }

  get #isSeen(): boolean {
    return this.#looking && document.visibilityState === 'visible';
  }

  #seen(): void {
    if (this.#isSeen && this.#count > 0) this.#show(0);
  }

  #show(count: number): void {
    this.#count = count;
    document.title = count === 0 ? words.title : fill(words.titleUnread, { count });
    this.#tell(count);
  }
}
