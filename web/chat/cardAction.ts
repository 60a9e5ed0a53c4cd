import { Action, type AdaptiveCard, OpenUrlAction, ShowCardAction, SubmitAction } from 'adaptivecards';
import { byId, make } from '../element.ts';
import { isRecord } from '../isRecord.ts';
import { words } from '../words.ts';

// The renderer repeats a button's words as its label and as a tooltip, and does so again after every press. The words
// alone read better; a tooltip of the card's own says more than they do ("Change 3.2.1 Training in the last year").
const original = Action.prototype.setupElementForAccessibility;
Action.prototype.setupElementForAccessibility = function (this: Action, element, promote) {
  original.call(this, element, promote);
  if (!(element instanceof HTMLButtonElement)) return;
  for (const name of ['aria-label', 'title', 'role']) element.removeAttribute(name);
  if (this.tooltip) element.setAttribute('aria-label', this.tooltip);
};

/** The part of an action's data that speaks to the page. */
export function hints(action: Action): Readonly<Record<string, unknown>> {
  const data: unknown = action instanceof SubmitAction ? action.data : undefined;
  return isRecord(data) && isRecord(data.dspt) ? data.dspt : {};
}

const asides = ['explain', 'why', 'example', 'need'];

/** Small quiet buttons, which never answer: "What is encryption?", "Why do they ask?". */
export const isAside = (action: Action): boolean =>
  asides.includes(String(hints(action).do)) || (action.id ?? '').startsWith('term-');

/** An aside takes nothing along that is being written, nor asks for what is missing in the boxes. */
export function carryNothing(action: Action): void {
  if (action instanceof SubmitAction) action.associatedInputs = 'none';
}

/** All buttons of a card, those that another button unfolds included (the renderer's own list leaves them out). */
export const actionsOf = (card: AdaptiveCard): Action[] =>
  card
    .getAllActions()
    .flatMap((action) => (action instanceof ShowCardAction ? [action, ...actionsOf(action.card)] : [action]));

/** Whether a button still makes sense when the card's turn is over. */
export function isLasting(action: Action): boolean {
  if (action instanceof ShowCardAction) return actionsOf(action.card).some(isLasting);
  return !(action instanceof SubmitAction) || hints(action).always === true || hints(action).do === 'copy';
}

/** Does what a pressed button is for; `submitted` hears what a submit says: its data merged with the card's inputs. */
export function execute(action: Action, submitted: (value: unknown) => void): void {
  if (action instanceof OpenUrlAction) {
    // The renderer itself would let the opened page reach back into ours.
    if (/^(https?:|mailto:|tel:)/i.test(action.url ?? '')) window.open(action.url, '_blank', 'noopener,noreferrer');
  } else if (hints(action).do === 'copy') {
    void copy(String(hints(action).text ?? ''), action.renderedElement);
  } else if (action instanceof SubmitAction) {
    submitted(action.data);
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
    button?.closest('.message')?.append(make('p', 'note', words.copy.failed)); // in the log, so it is read out
  }
}
