import { make, makeButton } from '../element.ts';
import { fill } from '../fill.ts';
import { shownSize } from '../shownSize.ts';
import { type HeldChoice, heldChoices } from './api.ts';
import type { Upload, UploadState } from './upload.ts';
import { words } from './words.ts';

interface Doings {
  cancel(): void;
  again(): void;
  /** The person does without a file that a refresh interrupted. */
  leave(): void;
  decide(choice: HeldChoice): void;
}

const percent = (share: number): number => Math.floor(share * 100);

/** Kept, but with something in it that a person should look at. */
const hasAdvice = (state: UploadState): boolean => state.is === 'kept' && state.sentences.length > 0;

/** What a state is in words; the first line of a row, and what a screen reader hears. */
export function inWords(state: UploadState): string {
  switch (state.is) {
    case 'sending':
      return fill(words.uploads.sending, { percent: percent(state.share) });
    case 'kept': {
      const { kept, keptPlain, keptCheck, keptPlainCheck } = words.uploads;
      if (state.number === undefined) return hasAdvice(state) ? keptPlainCheck : keptPlain;
      return fill(hasAdvice(state) ? keptCheck : kept, { number: state.number });
    }
    case 'decided':
      return state.said;
    case 'gone':
      return '';
    default:
      return words.uploads[state.is];
  }
}

/** One file in the list of what is being sent. */
export class UploadRow {
  readonly element = make('li', 'upload');
  readonly #words = make('p', 'upload-state');
  readonly #bar = make('progress', '');
  readonly #more = make('div', 'upload-more');
  readonly #upload: Upload;
  readonly #doings: Doings;
  #shown: UploadState['is'] | undefined;

  constructor(upload: Upload, doings: Doings) {
    this.#upload = upload;
    this.#doings = doings;
    const name = make('p', 'upload-name');
    const given = make('span', 'file-name', upload.name);
    given.dir = 'auto';
    name.append(given);
    if (upload.size !== undefined) name.append(' ', make('span', 'quiet', shownSize(upload.size)));
    this.#bar.max = 100;
    this.#bar.setAttribute('aria-label', fill(words.uploads.label, { name: upload.name }));
    this.element.tabIndex = -1;
    this.element.append(name, this.#words, this.#bar, this.#more);
    this.show();
  }

  show(): void {
    const { state } = this.#upload;
    this.element.hidden = state.is === 'gone';
    this.#words.textContent = inWords(state);
    this.#bar.hidden = state.is !== 'sending' && state.is !== 'paused';
    if ('share' in state) this.#bar.value = percent(state.share);
    if (state.is === this.#shown && !(state.is === 'held' && state.hasFailed)) return;
    this.#shown = state.is;
    this.element.dataset.is = hasAdvice(state) ? 'advice' : state.is;
    const hadFocus = this.#more.contains(document.activeElement);
    this.#more.replaceChildren(...this.#moreOf(state));
    if (hadFocus && !this.#more.contains(document.activeElement)) this.element.focus();
  }

  #moreOf(state: UploadState): HTMLElement[] {
    switch (state.is) {
      case 'turn':
      case 'sending':
      case 'paused':
        return [this.#button(words.uploads.cancel, () => this.#doings.cancel(), words.uploads.cancelLabel)];
      case 'failed':
        return this.#upload.file ? [this.#button(words.uploads.again, () => this.#doings.again())] : [];
      case 'interrupted':
        return [this.#button(words.uploads.leave, () => this.#doings.leave(), words.uploads.leaveLabel)];
      case 'kept':
        return state.sentences.map((sentence) => make('p', '', sentence));
      case 'refused':
        return state.sentence === undefined ? [] : [make('p', '', state.sentence)];
      case 'held':
        return this.#held(state.sentences, state.hasFailed === true);
      default:
        return [];
    }
  }

  #held(sentences: readonly string[], hasFailed: boolean): HTMLElement[] {
    const choices = make('fieldset', 'choices');
    // The sentences above ask already; a screen reader that comes straight to the buttons needs it.
    const legend = make('legend', 'unseen', fill(words.uploads.choices, { name: this.#upload.name }));
    choices.append(
      legend,
      ...heldChoices.map((choice) => this.#button(words.held[choice], () => this.#choose(choice))),
    );
    return [
      ...sentences.map((sentence) => make('p', '', sentence)),
      choices,
      ...(hasFailed ? [make('p', 'failed', words.acts.failed)] : []),
    ];
  }

  #choose(choice: HeldChoice): void {
    for (const button of this.#more.querySelectorAll('button')) button.disabled = true;
    this.element.focus({ preventScroll: true });
    this.#doings.decide(choice);
  }

  #button(text: string, press: () => void, label?: string): HTMLButtonElement {
    const button = makeButton('button', text, press);
    if (label !== undefined) button.setAttribute('aria-label', fill(label, { name: this.#upload.name }));
    return button;
  }
}
