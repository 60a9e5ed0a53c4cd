import { byId, focusQuietly, isTouch } from '../element.ts';
import type { Scroller } from './scroller.ts';

/** A short screen in the place of the conversation's next words, with one button. Until that is pressed nothing can be said. */
export class Gate {
  readonly #section: HTMLElement;
  readonly #button: HTMLElement;
  readonly #scroller: Scroller;

  constructor(id: 'followed' | 'ended', scroller: Scroller, go: () => void) {
    this.#section = byId(id);
    this.#button = byId(`${id}-go`);
    this.#scroller = scroller;
    this.#button.onclick = go;
  }

  get isOpen(): boolean {
    return !this.#section.hidden;
  }

  open(): void {
    this.#show(true);
    this.#scroller.said(this.#section);
    if (document.hasFocus()) this.takeFocus();
  }

  close(): void {
    this.#show(false);
  }

  takeFocus(): void {
    if (isTouch()) focusQuietly(this.#button);
    else this.#button.focus({ preventScroll: true });
  }

  #show(isOpen: boolean): void {
    this.#section.hidden = !isOpen;
    document.documentElement.toggleAttribute('data-gated', isOpen);
  }
}
