import { type AdaptiveCard, type Button, buttons, card, heading, quiet, show, submit, typed } from './elements.ts';

/** Choices of one kind behind one button. */
export interface Folded {
  readonly title: string;
  readonly buttons: readonly Button[];
}

export interface ReminderView {
  readonly title: string;
  /** Who speaks, who asked for it and how to stop: on the first alone. May hold a name that a person typed. */
  readonly intro: readonly string[];
  /** What is due, the most pressing first. May hold the name of a service. */
  readonly lines: readonly string[];
  /** Said instead of lines that would be too many. */
  readonly more?: string;
  /** What to do about it. */
  readonly actions: readonly Button[];
  /** What to do about being reminded. */
  readonly folded: readonly Folded[];
  readonly stop: Button;
}

/** What is due for one person, with the ways to begin, to put off and to stop. */
export function reminderCard(view: ReminderView): AdaptiveCard {
  const folded = view.folded.map(({ title, buttons: all }) => show(title, buttons(all.map(submit))));
  return card(
    [
      heading(view.title),
      ...view.intro.map((line) => typed(line, { spacing: 'Small' })),
      ...view.lines.map((line, index) => typed(line, { spacing: index ? 'Small' : 'Medium' })),
      ...(view.more ? [quiet(view.more)] : []),
      ...buttons(view.actions.map(submit), { spacing: 'Medium' }),
      ...buttons([...folded, submit(view.stop)], { spacing: 'Small' }),
    ],
    [
      view.title,
      ...view.intro,
      ...view.lines,
      view.more,
      [...view.actions, ...view.folded, view.stop].map(({ title }) => title).join(', '),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}
