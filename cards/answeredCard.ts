import { type AdaptiveCard, type Button, buttons, card, heading, quiet, shortened, submit, typed } from './elements.ts';

export interface AnsweredView {
  readonly heading: string;
  readonly ask: string;
  /** May be of any length: it is cut to what is needed to know it again. */
  readonly answer: string;
  readonly change: Button;
}

/** In characters. */
const longestAnswer = 1_000;

/** What a question's card turns into once it is answered, in clients that can change a card. */
export function answeredCard(view: AnsweredView): AdaptiveCard {
  const answer = shortened(view.answer, longestAnswer);
  return card(
    [
      quiet(view.heading),
      heading(view.ask, { spacing: 'Small' }),
      typed(answer, { spacing: 'Small' }),
      ...buttons([submit(view.change)]),
    ],
    [view.heading, view.ask, answer, view.change.title].join('\n'),
  );
}
