import { type AdaptiveCard, type Button, buttons, card, heading, quiet, submit, text, typed } from './elements.ts';

export interface ReturnCodeView {
  /** May hold a name that a person typed, as may `use`. */
  readonly title: string;
  /** The words of the code with one space between. */
  readonly code: string;
  readonly use: string;
  readonly keep: string;
  readonly link: string;
  readonly note: string;
  readonly buttons?: readonly Button[];
}

/** A code of words, large enough to copy down: one's own way back, or a way in for somebody else. Shown once. */
export function returnCodeCard(view: ReturnCodeView): AdaptiveCard {
  return card(
    [
      heading(view.title, { size: 'Default' }),
      {
        type: 'Container',
        style: 'emphasis',
        spacing: 'Small',
        items: [text(view.code, { size: 'Large', weight: 'Bolder' })],
      },
      typed(view.use, { spacing: 'Medium' }),
      text(view.keep, { spacing: 'Small' }),
      text(view.link, { spacing: 'Small' }),
      ...(view.note ? [quiet(view.note)] : []),
      ...buttons((view.buttons ?? []).map(submit)),
    ],
    [view.title, view.code, view.use, view.keep, view.link, view.note].filter(Boolean).join('\n'),
  );
}
