import { byId, make } from '../element.ts';
import { acceptFor } from '../fileTypes.ts';
import type { Document, View } from './api.ts';
import { type CardDoings, makeDocumentCard } from './documentCard.ts';
import { words } from './words.ts';

/** The documents on the page: those for the question first, then the others. */
export class Documents {
  readonly #element = byId('documents');
  readonly #doings: CardDoings;
  /** What is shown, so that a card that has not changed stays as it is: folded, unfolded or with the focus in it. */
  readonly #cards = new Map<string, { readonly of: string; readonly card: HTMLElement }>();
  readonly #said = new Map<string, string>();

  constructor(doings: CardDoings) {
    this.#doings = doings;
  }

  show(view: View): void {
    const focused = [...this.#cards].find(([, { card }]) => card.contains(document.activeElement))?.[0];
    const byNumber = [...view.documents].sort((a, b) => b.number - a.number);
    const isUsed = ({ usedFor }: Document) => usedFor.some(({ id }) => id === view.question?.id);
    const cards = (documents: readonly Document[]) => documents.map((each) => this.#card(each, view));
    const { question, others, all, noneForQuestion, none } = words.lists;
    const list = (heading: string, shown: readonly HTMLElement[], empty: string) => [
      make('h2', '', heading),
      ...(shown.length > 0 ? shown : [make('p', 'quiet', empty)]),
    ];
    const rest = byNumber.filter((each) => !isUsed(each));
    this.#element.replaceChildren(
      ...(view.question === undefined
        ? list(all, cards(byNumber), none)
        : [
            ...list(question, cards(byNumber.filter(isUsed)), noneForQuestion),
            ...(rest.length > 0 ? list(others, cards(rest), '') : []),
          ]),
    );
    if (focused !== undefined && !this.#element.contains(document.activeElement)) this.focus(focused);
  }

  /** Shows on a document's card what was just done to it, from the next `show` on. */
  say(id: string, said: string): void {
    this.#said.clear();
    this.#said.set(id, said);
  }

  /** Onto a document's card, or onto the list where it is no more. */
  focus(id: string): void {
    const card = this.#cards.get(id)?.card;
    (card?.isConnected ? card : this.#element).focus({ preventScroll: true });
  }

  #card(document: Document, { question, limits }: View): HTMLElement {
    const said = this.#said.get(document.id);
    const of = JSON.stringify([document, said]);
    const shown = this.#cards.get(document.id);
    if (shown?.of === of) return shown.card;
    const card = makeDocumentCard(document, question, acceptFor(limits.types), said, this.#doings);
    this.#cards.set(document.id, { of, card });
    return card;
  }
}
