import type { SuggestedAction } from '../directLine/activity.ts';
import { byId, makeButton } from '../element.ts';

/** More than this many would push each other out of a phone's view, were each to have a row of its own. */
const aColumn = 6;

/** Ready-made answers under the newest message. They vanish once anything has been said. */
export class Suggestions {
  readonly #element = byId('suggestions');
  readonly #choose: (text: string, title: string) => void;

  constructor(choose: (text: string, title: string) => void) {
    this.#choose = choose;
  }

  show(actions: readonly SuggestedAction[]): void {
    const buttons = actions.flatMap(({ title, value }) => {
      if (typeof title !== 'string' || title === '') return [];
      return [makeButton('button', title, () => this.#choose(typeof value === 'string' ? value : title, title))];
    });
    this.#element.replaceChildren(...buttons);
    this.#element.classList.toggle('many', buttons.length > aColumn);
    this.#element.hidden = buttons.length === 0;
  }

  clear(): void {
    this.show([]);
  }
}
