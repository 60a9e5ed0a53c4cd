/** The element of the page with this id. Throws when the HTML lacks it: page and script are built together. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}`);
  return element as T;
}

/** Makes an element with a class and, if given, text. Text is always text: nothing heard becomes HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text?: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export function makeButton(className: string, text: string, press: () => void): HTMLButtonElement {
  const button = make('button', className, text);
  button.type = 'button';
  button.onclick = press;
  return button;
}

/** True on a phone or tablet, where focusing a text box brings up a keyboard over the question. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;

/** Moves the focus without a ring around it, until a key is pressed: a finger needs no ring to see where it is. */
export function focusQuietly(element: HTMLElement): void {
  element.classList.add('quietly');
  element.focus({ preventScroll: true });
  const loud = () => element.classList.remove('quietly');
  element.addEventListener('keydown', loud, { once: true });
  element.addEventListener('blur', loud, { once: true });
}
