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
  /** The title in full, where the title alone would not tell one button from another ("Change"). */
  readonly hint?: string;
  /** What to type for the same effect, where the title itself would not be understood. */
  readonly typed?: string;
}

/** Sent cards stay below this, in bytes: Teams and others refuse larger messages. */
export const largestCard = 25_000;

/** `words` is the whole card for screen readers, speech and clients that show no cards. */
export function card(body: readonly Element[], words: string): AdaptiveCard {
  const spoken = inert(words);
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

/**
 * What a person typed, shown as it is: a TextBlock would read Markdown in it ("[click](http://...)"), a text run does not.
 * `spacing` belongs to the block, the rest of the look to the words.
 */
export function typed(words: string, { spacing, ...look }: Readonly<Record<string, unknown>> = {}): Element {
  return {
    type: 'RichTextBlock',
    ...(spacing !== undefined && { spacing }),
    inlines: [{ type: 'TextRun', text: inert(words), ...look }],
  };
}

/** Signs that mean something in the Markdown of a TextBlock. */
const markdown = /[*_`~[\]{}<>\\|#]|:\/\/|^\s*(?:[-+•]|\d+[.)])\s/;

/**
 * The title of a card. It may name the service, which a person typed: a name that looks like Markdown goes without the
 * heading role, since only a TextBlock has one.
 */
export function heading(words: string, look: Readonly<Record<string, unknown>> = {}): Element {
  const bold = { weight: 'Bolder', size: 'Medium', ...look };
  return markdown.test(words) ? typed(words, bold) : text(words, { ...bold, style: 'heading' });
}

/** Steps in their order, as one list. For words of our own: it is made of Markdown. */
export function steps(all: readonly string[], look: Readonly<Record<string, unknown>> = {}): Element {
  return text(all.map((step, index) => `${index + 1}. ${step}`).join('\n'), look);
}

/** Where two signs would together begin a template (`{{DATE(`, `${`), a link (`](`) or a tag (`<b`). */
const seams = /(?<=[{$])(?=\{)|(?<=\])(?=\()|(?<=<)(?=[a-z/!?])/gi;
/** Signs that turn the reading direction of whatever follows, our own words too. */
const directionControls = /[\u202A-\u202E\u2066-\u2069]/g;

/** The same words to a reader, but nothing in them acts: a space of no width parts what would have a meaning. */
export function inert(words: string): string {
  return words.toWellFormed().replaceAll(directionControls, '').replaceAll(seams, '\u200B');
}

/** At most `longest` characters, ending at a whole one: a letter keeps its accents, an emoji its parts. */
export function shortened(words: string, longest: number): string {
  if (words.length <= longest) return words;
  for (const { index, segment } of new Intl.Segmenter().segment(words)) {
    if (index + segment.length >= longest) return `${words.slice(0, index)}…`;
  }
  return words;
}

/** Size in bytes, as it is sent. */
export function sizeOf(json: unknown): number {
  return new TextEncoder().encode(JSON.stringify(json)).length;
}

export function submit({ title, action, always, id, isPrimary, hint }: Button): Action {
  return {
    type: 'Action.Submit',
    title,
    ...(id && { id }),
    ...(hint && { tooltip: hint }),
    ...(isPrimary && { style: 'positive' }),
    data: { dspt: { ...action, ...(always && { always }) } },
  };
}

/** Leads to a page; `url` is one of ours, or one that a person gave and that was looked at. */
export function openUrl(title: string, url: string): Action {
  return { type: 'Action.OpenUrl', title, url };
}

/** Opens further elements below the button, without a turn. */
export function show(title: string, body: readonly Element[], actions: readonly Action[] = []): Action {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', version: '1.5', body, actions } };
}

export function buttons(actions: readonly Action[], look: Readonly<Record<string, unknown>> = {}): readonly Element[] {
  return actions.length ? [{ type: 'ActionSet', actions, ...look }] : [];
}
