import {
  type AdaptiveCard,
  type Button,
  buttons,
  card,
  type Element,
  heading,
  quiet,
  submit,
  text,
} from './elements.ts';

export interface Bar {
  /** The whole figure in words: the picture alone tells nobody anything. */
  readonly label: string;
  readonly done: number;
  readonly gap: number;
  readonly of: number;
}

export interface StatusView {
  readonly title: string;
  readonly intro: string;
  readonly bars: readonly Bar[];
  readonly levels: readonly string[];
  readonly lists: readonly string[];
  readonly note: string;
  readonly buttons: readonly Button[];
}

export function statusCard(view: StatusView): AdaptiveCard {
  return card(
    [
      heading(view.title),
      text(view.intro, { spacing: 'Small' }),
      ...view.bars.flatMap((each, index) => bar(each, `bar-${index}`)),
      ...view.levels.map((level, index) => text(level, { spacing: index ? 'Small' : 'Medium' })),
      ...view.lists.map((list) => quiet(list)),
      quiet(view.note, { spacing: 'Medium' }),
      ...buttons(view.buttons.map(submit)),
    ],
    [view.title, view.intro, ...view.bars.map((each) => each.label), ...view.levels, ...view.lists, view.note].join(
      '\n',
    ),
  );
}

/**
 * A bar made of weighted columns: cards know no progress bar before 1.6, and pictures would need a host. By its id our
 * page knows it from a row of text.
 */
export function bar({ label, done, gap, of }: Bar, id: string): readonly Element[] {
  const part = (weight: number, style: string) => ({
    type: 'Column',
    width: weight,
    style,
    minHeight: '10px',
    spacing: 'None',
    items: [],
  });
  const parts = [part(done, 'good'), part(gap, 'warning'), part(of - done - gap, 'emphasis')].filter(
    ({ width }) => width > 0,
  );
  return [quiet(label, { spacing: 'Medium' }), { type: 'ColumnSet', id, spacing: 'Small', columns: parts }];
}
