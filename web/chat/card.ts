import {
  type Action,
  AdaptiveCard,
  ChoiceSetInput,
  DateInput,
  type Input,
  Table,
  TextInput,
  ToggleInput,
} from 'adaptivecards';
import { isRecord } from '../isRecord.ts';
import { shownDay } from '../time.ts';
import { actionsOf, carryNothing, execute, hints, isAside, isLasting } from './cardAction.ts';
import { hostConfig } from './hostConfig.ts';
import { markdownToHtml } from './markdown.ts';
import { tidyCard } from './tidyCard.ts';

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};
void Table; // importing it teaches the renderer about tables

/** What stands in a card's boxes, by the input's id. */
export type Filled = Readonly<Record<string, unknown>>;

interface CardOptions {
  /** Hears of a press once the card's inputs are in order; `aside` where it does not answer. */
  submitted(value: unknown, aside: boolean): void;
  /** What a refresh interrupted. */
  readonly filled?: Filled;
}

/** A rendered Adaptive Card. Throws when the JSON cannot be shown; the caller then says it in words. */
export class ShownCard {
  readonly element: HTMLElement;
  readonly #card = new AdaptiveCard();

  constructor(json: unknown, { submitted, filled = {} }: CardOptions) {
    const card = this.#card;
    card.hostConfig = hostConfig;
    card.parse(json);
    const element = card.render();
    if (element === undefined) throw new Error('The card has nothing to show');
    this.element = element;
    for (const action of this.#actions) if (isAside(action)) carryNothing(action);
    card.onExecuteAction = (action) => execute(action, (value) => submitted(value, isAside(action)));
    // What a button unfolds is only rendered when it is first pressed.
    card.onInlineCardExpanded = ({ card: part }, isOpen) => isOpen && this.#unfolded(part, filled);
    this.#finish(card, filled);
    element.addEventListener('keydown', (event) => this.#pressedKey(event));
  }

  /** Keeps the card readable but takes its turn away. Actions that always make sense ("Change") stay. */
  retire(): void {
    this.element.classList.add('retired');
    const over = this.#actions.filter((action) => !isLasting(action));
    for (const action of over) action.isEnabled = false; // or the renderer would wake it up again
    const buttons = new Set(over.map((action) => action.renderedElement));
    for (const control of this.element.querySelectorAll<HTMLButtonElement>('button, input, select, textarea')) {
      if (control.type !== 'button' || buttons.has(control)) control.disabled = true;
    }
  }

  /** Whether it holds something to take along. */
  get isNote(): boolean {
    return this.#actions.some((action) => hints(action).do === 'copy');
  }

  /** What has been typed into the card but not sent. */
  get filled(): Filled {
    return Object.fromEntries(this.#card.getAllInputs().map((input) => [input.id ?? '', String(input.value ?? '')]));
  }

  /** Text being written in the card's boxes. Empty where they are as they came. */
  get written(): string {
    const boxes = this.#card.getAllInputs().filter((input) => input instanceof TextInput);
    const changed = boxes.filter(({ value, defaultValue }) => value !== undefined && value !== (defaultValue ?? ''));
    return changed.map(({ value }) => value?.trim()).join('\n');
  }

  /** What a submitted value says in this card's boxes and choices, in the words that the person saw. */
  inWords(value: unknown): string[] {
    if (!isRecord(value)) return [];
    return this.#card.getAllInputs().flatMap((input) => inputInWords(input, value[input.id ?? '']));
  }

  /** The words on the button that submitted this value; undefined where it is not of this card. */
  buttonOf(value: unknown): string | undefined {
    if (!isRecord(value)) return undefined;
    const said = canonical(value.dspt);
    return this.#actions.find((action) => canonical(hints(action)) === said)?.title;
  }

  get #actions(): Action[] {
    return actionsOf(this.#card);
  }

  #unfolded(part: AdaptiveCard, filled: Filled): void {
    this.#finish(part, filled);
    part.renderedElement?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }

  #finish(part: AdaptiveCard, filled: Filled): void {
    if (part.renderedElement === undefined) return;
    for (const input of part.getAllInputs()) fillIn(input, filled);
    for (const action of this.#actions) action.renderedElement?.toggleAttribute('data-aside', isAside(action));
    tidyCard(part.renderedElement, part === this.#card);
  }

  /** Enter in a one-line box presses the card's main button, as in any form. */
  #pressedKey(event: KeyboardEvent): void {
    const isBox = event.target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(event.target.type);
    if (event.key !== 'Enter' || event.isComposing || !isBox) return;
    event.preventDefault();
    this.element.querySelector<HTMLButtonElement>('.style-positive:not(:disabled)')?.click();
  }
}

/** The same text for the same data, in whatever order a store gives its keys back. */
const canonical = (data: unknown): string => (isRecord(data) ? JSON.stringify(Object.entries(data).sort()) : '');

/** Puts back what was typed, once: the part of a card that is folded and unfolded keeps its boxes. */
function fillIn(input: Input, filled: Filled): void {
  const text = input.id === undefined ? undefined : filled[input.id];
  const box = input.renderedElement?.querySelector<HTMLInputElement>(
    'input:not([type=radio], [type=checkbox]), textarea',
  );
  if (typeof text !== 'string' || !box || box.dataset.filled !== undefined) return;
  box.dataset.filled = '';
  box.value = text;
}

function inputInWords(input: Input, given: unknown): string[] {
  if (typeof given !== 'string' || given.trim() === '' || input instanceof ToggleInput) return [];
  if (input instanceof DateInput) return [shownDay(given)];
  if (!(input instanceof ChoiceSetInput)) return [given.trim()];
  const chosen = given.split(',');
  return input.choices.filter(({ value }) => chosen.includes(value ?? '')).map(({ title }) => title ?? '');
}
