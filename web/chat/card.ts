import {
  type Action,
  AdaptiveCard,
  ChoiceSetInput,
  DateInput,
  type Input,
  OpenUrlAction,
  SubmitAction,
  Table,
  ToggleInput,
} from 'adaptivecards';
import { isRecord } from '../isRecord.ts';
import { words } from '../words.ts';
import { byId, make } from './element.ts';
import { hostConfig } from './hostConfig.ts';
import { markdownToHtml } from './markdown.ts';
import { shownDay } from './time.ts';

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};
void Table; // importing it teaches the renderer about tables

export interface Submission {
  /** The action's data merged with the inputs. */
  readonly value: unknown;
  readonly title: string;
}

export interface ShownCard {
  readonly element: HTMLElement;
  /** Keeps the card readable but takes its turn away. Actions that always make sense ("Change") stay. */
  retire(): void;
  /** What has been typed into the card but not sent. */
  inputs(): Record<string, string>;
  /** What a submitted value says in this card's boxes and choices, in the words that the person saw. */
  filledIn(value: unknown): string[];
}

/** The part of an action's data that speaks to the page. */
function hints(action: Action): Readonly<Record<string, unknown>> {
  const data: unknown = action instanceof SubmitAction ? action.data : undefined;
  return isRecord(data) && isRecord(data.dspt) ? data.dspt : {};
}

/** Small quiet buttons, which never answer: "What is encryption?", "Why do they ask?". */
const isAside = (action: Action): boolean =>
  ['explain', 'why', 'example', 'need'].includes(String(hints(action).do)) || (action.id ?? '').startsWith('term-');

/**
 * Renders an Adaptive Card. `submitted` hears of a press once its inputs are in order. Returns undefined for a card
 * that cannot be shown; the caller then says so in words.
 */
export function showCard(
  json: unknown,
  submitted: (submission: Submission) => void,
  typed: Readonly<Record<string, unknown>> = {},
): ShownCard | undefined {
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  let element: HTMLElement | undefined;
  try {
    card.parse(json);
    element = card.render();
  } catch {
    return undefined;
  }
  if (element === undefined) return undefined;
  card.onExecuteAction = (action) => execute(action, submitted);
  for (const input of card.getAllInputs()) fillIn(input, typed);
  for (const action of card.getAllActions()) tidyAction(action);
  tidy(element);
  submitOnEnter(element);
  return {
    element,
    retire: () => retire(card, element),
    inputs: () => inputsOf(card),
    filledIn: (value) => filledIn(card, value),
  };
}

function execute(action: Action, submitted: (submission: Submission) => void): void {
  if (action instanceof OpenUrlAction) {
    // The renderer would keep the opened page's hold on ours.
    if (/^(https?:|mailto:|tel:)/.test(action.url ?? '')) window.open(action.url, '_blank', 'noopener,noreferrer');
  } else if (hints(action).do === 'copy') {
    void copy(String(hints(action).text ?? ''), action.renderedElement);
  } else if (action instanceof SubmitAction) {
    submitted({ value: action.data, title: action.title ?? '' });
  }
}

/** Puts a ready-made message on the clipboard and says so on the button; nothing is sent. */
async function copy(text: string, button: HTMLElement | undefined): Promise<void> {
  const status = byId('status');
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = words.copy.done;
    if (button !== undefined) button.textContent = words.copy.done;
  } catch {
    status.textContent = words.copy.failed;
    if (button !== undefined) button.after(make('p', 'note', words.copy.failed));
  }
}

const fillIn = (input: Input, typed: Readonly<Record<string, unknown>>): void => {
  const kept = input.id === undefined ? undefined : typed[input.id];
  const control = input.renderedElement?.querySelector<HTMLInputElement>(
    'input:not([type=radio], [type=checkbox]), textarea',
  );
  if (typeof kept === 'string' && control) control.value = kept;
};

const inputsOf = (card: AdaptiveCard): Record<string, string> =>
  Object.fromEntries(card.getAllInputs().map((input) => [input.id ?? '', String(input.value ?? '')]));

function filledIn(card: AdaptiveCard, value: unknown): string[] {
  if (!isRecord(value)) return [];
  return card.getAllInputs().flatMap((input) => {
    const given = value[input.id ?? ''];
    if (typeof given !== 'string' || given.trim() === '' || input instanceof ToggleInput) return [];
    if (input instanceof DateInput) return [shownDay(given)];
    if (!(input instanceof ChoiceSetInput)) return [given.trim()];
    return input.choices
      .filter((choice) => given.split(',').includes(choice.value ?? ''))
      .map(({ title = '' }) => title);
  });
}

/** The renderer repeats a button's words as label and tooltip, and makes a toolbar of a row; words alone read better. */
function tidyAction(action: Action): void {
  const button = action.renderedElement;
  if (button === undefined) return;
  for (const name of ['aria-label', 'title', 'role']) button.removeAttribute(name);
  button.classList.toggle('aside', isAside(action));
}

function tidy(root: HTMLElement): void {
  root.removeAttribute('tabindex');
  root.removeAttribute('aria-label');
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const { fontSize } = element.style;
    // In rem, so that card text grows with the reader's own text size.
    if (fontSize.endsWith('px')) element.style.fontSize = `${Number.parseFloat(fontSize) / 16}rem`;
    element.style.removeProperty('line-height');
  }
  for (const link of root.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  for (const row of root.querySelectorAll('.ac-actionSet')) row.parentElement?.classList.add('action-row');
  for (const image of root.querySelectorAll('img')) {
    // Nothing comes from another host; the policy of the page would block it anyway.
    const isOurs = image.src.startsWith('data:image/') || new URL(image.src, location.href).origin === location.origin;
    if (!isOurs) image.remove();
  }
}

/** Enter in a one-line box presses the card's main button, as in any form. */
function submitOnEnter(root: HTMLElement): void {
  root.addEventListener('keydown', (event) => {
    const isBox = event.target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(event.target.type);
    if (event.key !== 'Enter' || event.isComposing || !isBox) return;
    event.preventDefault();
    root.querySelector<HTMLButtonElement>('.style-positive:not(:disabled)')?.click();
  });
}

function retire(card: AdaptiveCard, root: HTMLElement): void {
  root.classList.add('retired');
  const staying = new Set(
    card
      .getAllActions()
      .filter(
        (action) => !(action instanceof SubmitAction) || hints(action).always === true || hints(action).do === 'copy',
      )
      .map((action) => action.renderedElement),
  );
  for (const control of root.querySelectorAll<HTMLButtonElement>('button, input, select, textarea')) {
    if (!staying.has(control)) control.disabled = true;
  }
}
