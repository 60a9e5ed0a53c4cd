import type { CardAction } from '../core/turn.ts';

/** Adaptive Card JSON, the few parts that we use (schema 1.5). */
export type Element = Readonly<Record<string, unknown>> & { readonly type: string };
export type Action = Readonly<Record<string, unknown>> & { readonly type: string; readonly title: string };

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly body: readonly Element[];
  readonly fallbackText: string;
  readonly speak: string;
}

export interface Button {
  readonly title: string;
  readonly action: CardAction;
  /** Stays usable when the card is no longer the newest, such as Change in a summary. */
  readonly always?: boolean;
  /** Names the button for the page's styles; a glossary button's begins with `term-`. */
  readonly id?: string;
  readonly isPrimary?: boolean;
  /** What to type for the same effect, where the title itself would not be understood. */
  readonly typed?: string;
}

/** `spoken` is the whole card in words, for screen readers, speech and clients that show no cards. */
export function card(body: readonly Element[], spoken: string): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    fallbackText: spoken,
    speak: spoken,
  };
}

export function text(words: string, look: Readonly<Record<string, unknown>> = {}): Element {
  return { type: 'TextBlock', text: words, wrap: true, ...look };
}

/** Small print above a question or below an answer. */
export function quiet(words: string, look: Readonly<Record<string, unknown>> = {}): Element {
  return text(words, { isSubtle: true, size: 'Small', ...look });
}

export function submit({ title, action, always, id, isPrimary }: Button): Action {
  return {
    type: 'Action.Submit',
    title,
    ...(id && { id }),
    ...(isPrimary && { style: 'positive' }),
    data: { dspt: { ...action, ...(always && { always }) } },
  };
}

/** Opens further elements below the button, without a turn. */
export function show(title: string, body: readonly Element[], actions: readonly Action[] = []): Action {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', version: '1.5', body, actions } };
}

export function buttons(actions: readonly Action[], look: Readonly<Record<string, unknown>> = {}): readonly Element[] {
  return actions.length ? [{ type: 'ActionSet', actions, ...look }] : [];
}
