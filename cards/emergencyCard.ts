import {
  type AdaptiveCard,
  type Button,
  buttons,
  card,
  type Element,
  heading,
  steps,
  submit,
  text,
  typed,
} from './elements.ts';

export interface EmergencyView {
  readonly title: string;
  readonly calm: string;
  readonly parts: readonly { readonly heading: string; readonly steps: readonly string[] }[];
  /** From the settings of an installation, so shown as typed. */
  readonly contact: string;
  readonly buttons: readonly Button[];
}

/** The first hour after something went wrong: what to do, in order, and whom to tell. */
export function emergencyCard(view: EmergencyView): AdaptiveCard {
  return card(
    [
      heading(view.title),
      text(view.calm, { spacing: 'Small' }),
      ...view.parts.flatMap((part): readonly Element[] => [
        text(part.heading, { weight: 'Bolder', spacing: 'Medium' }),
        steps(part.steps, { spacing: 'Small' }),
      ]),
      typed(view.contact, { spacing: 'Medium' }),
      ...buttons(view.buttons.map(submit)),
    ],
    [view.title, view.calm, ...view.parts.flatMap((part) => [part.heading, ...part.steps]), view.contact].join('\n'),
  );
}
