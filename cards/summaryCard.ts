import { type AdaptiveCard, type Button, buttons, card, quiet, submit, text } from './elements.ts';

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
      text(view.title, { weight: 'Bolder', size: 'Medium', style: 'heading' }),
      text(view.level, { spacing: 'Small' }),
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
  readonly rows: readonly { readonly topic: string; readonly answer: string; readonly change: Button }[];
}

/** The answers of one section, each with its Change button. */
export function answersCard(view: AnswersView): AdaptiveCard {
  return card(
    [
      text(view.title, { weight: 'Bolder', style: 'heading' }),
      ...view.rows.map(({ topic, answer, change }) => ({
        type: 'ColumnSet',
        spacing: 'Small',
        columns: [
          {
            type: 'Column',
            width: 'stretch',
            items: [quiet(topic), text(answer, { spacing: 'None' })],
          },
          { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: buttons([submit(change)]) },
        ],
      })),
    ],
    [view.title, ...view.rows.map(({ topic, answer }) => `${topic}: ${answer}`)].join('\n'),
  );
}
