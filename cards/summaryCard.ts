import {
  type AdaptiveCard,
  type Button,
  buttons,
  card,
  type Element,
  heading,
  largestCard,
  quiet,
  shortened,
  sizeOf,
  submit,
  text,
  typed,
} from './elements.ts';

export interface SummaryView {
  readonly title: string;
  readonly level: string;
  readonly notes: readonly string[];
  readonly official: string;
  readonly publish: string;
  readonly buttons: readonly Button[];
}

export function summaryCard(view: SummaryView): AdaptiveCard {
  return card(
    [
      heading(view.title),
      text(view.level, { weight: 'Bolder', spacing: 'Small' }),
      ...view.notes.map((note) => text(note, { spacing: 'Small' })),
      {
        type: 'Container',
        style: 'emphasis',
        spacing: 'Medium',
        items: [text(view.official, { weight: 'Bolder' }), text(view.publish, { spacing: 'Small' })],
      },
      ...buttons(view.buttons.map(submit)),
    ],
    [view.title, view.level, ...view.notes, view.official, view.publish].join('\n'),
  );
}

export interface AnswersView {
  readonly title: string;
  /** `answer` may be of any length: it is cut to what a list can show. */
  readonly rows: readonly { readonly topic: string; readonly answer: string; readonly change: Button }[];
}

/**
 * Longest shown answer in characters, tried in this order until the card is small enough to be sent: people copy their
 * answers from here to the official site, so as much as can be.
 */
const longestAnswers = [4000, 1000, 400, 160, 100, 60];
const shortestAnswers = 30;

/** The answers of one section, each with its Change button. */
export function answersCard(view: AnswersView): AdaptiveCard {
  const fits = longestAnswers.find((longest) => sizeOf(answersUpTo(longest, view)) < largestCard);
  return answersUpTo(fits ?? shortestAnswers, view);
}

function answersUpTo(longest: number, view: AnswersView): AdaptiveCard {
  const rows = view.rows.map((row) => ({ ...row, answer: shortened(row.answer, longest) }));
  return card(
    [
      heading(view.title, { size: 'Default' }),
      // The button beside the topic and not beside the answer, which needs the whole width of a phone.
      ...rows.flatMap(({ topic, answer, change }): readonly Element[] => [
        {
          type: 'ColumnSet',
          spacing: 'Medium',
          separator: true,
          columns: [
            { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: [quiet(topic)] },
            { type: 'Column', width: 'auto', items: buttons([submit(change)]) },
          ],
        },
        typed(answer, { spacing: 'Small' }),
      ]),
    ],
    [view.title, ...rows.map(({ topic, answer }) => `${topic}: ${answer}`)].join('\n'),
  );
}
