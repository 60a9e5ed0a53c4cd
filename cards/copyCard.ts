import { type AdaptiveCard, type Button, buttons, card, heading, openUrl, quiet, submit, typed } from './elements.ts';

export interface CopyView {
  readonly title: string;
  readonly lines: readonly string[];
  /** As it is to be copied or printed; may hold what a person typed. */
  readonly text?: string;
  readonly link?: { readonly title: string; readonly url: string };
  readonly note?: string;
  readonly buttons: readonly Button[];
}

/** Something to take along: a letter, a note, an address; to be copied, printed or opened. */
export function copyCard({ title, lines, text, link, note, buttons: all }: CopyView): AdaptiveCard {
  return card(
    [
      heading(title, { size: 'Default' }),
      ...lines.map((line) => typed(line, { spacing: 'Small' })),
      ...(text ? [{ type: 'Container', style: 'emphasis', spacing: 'Small', items: [typed(text)] }] : []),
      ...(note ? [quiet(note)] : []),
      ...buttons([...(link ? [openUrl(link.title, link.url)] : []), ...all.map(submit)]),
    ],
    [title, ...lines, text, note].filter(Boolean).join('\n'),
  );
}
