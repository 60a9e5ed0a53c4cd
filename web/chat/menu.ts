import { byId } from '../element.ts';

/** The header's menu: a button that shows a short list of buttons. Escape or a click elsewhere closes it. */
export class Menu {
  readonly #opener = byId('menu-open');
  readonly #list = byId('menu-list');

  /** `say` hears the words to send and the words on the button. */
  constructor(say: (text: string, title: string) => void, finish: () => void) {
    this.#opener.onclick = () => this.#toggle(this.#list.hidden === true);
    this.#list.onclick = ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button === null) return;
      this.#toggle(false);
      this.#opener.focus();
      const { say: text } = button.dataset;
      if (text === undefined) finish();
      else say(text, button.textContent ?? text);
    };
    document.addEventListener('click', ({ target }) => {
      if (target instanceof Node && !this.#opener.contains(target) && !this.#list.contains(target)) this.#toggle(false);
    });
    this.#list.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.#list.contains(relatedTarget)) this.#toggle(false);
    });
  }

  /** Returns false where it was closed already. */
  close(): boolean {
    if (this.#list.hidden) return false;
    this.#toggle(false);
    this.#opener.focus();
    return true;
  }

  #toggle(open: boolean): void {
    this.#list.hidden = !open;
    this.#opener.setAttribute('aria-expanded', String(open));
    if (open) this.#list.querySelector('button')?.focus();
  }
}
