import type { Activity, SuggestedAction } from '../directLine/activity.ts';
import { byId, makeButton } from '../element.ts';

/** More than this many would push each other out of a phone's view, were each to have a row of its own. */
const aColumn = 6;

/** Ready-made answers under the newest message. They vanish once the person has said anything. */
export class Suggestions {
  readonly #element = byId('suggestions');
  readonly #choose: (text: string, title: string) => void;
  /** The question that they answer. */
  #question: string | undefined;

  constructor(choose: (text: string, title: string) => void) {
    this.#choose = choose;
  }

  /** The guide said something. A word in between, such as that somebody came in, leaves the answers to the open question. */
  heard({ suggestedActions: { actions = [] } = {}, channelData }: Activity): void {
    const { question } = channelData?.dspt ?? {};
    if (actions.length === 0 && (question === undefined || question === this.#question)) return;
    this.#question = question;
    this.#show(actions);
  }

  clear(): void {
    this.#show([]);
  }

  #show(actions: readonly SuggestedAction[]): void {
    const buttons = actions.flatMap(({ title, value }) => {
      if (typeof title !== 'string' || title === '') return [];
      return [makeButton('button', title, () => this.#choose(typeof value === 'string' ? value : title, title))];
    });
    this.#element.replaceChildren(...buttons);
    this.#element.classList.toggle('many', buttons.length > aColumn);
    this.#element.hidden = buttons.length === 0;
  }
}
