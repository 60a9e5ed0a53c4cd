import { byId } from './element.ts';

/** Above the newest message some of what came before stays in view, so that one knows where one is. */
const margin = 12;
/** Pixels by which a finger may slip without meaning it. */
const slack = 24;

/** Messages of the guide that come within this time, in milliseconds, are one reply. */
const oneReply = 5_000;

/**
 * Keeps the START of the guide's newest reply in view, where a person begins to read. A card is what a reply is about (the
 * question, the progress they asked for); what is said before it may scroll away. Someone who has scrolled up to read
 * is left in peace and gets a "New message" button instead.
 */
export class Scroller {
  readonly #scroller = byId('scroller');
  readonly #button = byId('new-message');
  #target: HTMLElement | undefined;
  /** Of the reply that is coming in: whether there is one, since when, and whether it has a card yet. */
  #isReply = false;
  #heardAt = 0;
  #hasCard = false;
  #following = true;
  /** Set when something was said; the resize that follows within the frame then settles once, however much it was. */
  #isDue = false;
  #atEnd = true;
  /** Where we last put the reader. Above it means that they have scrolled up. */
  #rest = 0;

  constructor() {
    this.#scroller.tabIndex = 0; // so that the keyboard can scroll it also where nothing in it takes the focus
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#button.onclick = () => this.goToNewest();
    // A keyboard that opens, a turned phone, a picture that loads: what was in view stays in view.
    const watch = new ResizeObserver(() => this.#resized());
    watch.observe(this.#scroller);
    for (const child of this.#scroller.children) watch.observe(child);
  }

  /** The guide said something. */
  heard(message: HTMLElement, hasCard: boolean): void {
    const isNewReply = !this.#isReply || Date.now() - this.#heardAt > oneReply;
    const isAboutThis = isNewReply || (hasCard && !this.#hasCard);
    if (isAboutThis && (this.#following || this.#button.hidden)) this.#target = message;
    this.#hasCard = hasCard || (this.#hasCard && !isNewReply);
    this.#isReply = true;
    this.#heardAt = Date.now();
    if (this.#following) this.#isDue = true;
    else this.#button.hidden = false;
  }

  /** The person said something: from here on they want to see what comes. */
  said(message: HTMLElement): void {
    this.#isReply = false;
    this.#target = message;
    this.#follow();
    this.#isDue = true;
  }

  /** Something is added under a message that they should see. */
  changed(): void {
    this.#isDue = this.#following;
  }

  #follow(): void {
    this.#following = true;
    this.#button.hidden = true;
  }

  goToNewest(): void {
    this.#follow();
    this.#settle();
    this.#target?.focus({ preventScroll: true });
  }

  /** Someone who is reading on below the start of the message is not thrown back to it. */
  #resized(): void {
    if (!this.#following) return;
    if (this.#isDue || this.#scroller.scrollTop <= this.#rest + slack) this.#settle();
    else if (this.#atEnd) this.#scroller.scrollTop = this.#end;
  }

  get #end(): number {
    return this.#scroller.scrollHeight - this.#scroller.clientHeight;
  }

  #settle(): void {
    this.#isDue = false;
    const end = this.#end;
    const start = this.#target === undefined ? end : this.#offsetOf(this.#target) - margin;
    this.#rest = Math.max(0, Math.min(start, end));
    this.#scroller.scrollTop = this.#rest;
  }

  #offsetOf(message: HTMLElement): number {
    return message.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top + this.#scroller.scrollTop;
  }

  #scrolled(): void {
    const { scrollTop } = this.#scroller;
    this.#atEnd = scrollTop >= this.#end - slack;
    this.#following = scrollTop >= Math.min(this.#rest, this.#end) - slack;
    if (this.#following) this.#button.hidden = true;
  }
}
