import { byId, focusQuietly, isTouch } from '../element.ts';
import { fill } from '../fill.ts';
import { tabStore } from '../tabStore.ts';
import { words } from '../words.ts';

/** Below so many characters left, we say how many: a pasted policy must not lose its end in silence. */
const tellBelow = 300;

/** The message box: grows with its text, sends by Enter, keeps a draft across a refresh. */
export class Composer {
  readonly #box = byId<HTMLTextAreaElement>('message');
  readonly #left = byId('message-left');

  constructor(send: (text: string) => void) {
    const draft = tabStore.draft.get();
    if (typeof draft === 'string') this.#box.value = draft;
    const submit = () => {
      const text = this.#box.value.trim();
      if (text === '') return;
      this.#set('');
      send(text);
    };
    byId<HTMLFormElement>('composer').onsubmit = (event) => {
      event.preventDefault();
      submit();
      this.#box.focus();
    };
    this.#box.onkeydown = (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    };
    this.#box.oninput = () => this.#changed();
    this.#changed();
  }

  /** Puts words in front of what stands in the box. */
  offer(text: string): void {
    this.#set([text, this.#box.value].filter((part) => part !== '').join('\n'));
  }

  clear(): void {
    this.#set('');
  }

  /** Where the focus goes after a button has done its work. On a phone no keyboard pops up over the question. */
  takeFocus(): void {
    if (isTouch()) focusQuietly(byId('scroller'));
    else this.#box.focus({ preventScroll: true });
  }

  #set(text: string): void {
    this.#box.value = text;
    this.#changed();
  }

  #changed(): void {
    const { value, maxLength } = this.#box;
    tabStore.draft.set(value === '' ? undefined : value);
    this.#box.style.height = 'auto';
    this.#box.style.height = `${this.#box.scrollHeight + this.#box.offsetHeight - this.#box.clientHeight}px`;
    const left = maxLength - value.length;
    this.#left.textContent = left < tellBelow ? fill(words.composer.left, { count: left }) : '';
  }
}
