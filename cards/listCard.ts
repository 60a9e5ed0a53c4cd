import {
  type AdaptiveCard,
  type Button,
  buttons,
  card,
  type Element,
  heading,
  largestCard,
  quiet,
  show,
  sizeOf,
  submit,
  text,
  typed,
} from './elements.ts';
import type { Folded } from './reminderCard.ts';

export interface ListRow {
  /** May hold what a person typed, as may the facts. */
  readonly name: string;
  readonly facts?: string;
  readonly buttons?: readonly Button[];
  readonly folded?: readonly Folded[];
}

export interface ListSection {
  readonly heading?: string;
  readonly rows: readonly ListRow[];
  /** Present where there may be many: what to say of the rows that are left out. */
  readonly more?: (count: number) => string;
  /** Rows at the most; fewer are shown where more could not be sent. */
  readonly most?: number;
}

export interface ListView {
  readonly title: string;
  /** May hold what a person typed. */
  readonly lines?: readonly string[];
  readonly sections: readonly ListSection[];
  readonly folded?: readonly Folded[];
  readonly buttons: readonly Button[];
}

/** Rows of a long section, tried in this order until the card is small enough to be sent. */
const mostRows = [12, 9, 6, 4, 2];
const fewestRows = 1;

/** People, questions or services in rows, with what can be done about each. */
export function listCard(view: ListView): AdaptiveCard {
  const fits = mostRows.find((rows) => sizeOf(listUpTo(rows, view)) < largestCard);
  return listUpTo(fits ?? fewestRows, view);
}

function listUpTo(most: number, view: ListView): AdaptiveCard {
  const { lines = [], folded = [] } = view;
  const sections = view.sections.map(({ heading: name, rows, more, most: own = most }) => {
    const shown = more ? rows.slice(0, Math.min(most, own)) : rows;
    const left = rows.length - shown.length;
    return { name, rows: shown, more: left > 0 ? more?.(left) : undefined };
  });
  return card(
    [
      heading(view.title),
      ...lines.map((line) => typed(line, { spacing: 'Small' })),
      ...sections.flatMap(({ name, rows, more }) => [
        ...(name && rows.length ? [text(name, { weight: 'Bolder', spacing: 'Medium' })] : []),
        ...rows.flatMap(row),
        ...(more ? [quiet(more)] : []),
      ]),
      ...buttons([...folded.map(unfolding), ...view.buttons.map(submit)], { spacing: 'Medium' }),
    ],
    [
      view.title,
      ...lines,
      ...sections.flatMap(({ name, rows, more }) => [
        ...(name && rows.length ? [name] : []),
        ...rows.flatMap((each) => [each.name, each.facts]),
        more,
      ]),
      [...folded, ...view.buttons].map(({ title }) => title).join(', '),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/** A single short button stands beside the row; what unfolds needs the whole width of a phone. */
function row({ name, facts, buttons: all = [], folded = [] }: ListRow): readonly Element[] {
  const words = [
    typed(name, { weight: 'Bolder' }),
    ...(facts ? [typed(facts, { spacing: 'None', isSubtle: true, size: 'Small' })] : []),
  ];
  const [only] = all;
  const isBeside = only !== undefined && all.length === 1 && folded.length === 0;
  const columns = [
    { type: 'Column', width: 'stretch', items: words },
    ...(isBeside
      ? [{ type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: buttons([submit(only)]) }]
      : []),
  ];
  return [
    { type: 'ColumnSet', spacing: 'Medium', separator: true, columns },
    ...(isBeside ? [] : buttons([...folded.map(unfolding), ...all.map(submit)], { spacing: 'Small' })),
  ];
}

const unfolding = ({ title, buttons: all }: Folded) => show(title, buttons(all.map(submit)));
