import { type AdaptiveCard, card, quiet, text } from './elements.ts';

export interface ReturnCodeView {
  readonly title: string;
  /** The words of the code with one space between. */
  readonly code: string;
  readonly use: string;
  readonly keep: string;
  readonly link: string;
  readonly note: string;
}

/** A return code, large enough to copy down; shown once. */
export function returnCodeCard(view: ReturnCodeView): AdaptiveCard {
  return card(
    [
      text(view.title, { weight: 'Bolder', style: 'heading' }),
      {
        type: 'Container',
        style: 'emphasis',
        spacing: 'Small',
        items: [text(view.code, { size: 'Large', weight: 'Bolder' })],
      },
      text(view.use, { spacing: 'Medium' }),
      text(view.keep, { spacing: 'Small' }),
      text(view.link, { spacing: 'Small' }),
      ...(view.note ? [quiet(view.note)] : []),
    ],
    [view.title, view.code, view.use, view.keep, view.link, view.note].filter(Boolean).join('\n'),
  );
}
