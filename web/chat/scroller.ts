import { byId } from '../element.ts';

/** Above the reply some of what came before stays in view, so that one knows where one is. */
const margin = 12;
/** Below the question's words a little of its first button shows, so that one sees that there is more. */
const peek = 12;
/** Pixels by which a finger may slip without meaning it. */
const slack = 24;

/** Messages of the guide that come within this time, in milliseconds, are one reply. */
const oneReply = 5_000;

/**
 * Keeps the START of the guide's newest reply in view, where a person begins to read: what was saved, the message to send
 * on, the Undo. The question that ends the reply must be readable too, so where both do not fit, the view moves on just
 * until the question's words are in. Someone who has scrolled up to read is left in peace and gets a "New message"
 * button instead.
 */
export class Scroller {
  readonly #scroller = byId('scroller');
  readonly #button = byId('new-message');
  /** What the reader is to see, oldest first: the messages of the reply, or their own while there is none. */
  #reply: HTMLElement[] = [];
  /** Of the reply that is coming in: whether there is one, since when, and whether it was said before the page opened. */
  #isReply = false;
  #heardAt = 0;
  #isPast = false;
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

  /** The guide said something; `isPast` where it did so before this page was opened. */
  heard(message: HTMLElement, isPast: boolean): void {
    const isNewReply = !this.#isReply || isPast !== this.#isPast || Date.now() - this.#heardAt > oneReply;
    // Someone who reads further up is led to the first thing they have missed.
    const isMissing = !this.#following && !this.#button.hidden;
    this.#reply = isNewReply && !isMissing ? [message] : [...this.#reply, message];
    this.#isReply = true;
    this.#isPast = isPast;
    this.#heardAt = Date.now();
    if (this.#following) this.#isDue = true;
    else this.#button.hidden = false;
  }

  /** The person said something: from here on they want to see what comes. */
  said(message: HTMLElement): void {
    this.#isReply = false;
    this.#reply = [message];
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
    this.#reply[0]?.focus({ preventScroll: true });
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
    this.#rest = Math.max(0, Math.min(this.#wanted, this.#end));
    this.#scroller.scrollTop = this.#rest;
  }

  get #wanted(): number {
    const [first] = this.#reply;
    const last = this.#reply.at(-1);
    if (first === undefined || last === undefined) return this.#end;
    const start = this.#place(first.getBoundingClientRect().top) - margin;
    if (this.#reply.some((message) => message !== last && this.#isLongRead(message))) return start;
    const question = this.#place(endOfQuestion(last)) + peek - this.#scroller.clientHeight;
    // A question longer than the view is read from its own start.
    return Math.max(start, Math.min(question, this.#place(last.getBoundingClientRect().top) - margin));
  }

  /** A card with a heading that fills the view is what they asked for, such as their progress: the question can wait. */
  #isLongRead(message: HTMLElement): boolean {
    return cardsOf(message).some(
      (card) => headingOf(card) !== null && card.clientHeight > this.#scroller.clientHeight - 2 * margin,
    );
  }

  /** Where something on the screen is in the whole of the conversation. */
  #place(y: number): number {
    return y - this.#scroller.getBoundingClientRect().top + this.#scroller.scrollTop;
  }

  #scrolled(): void {
    if (this.#isDue) this.#settle(); // a swipe from before the tap that said something
    const { scrollTop } = this.#scroller;
    this.#atEnd = scrollTop >= this.#end - slack;
    this.#following = scrollTop >= Math.min(this.#rest, this.#end) - slack;
    if (this.#following) this.#button.hidden = true;
  }
}

const cardsOf = (message: HTMLElement) => [...message.querySelectorAll(':scope > .ac-adaptiveCard')];
const headingOf = (card: Element) => card.querySelector('[role="heading"]');

/** Where on the screen the words end that a message is about: those of its last card, or all where it has none. */
function endOfQuestion(message: HTMLElement): number {
  const card = cardsOf(message).at(-1);
  if (card === undefined) return message.getBoundingClientRect().bottom;
  const buttons = card.querySelector('.ac-actionSet');
  return (
    headingOf(card)?.getBoundingClientRect().bottom ??
    buttons?.getBoundingClientRect().top ??
    card.getBoundingClientRect().bottom
  );
}
